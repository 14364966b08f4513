"""The office's own versions of the letter templates: read, checked with sample data, saved, taken back.

Version 0 is the shipped original; a version that goes back to it has no text of its own. A letter keeps the version it was
made with (LETTER.template).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.domain.occasion import Occasion
from services.domain.schema import TEMPLATE
from services.errors import BadInput, NotFound, Refused
from services.letters import expressions, originals, papers, sample, template
from services.letters.blocks import Signer
from services.letters.grammar import fault
from services.office import Office
from services.storage.database import Change, create
from services.storage.reader import Reader, Row

# What every letter may name; further data only where the original already does, as only there it is given.
EVERYWHERE = ("kantor", "program", "surat")
NUMBERED = {  # what the book of outgoing letters asks of a text, by `bernomor` of the original
    "ya": "surat ini masuk buku surat keluar, jadi selalu bernomor. Tulis “bernomor: ya”.",
    "tidak": "naskah ini bagian dari surat lain dan tidak bernomor sendiri. Tulis “bernomor: tidak”.",
}


def newest(reader: Reader, name: str) -> int:
    """The version in force; 0 is the shipped original."""
    found = reader.first(TEMPLATE, order=("-version",), name=name)
    return found["version"] if found else 0


def text(reader: Reader, name: str, version: int | None = None) -> str:
    """The text of a version, the newest by default. Raises NotFound."""
    original = originals.text(name)
    number = newest(reader, name) if version is None else version
    if not number:
        return original
    found = reader.first(TEMPLATE, name=name, version=number)
    if found is None:
        raise NotFound(f"Versi {number} naskah “{name}”")
    return found["text"] or original


def versions(reader: Reader, name: str) -> list[Row]:
    """The office's versions, newest first."""
    return reader.find(TEMPLATE, order=("-version",), name=name)


def title(name: str) -> str:
    """What a letter's template is called."""
    return template.parse(originals.text(name)).field("nama", name)


def save(office: Office, occasion: Occasion, name: str, seen: int, typed: str) -> None:
    """Keep a text as the next version; `seen` is the version it was made from.

    Raises BadInput with every fault and its line, Refused where nothing changed or somebody saved meanwhile.
    """
    check(name, typed)
    original = typed.strip() == originals.text(name).strip()

    def plan(reader: Reader) -> list[Change]:
        if newest(reader, name) != seen:
            raise Refused("Naskah ini baru saja diubah orang lain. Salin tulisan Anda, muat ulang halaman, lalu ulangi.")
        if text(reader, name).strip() == typed.strip():
            raise Refused("Naskah ini sama dengan yang berlaku. Ubah dahulu, lalu simpan.")
        values = {"name": name, "version": seen + 1, "text": None if original else typed, "at": occasion.now}
        return [create(TEMPLATE, occasion.new_id(TEMPLATE.prefix), **values, author=occasion.actor.name)]

    office.database.change(occasion, "templates", plan)


def check(name: str, typed: str) -> None:
    """Raises BadInput with every fault of a text and its line: what cannot be read, or filled with sample data."""
    longest = TEMPLATE.field("text").longest  # type: ignore[attr-defined]
    if len(typed) > longest:
        raise BadInput(f"Naskah terlalu panjang: {len(typed)} huruf, paling banyak {longest}.")
    papers.filled(typed, sample_data(name), sample.OFFICE, _signers(name))
    line, asked = template.parse(typed).fields.get("bernomor"), template.parse(originals.text(name)).field("bernomor")
    if line and line.text != asked:
        raise BadInput(fault(line.number, NUMBERED[asked]))


def preview(name: str, typed: str, now: datetime) -> bytes:
    """The PDF of a text with sample data, as a draft. Raises BadInput as `check`."""
    return papers.letter(typed, sample_data(name), sample.OFFICE, _signers(name), now=now, draft=True)


def placeholders(name: str) -> list[tuple[str, str]]:
    """(name, sample value) of everything a text may fill in, by name."""
    signers = {key: signer.outside() for key, signer in _signers(name).items()}
    data = {group: values for group, values in sample_data(name).items() if group != "tabel"} | signers
    return sorted((path, _value(path, data)) for path in expressions.names(data))


def _value(path: str, data: Mapping[str, Any]) -> str:
    for part in path.split("."):
        data = data[part]
    return "" if data is None else str(data)


def sample_data(name: str) -> dict[str, Any]:
    """The sample values of what this letter is given when it is made."""
    original, everything = originals.text(name), sample.data()
    data = {group: values for group, values in everything.items() if group in EVERYWHERE or f"{group}." in original}
    if name in originals.names_with_sections():
        data["bagian"] = originals.sections(name, everything)
    return data | {"tabel": {key: table for key, table in everything["tabel"].items() if f"tabel {key}" in original}}


def _signers(name: str) -> dict[str, Signer]:
    original = originals.text(name)
    return {key: signer for key, signer in sample.SIGNERS.items() if key in original}
