"""The registers of letters: what went out, by number, and what came in, by agenda; and the numbers nobody bears."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from services import letter_data, letterhead, numbering
from services.domain.occasion import WITA, Occasion
from services.domain.schema import INCOMING, LETTER, NUMBER_GAP
from services.domain.table import Table
from services.errors import Refused
from services.letters import blocks, papers
from services.letters.tables import rows_of
from services.office import Office, official_on, settings_of
from services.storage.database import Change, create, update
from services.storage.reader import Reader, Row

# The columns of the printed registers, each with its width in mm.
OUT = {"serial": 15, "number": 50, "dated": 22, "addressee": 50, "about": 80, "state": 28}
IN = {"agenda": 18, "received": 22, "number": 42, "dated": 22, "sender": 50, "about": 65, "disposition": 40}


def outgoing(reader: Reader, year: int, text: str = "") -> list[Row]:
    """The register of outgoing letters of a year, newest number first."""
    return _matching(LETTER, reader.find(LETTER, year=year, order=("-serial", "-dated")), text)


def incoming(reader: Reader, year: int, text: str = "") -> list[Row]:
    """The register of incoming letters received in a year, newest first."""
    rows = reader.find(INCOMING, order=("-received", "-agenda"))
    return _matching(INCOMING, [row for row in rows if row["received"].year == year], text)


def _matching(table: Table, rows: list[Row], text: str) -> list[Row]:
    """The rows that hold a text in one of their lines; the text of a letter itself is not searched."""
    wanted, lines = text.casefold().strip(), [field for field in table.fields if field.widget != "area"]
    return [row for row in rows if wanted in " ".join(field.show(row[field.name]) for field in lines).casefold()]


def next_agenda(reader: Reader, year: int) -> int:
    """The agenda number that follows the last one of the year."""
    return max((row["agenda"] or 0 for row in incoming(reader, year)), default=0) + 1


def record_incoming(office: Office, occasion: Occasion, seen: Row | None, values: Mapping[str, Any]) -> None:
    """Enter an incoming letter, or change one. Raises BadInput, Stale."""
    change = (
        update(INCOMING, seen["id"], seen, **values)
        if seen
        else create(INCOMING, occasion.new_id(INCOMING.prefix), **values)
    )
    office.database.change(occasion, "letters", [change])


def gaps(reader: Reader, year: int) -> list[Row]:
    """The numbers of a year's series that no letter bears, with the reason where one was given (`id` None: not yet)."""
    borne = {row["serial"] for row in reader.find(LETTER, year=year)}
    known = {row["serial"]: row for row in reader.find(NUMBER_GAP, year=year)}
    left_out = (serial for serial in range(1, numbering.last_serial(reader, year) + 1) if serial not in borne)
    return [known.get(serial) or {"id": None, "year": year, "serial": serial, "reason": None} for serial in left_out]


def explain(office: Office, occasion: Occasion, seen: Row, reason: str) -> None:
    """Say why a number is not used; `seen` is one of `gaps`. Raises BadInput, Stale, Refused where a letter bears it."""

    def plan(reader: Reader) -> list[Change]:
        if seen["serial"] not in [gap["serial"] for gap in gaps(reader, seen["year"])]:
            raise Refused("Nomor ini dipakai sebuah surat. Muat ulang halaman ini.")
        if seen["id"]:
            return [update(NUMBER_GAP, seen["id"], seen, reason=reason)]
        number = {"year": seen["year"], "serial": seen["serial"]}
        return [create(NUMBER_GAP, occasion.new_id(NUMBER_GAP.prefix), **number, reason=reason)]

    office.database.change(occasion, "letters", plan)


def outgoing_pdf(office: Office, year: int, now: datetime) -> bytes:
    """The register of outgoing letters, by number; a number that no letter bears stands there with its reason."""
    with office.database.reading() as reader:
        letters = [row for row in reversed(outgoing(reader, year)) if row["number"]]
        unused = [dict.fromkeys(OUT) | {"serial": gap["serial"], "about": gap["reason"] or "Belum ada alasan",
                                        "state": "Tidak dipakai"} for gap in gaps(reader, year)]
    series = sorted([row for row in letters if row["serial"]] + unused, key=lambda row: row["serial"])
    elsewhere = [row for row in letters if not row["serial"]]
    return _printed(office, f"BUKU SURAT KELUAR TAHUN {year}", _book(LETTER, OUT, [*series, *elsewhere]), now)


def incoming_pdf(office: Office, year: int, now: datetime) -> bytes:
    """The register of incoming letters, in the order they came."""
    with office.database.reading() as reader:
        rows = incoming(reader, year)
    return _printed(office, f"BUKU SURAT MASUK TAHUN {year}", _book(INCOMING, IN, reversed(rows)), now)


def _book(table: Table, widths: Mapping[str, int], rows: Iterable[Row]) -> blocks.Table:
    fields = [table.field(name) for name in widths]
    columns = tuple(blocks.Column(field.header, "left", widths[field.name]) for field in fields)
    return blocks.Table(columns, rows_of([[field.show(row[field.name]) for field in fields] for row in rows]))


def _printed(office: Office, title: str, book: blocks.Table, now: datetime) -> bytes:
    """A register as PDF; while nobody heads the office, the name is written by hand."""
    today = now.astimezone(WITA).date()
    with office.database.reading() as reader:
        settings, head = settings_of(reader), official_on(reader, letter_data.HEAD, today)
        above = letterhead.of(office, reader)
    signer = letter_data.signer(head) if head else blocks.Signer(letter_data.HEAD, "")
    return papers.register(
        book, (title,), above, signer, today, now=now, paper=settings["paper"])
