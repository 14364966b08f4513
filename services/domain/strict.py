"""A frozen dataclass from a TOML text that people edit: every key known, none missing, each of its type.

The dataclass is the form: its annotations say what may stand where. Known are str, int, bool, Literal and StrEnum
words, `X | None`, tuples of one kind, and dataclasses of these.
"""

import re
import tomllib
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from types import NoneType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from services.errors import BadInput

T = TypeVar("T")
KINDS = {str: "teks dalam tanda kutip", int: "angka bulat", bool: "true atau false", list: "daftar [ … ]", dict: "tabel"}


def read(kind: type[T], text: str, place: str) -> T:
    """The dataclass `kind` that `text` says; `place` names the text in sentences. Raises BadInput at the first fault."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"baris {line[1]}" if line else "akhir berkas"
        raise BadInput(f"{place}: {where} tidak terbaca. Periksa tanda kutip, kurung dan nama di sana.") from None
    return _record(kind, raw, place)


def _record(kind: Any, raw: dict[str, Any], place: str) -> Any:
    known = {field.name: field for field in fields(kind)}
    for name in raw:
        if name not in known:
            raise BadInput(f"{place}: isian “{name}” tidak dikenal. Yang dikenal: {', '.join(known)}.")
    for name, field in known.items():
        if name not in raw and field.default is MISSING:
            raise BadInput(f"{place}: isian “{name}” belum ada. Tambahkan; bila kosong tulis \"\".")
    hints = get_type_hints(kind)
    return kind(**{name: _value(hints[name], value, f"{place}, {name}") for name, value in raw.items()})


def _value(kind: Any, raw: Any, place: str) -> Any:
    if get_origin(kind) is tuple:
        rows = enumerate(_typed(list, raw, place), 1)
        return tuple(_value(get_args(kind)[0], row, f"{place} ke-{number}") for number, row in rows)
    if get_origin(kind) is Literal:
        return _word(get_args(kind), raw, place)
    if NoneType in get_args(kind):
        return _value(get_args(kind)[0], raw, place)
    if is_dataclass(kind):
        return _record(kind, _typed(dict, raw, place), place)
    if issubclass(kind, Enum):
        return kind(_word([member.value for member in kind], raw, place))
    return _typed(kind, raw, place)


def _word(words: Any, raw: Any, place: str) -> str:
    if raw not in words:
        raise BadInput(f"{place}: “{raw}” tidak dikenal. Yang dikenal: {', '.join(words)}.")
    return raw


def _typed(kind: Any, raw: Any, place: str) -> Any:
    if type(raw) is not kind:  # bool is an int to isinstance
        raise BadInput(f"{place}: di sini harus {KINDS[kind]}.")
    return raw
