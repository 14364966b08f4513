"""What fills the letters that end a programme: the report of its execution and the BAST of all its packages."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.distribution import points
from services.domain import wording
from services.domain.occasion import WITA
from services.domain.schema import CONTRACT, DISPOSITION, HANDOVER, RECIPIENT
from services.domain.states import Answer, RecipientState
from services.letters import papers
from services.letters.blocks import Table
from services.storage.reader import Reader, Row

LETTERS = ("laporan_pelaksanaan", "bast")
NO_TROUBLE = "Tidak ada."


def report(reader: Reader, letter: Row, programme: Row) -> dict[str, Any]:
    """The data of the report; what went wrong is the letter's own text. `daftar` is left to the fixed list."""
    rows = list(_points(reader, programme))
    planned, handed = sum(many for _, many, _ in rows), sum(done for *_, done in rows)
    return {
        "kontrak": CONTRACT.outside(reader.first(CONTRACT, programme=programme["id"]) or {}),
        "disposisi": {"penyerahan_simbolis": _symbolic(reader, programme)},
        "penyaluran": {
            "mulai": _day(reader, programme, "at"), "selesai": _day(reader, programme, "-at"), "diserahkan": handed,
            "sisa": planned - handed},
        "laporan": {"kendala": letter["body"] or NO_TROUBLE},
        "tabel": {"titik": papers.points_table((row["name"], many, done) for row, many, done in rows)},
    }


def _points(reader: Reader, programme: Row) -> Iterator[tuple[Row, int, int]]:
    """(point, people planned, packages handed over)."""
    people = reader.tally(RECIPIENT, "point", programme=programme["id"], state=RecipientState.CHOSEN)
    handed = reader.tally(HANDOVER, "point", programme=programme["id"], cancelled_at=None)
    for row in points.of_programme(reader, programme["id"]):
        yield row, people.get((row["id"],), 0), handed.get((row["id"],), 0)


def _day(reader: Reader, programme: Row, order: str) -> date | None:
    found = reader.first(HANDOVER, programme=programme["id"], cancelled_at=None, order=(order,))
    return found["at"].astimezone(WITA).date() if found else None


def _symbolic(reader: Reader, programme: Row) -> str | None:
    """oleh Wali Kota Banjarbaru pada 12 Maret 2026 di Kantor Kelurahan Palam"""
    agreed = (Answer.AGREED, Answer.AGREED_WITH_NOTES)
    row = reader.first(DISPOSITION, programme=programme["id"], stage="bnba_memo", answer=agreed, order=("-turn",)) or {}
    day = row.get("symbolic_date")
    parts = {"oleh": row.get("symbolic_by"), "pada": day and wording.long_date(day), "di": row.get("symbolic_place")}
    return " ".join(f"{word} {value}" for word, value in parts.items() if value) or None


def handing_over(reader: Reader, programme: Row, place: str) -> dict[str, Any]:
    """The data of the BAST of all packages, a line for each point; its day is the first one of the distribution."""
    rows = list(_points(reader, programme))
    goods = programme["goods"] or "paket bantuan"
    return {
        "serah_terima": {"tanggal": rows[0][0]["date"] if rows else None, "tempat": place},
        "tabel": {"serah_terima": _packages(goods, rows)},
    }


def _packages(goods: str, rows: list[tuple[Row, int, int]]) -> Table:
    many = ((row, planned if row["packages"] is None else row["packages"]) for row, planned, _ in rows)
    return papers.handover_table((goods, packages, f"Untuk {row['name']}") for row, packages in many)
