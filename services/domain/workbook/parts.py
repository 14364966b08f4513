"""Several facts in one cell: "Pelaihari, 4 Oktober 1999", "012/003", "SITI / 6372…", "Jl. Melati RT 1 RW 2"."""

import re
from collections.abc import Sequence
from datetime import date

from services.domain.workbook.grid import Cell, text_of
from services.domain.workbook.values import AGE_BEHIND, NUMBER_LOST

NUMBER = re.compile(rf"(?<!\d)\d[\d .]{{11,20}}\d(?!\d)|{NUMBER_LOST.pattern}", re.I)
# What a fact looks like inside a text, tried in this order; what is left over are the others, in the heading's order.
SHAPES = {
    "nik": NUMBER,
    "no_kk": NUMBER,
    "birth_date": re.compile(
        r"(?:\b(?:tgl|tanggal)\b[\s.:]*)?(?:\b\d{4}-\d\d-\d\d\b|[\d?]{1,2} ?[-/. ] ?(?:[\d?]{1,2}|[a-z]{3,10}) ?[-/. ,] ?\d{2,4}$)", re.I
    ),
    "sex": re.compile(r"\b(?:laki ?- ?laki|perempuan|lk|pr|[lp])\b\.?$", re.I),
    "rt": re.compile(r"(?:\bRT[\s.:/]*(?:RW[\s.:]*)?)?(?<!\d)(?:\d{3}(?=\d{3}$)|\d{1,3}(?!\d))", re.I),
    "rw": re.compile(r"(?:\bRW[\s.:]*)?(?<!\d)\d{1,3}(?!\d)", re.I),
}
# A number with its name before it is that one, whichever stands first.
LABELLED = {
    "nik": re.compile(rf"\bNIK\b[\s.:=]*(?:{NUMBER.pattern})", re.I),
    "no_kk": re.compile(rf"\b(?:No\.? ?)?KK\b[\s.:=]*(?:{NUMBER.pattern})", re.I),
}
LONGEST = 500  # letters of a cell that is taken apart
EDGES = " ,;:/|&()-\n\t"
BETWEEN = re.compile(r"\s*[/|;\n,]\s*| - ")

ADDRESS = re.compile(
    r"^(?P<address>.*?)[\s,;(]*\bRT\b[\s.:/]*(?:RW[\s.:]*)?(?P<rt>\d{1,3})(?:[\s,./-]*(?:RW?[\s.:]*)?(?P<rw>\d{1,3}))?"
    r"(?P<rest>.*)$",
    re.I,
)
UP_TO = (
    r"(?=[\s,;]*(?:\b(?:kec|kecamatan|kel|kelurahan|desa|kota|kab|kabupaten|prov|provinsi|kode ?pos|dusun|rt|rw|"
    r"tahun|thn|ta|t\.a|periode|bulan)\b|[,;(]|$))"
)
KELURAHAN = re.compile(rf"\b(?:kelurahan|kel|desa)\b[\s.:]*(?P<kelurahan>[^,;:]+?){UP_TO}", re.I)
KECAMATAN = re.compile(rf"\b(?:kecamatan|kec)\b[\s.:]*(?P<kecamatan>[^,;:]+?){UP_TO}", re.I)


def split(cell: Cell, fields: Sequence[str]) -> dict[str, Cell]:
    """The facts of a cell whose heading names several fields, in the heading's order. Absent facts are absent."""
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return {"rt": cell, "rw": cell} if isinstance(cell, date) and "rt" in fields else {fields[0]: cell}
    if fields[0] == "address":
        return split_address(cell)
    facts: dict[str, Cell] = {}
    rest = AGE_BEHIND.sub("", cell.strip(EDGES))
    for field in fields:
        found = next((match for shape in (LABELLED, SHAPES) if field in shape and (match := shape[field].search(rest))), None)
        if found:
            facts[field] = found[0]
            rest = f"{rest[: found.start()].rstrip(EDGES)}\n{rest[found.end() :].lstrip(EDGES)}".strip(EDGES)
    lacking = [field for field in fields if field not in facts]
    pieces = _pieces(rest, len(lacking)) if len(lacking) > 1 else [rest]
    return facts | dict(zip(lacking, (piece.strip(EDGES) for piece in pieces), strict=False))


def _pieces(text: str, most: int) -> list[str]:
    """A text in parts: by its lines if those are as many, for within a line a comma may stand before a degree."""
    lines = text.split("\n")
    return lines if len(lines) == most else BETWEEN.split(text, maxsplit=most - 1)


def split_address(text: str) -> dict[str, Cell]:
    """Street, RT, RW, kelurahan and kecamatan of an address in one string; the street alone where it names no RT."""
    line = text_of(text)
    found = ADDRESS.match(line) if len(line) <= LONGEST else None
    if not found:
        return {"address": line}
    facts: dict[str, Cell] = {name: value for name, value in found.groupdict().items() if value and name != "rest"}
    for shape in (KELURAHAN, KECAMATAN):
        facts |= place.groupdict() if (place := shape.search(found["rest"])) else {}
    return facts
