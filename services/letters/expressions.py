"""What may stand between `{{` and `}}`: a name with dots, then filters. Nothing else of Jinja2 is let through.

Evaluated by Jinja2's sandbox on plain dicts, so a template edited by a user can neither run code nor reach an object.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import SandboxedEnvironment

from services.domain import wording

FORMATS: dict[str, Callable[..., str]] = {
    "tanggal": wording.long_date,
    "hari": wording.weekday_date,
    "tanggal_kata": wording.date_in_words,
    "angka": wording.number,
    "rupiah": wording.rupiah,
    "terbilang": wording.in_words,
    "romawi": wording.roman,
    "kapital": lambda value: str(value).upper(),
}
OPTIONAL = "kosong"
LONGEST = 300  # letters between {{ and }}
ALLOWED = (nodes.Template, nodes.Output, nodes.Name, nodes.Getattr, nodes.Filter, nodes.Const)


class ExpressionFault(Exception):
    """An expression that cannot be read or filled; the text is the Indonesian sentence without its line."""


@dataclass(frozen=True)
class Expression:
    """A checked expression: the dotted `name` it reads and the filters it passes through."""

    source: str
    name: str
    filters: tuple[str, ...]

    @property
    def optional(self) -> bool:
        """Whether the letter may go out without this value."""
        return OPTIONAL in self.filters


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or isinstance(value, Undefined)


def _format(name: str, write: Callable[..., str]) -> Callable[..., Any]:
    """A filter that lets an empty value pass and says in words when a value does not suit it."""

    def apply(value: Any, *more: Any) -> Any:
        if _is_empty(value):
            return value
        try:
            return write(value, *more)
        except (TypeError, ValueError, AttributeError, ArithmeticError):
            sentence = f"“{name}” tidak cocok untuk isian ini. Hapus “| {name}” atau pakai yang lain."
            raise ExpressionFault(sentence) from None

    return apply


def _instead(value: Any, other: str = "") -> Any:
    return other if _is_empty(value) else value


class _PlainData(SandboxedEnvironment):
    """A dot reads a key of a dict, never an attribute of an object."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return self.undefined(obj=obj, name=attribute)


_environment = _PlainData()
_environment.globals.clear()
_environment.filters = {name: _format(name, write) for name, write in FORMATS.items()} | {OPTIONAL: _instead}


def suggest(word: str, known: Iterable[str]) -> str:
    """' Mungkin maksud Anda “…”.' or ''."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Mungkin maksud Anda “{near[0]}”." if near else ""


@lru_cache(maxsize=2000)
def read(source: str) -> Expression:
    """The expression of `program.anggaran | rupiah`. Raises ExpressionFault."""
    if len(source) > LONGEST:
        raise ExpressionFault(f"isian di antara {{{{ dan }}}} lebih panjang dari {LONGEST} huruf. Tulis satu nama isian saja.")
    try:
        tree = _environment.parse("{{ " + source + " }}")
    except (TemplateSyntaxError, RecursionError):
        raise ExpressionFault(_unreadable(source)) from None
    if any(not isinstance(node, ALLOWED) for node in tree.find_all(nodes.Node)):
        raise ExpressionFault(_unreadable(source))
    filters = tuple(node.name for node in tree.find_all(nodes.Filter))
    for name in filters:
        if name not in _environment.filters:
            raise ExpressionFault(f"“{name}” tidak dikenal." + suggest(name, _environment.filters))
    return Expression(source, _path(tree, source), filters)


def _unreadable(source: str) -> str:
    written = f"{{{{ {source.strip()} }}}}"
    return f"“{written}” tidak terbaca. Tulis nama isian, misalnya {{{{ program.anggaran | rupiah }}}}."


def _path(tree: nodes.Template, source: str) -> str:
    """The dotted name at the start of the expression."""
    node: Any = tree.body[0].nodes[0]  # type: ignore[attr-defined]
    while isinstance(node, nodes.Filter):
        node = node.node
    parts: list[str] = []
    while isinstance(node, nodes.Getattr):
        parts.append(node.attr)
        node = node.node
    if not isinstance(node, nodes.Name):
        raise ExpressionFault(_unreadable(source))
    return ".".join([node.name, *reversed(parts)])


@lru_cache(maxsize=2000)
def _compiled(source: str) -> Callable[..., Any]:
    return _environment.compile_expression(source, undefined_to_none=False)


def names(data: Mapping[str, Any], before: str = "") -> list[str]:
    """All dotted names that the data offers."""
    found: list[str] = []
    for key, value in data.items():
        found += names(value, f"{before}{key}.") if isinstance(value, Mapping) else [before + key]
    return found


def fill(expression: Expression, data: Mapping[str, Any]) -> str:
    """The text of an expression. Raises ExpressionFault: unknown name, empty value, value that does not suit."""
    value = _compiled(expression.source)(**data)
    if _is_empty(value) and not expression.optional:
        raise ExpressionFault(_missing(expression, data))
    return "" if _is_empty(value) else str(value)


def _missing(expression: Expression, data: Mapping[str, Any]) -> str:
    known = names(data)
    if expression.name in known:
        return (
            f"isian “{expression.name}” masih kosong. Isi dahulu di panel, "
            f"atau tulis {{{{ {expression.name} | {OPTIONAL} }}}} bila boleh kosong."
        )
    return f"isian “{expression.name}” tidak dikenal." + suggest(expression.name, known)
