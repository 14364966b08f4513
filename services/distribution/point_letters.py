"""What fills the letters of one point: the surat pengantar, the BAST of its packages, the BAST of what became of them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from services.domain.schema import HANDOVER, POINT, PROGRAMME, RECIPIENT
from services.domain.states import PointState, RecipientState
from services.letters import papers
from services.letters.blocks import Signer, Table
from services.storage import desk as sql
from services.storage.reader import Reader, Row

DOTS = "……………………………"  # what people write by hand
GOODS = "paket bantuan"
BEFORE, AFTER = ("pengantar_paket", "bast"), ("bast_penutupan",)
LEFTOVER_WORDS = {
    "to_warehouse": "Sisa, kembali ke gudang", "to_later": "Sisa, untuk susulan", "to_reserve": "Sisa, untuk cadangan",
}


def offered(point: Row) -> tuple[str, ...]:
    """The kinds of letters that a point can have now."""
    return BEFORE + (AFTER if point["state"] == PointState.CLOSED else ())


def officer(point: Row) -> Signer:
    """Who answers for the point."""
    return Signer(f"Petugas {point['name']}", point["officer"] or "")


def knows(point: Row) -> Signer:
    """Who takes note: the lurah where one kelurahan is served, else the camat; the name is written by hand."""
    served = point["kelurahan_list"] or ""
    lurah = f"Lurah {served}" if served and "," not in served else ""
    return Signer(lurah or f"Camat {point['kecamatan'] or DOTS}", "")


def signers(reader: Reader, letter: Row, chief: Signer) -> dict[str, Signer]:
    """Who signs the letters of a point, by the key that templates use; nobody of it for other letters."""
    if not letter["point"]:
        return {}
    point = reader.get(POINT, letter["point"])
    taker = officer(point)
    return {
        "pengirim": chief, "penerima": replace(taker, role="Penerima,"),
        "pihak_kedua": replace(taker, name=taker.name or DOTS, role="PIHAK KEDUA,"), "mengetahui": knows(point),
    }


def data(reader: Reader, letter: Row, programme: Row) -> dict[str, Any]:
    """The data of a letter of a point; what is not known yet is a dotted line."""
    point, goods = reader.get(POINT, letter["point"]), programme["goods"] or GOODS
    many = _brought(reader, point)
    known = POINT.outside(point) | {"paket_dibawa": many}
    table = TABLES.get(letter["kind"])
    return {
        "program": PROGRAMME.outside(programme | {"goods": goods}),
        "titik": {key: DOTS if value is None else value for key, value in known.items()}
        | {"catatan_penutupan": point["close_note"]},
        "serah_terima": {"tanggal": point["date"], "tempat": ", ".join(filter(None, (point["name"], point["address"])))},
        "tabel": {"serah_terima": table(reader, point, goods, many)} if table else {},
    }


def _brought(reader: Reader, point: Row) -> int:
    """Packages for the point: as told, else one for each of its people."""
    if point["packages"] is not None:
        return int(point["packages"])
    return reader.count(RECIPIENT, point=point["id"], state=RecipientState.CHOSEN)


def _handing_in(_reader: Reader, point: Row, goods: str, many: int) -> Table:
    return papers.handover_table([(goods, many, f"Untuk {point['name']}")])


def _handing_back(reader: Reader, point: Row, _goods: str, many: int) -> Table:
    """What became of the packages, and where each leftover goes; the lines add up to the packages brought."""
    handed = reader.count(HANDOVER, sql.valid(), point=point["id"])
    left = [(words, point[name], "") for name, words in LEFTOVER_WORDS.items() if point[name]]
    out = many - handed - sum(number for _, number, _ in left)
    second = [("Diserahkan dua kali, belum ditarik", out, "Daftar nama di Dinas Sosial")] if out else []
    return papers.handover_table([
        ("Paket dibawa", many, ""), ("Diserahkan kepada penerima", handed, "Tanda terima terlampir"), *second, *left])


TABLES: dict[str, Callable[[Reader, Row, str, int], Table]] = {"bast": _handing_in, "bast_penutupan": _handing_back}
