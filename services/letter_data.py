"""What fills a letter: programme, office and officials as plain dicts, under the names a template uses (`field.key`)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from services.distribution import closing, point_letters
from services.domain import telaahan, wording
from services.domain.schema import AGENCY, CORRECTION, DATA_REQUEST, LETTER, PACKAGE_ITEM, PROGRAMME
from services.errors import BadInput, Problem
from services.letterhead import from_settings
from services.letters import expressions, papers, template
from services.letters.blocks import Signer
from services.letters.expressions import ExpressionFault
from services.letters.grammar import PLACEHOLDER
from services.office import official_on, officials_on, settings_of
from services.people.recipients import fixed_list
from services.storage.reader import Reader, Row

HEAD = "Kepala Dinas"
PARAF = ("Kepala Bidang", "Sekretaris")  # who gives a paraf, from the lowest up
EMPTY = "(belum diisi)"
BY_HAND = "……………………………"


def signer(official: Row) -> Signer:
    """An official as he or she signs."""
    return Signer(
        official["position"], official["name"], official["rank"] or "", official["nip"] or "", official["form"] or "")


def signers(head: Signer) -> dict[str, Signer]:
    """Who signs or is named under a letter, by the key that templates use; who is not known writes the name by hand."""
    return {
        "kepala_dinas": head, "penerima": Signer("Penerima", ""), "mengetahui": Signer("", ""),
        "pihak_pertama": replace(head, role="PIHAK PERTAMA,"),
        "pihak_kedua": Signer(BY_HAND, BY_HAND, role="PIHAK KEDUA,"),
    }


def head_of_office(reader: Reader, day: date) -> Row:
    """Who signs for the office on that day. Raises BadInput with the place where to enter that person."""
    if found := official_on(reader, HEAD, day):
        return found
    raise BadInput(Problem(
        "signer",
        f"Belum ada {HEAD} yang bertugas pada {wording.long_date(day)}. Isi dahulu di Pengaturan, Pejabat, "
        f"dengan Tugas di Panel “{HEAD}”.",
    ))


def initiallers(reader: Reader, day: date) -> list[Row]:
    """Who gives a paraf on that day before the head signs; nobody where no such official was entered."""
    return [official for duty in PARAF if (official := official_on(reader, duty, day))]


def may_initial(reader: Reader, day: date) -> list[Row]:
    """Everybody in office on that day who may be asked for a paraf, who usually is first."""
    others = [row for row in officials_on(reader, day) if row["duty"] not in (HEAD, "Wali Kota")]
    usual = initiallers(reader, day)
    return usual + [row for row in others if row not in usual]


def data_of(reader: Reader, letter: Row) -> dict[str, Any]:
    """Everything a letter's template may name. `letter` need not be stored yet.

    Raises NotReady or Refused where it tells of the fixed list and there is none, or its seal is broken.
    """
    programme = reader.get(PROGRAMME, letter["programme"])
    sections = telaahan.read(letter["body"])
    return {
        "kantor": from_settings(settings_of(reader)).outside(),
        "program": PROGRAMME.outside(programme),
        "surat": LETTER.outside(letter),
        "bagian": {key: text or EMPTY for key, text in sections.items()},
        **MORE.get(letter["kind"], lambda *_: {})(reader, letter, programme),
    }


def _package(reader: Reader, _letter: Row, programme: Row) -> dict[str, Any]:
    items = reader.find(PACKAGE_ITEM, programme=programme["id"], order=("item",))
    return {"tabel": {"paket": papers.goods_table(items, programme["quota"])}}


def _request(reader: Reader, letter: Row, _programme: Row) -> dict[str, Any]:
    """The request that a letter makes or reminds of; `addressee` and `place` stand as the letter has them."""
    request = reader.first(DATA_REQUEST, letter=letter["id"]) or reader.first(DATA_REQUEST, reminder=letter["id"])
    if request is None:
        return {}
    agency = AGENCY.outside(reader.get(AGENCY, request["agency"]))
    return {
        "instansi": agency | {"kepada_yth": letter["addressee"], "tempat": letter["place"]},
        "permintaan": DATA_REQUEST.outside(request),
        "surat_permintaan": LETTER.outside(reader.get(LETTER, request["letter"])),
    }


def _list(reader: Reader, _letter: Row, programme: Row) -> dict[str, Any]:
    rows = fixed_list(reader, programme)
    return {"daftar": {
        "jumlah": len(rows),
        "jumlah_kelurahan": len({row["kelurahan"] for row in rows}),
        "jumlah_kecamatan": len({row["kecamatan"] for row in rows}),
        "jumlah_instansi": len({row["agency"] for row in rows} - {None}),
    }}


def _correction(reader: Reader, letter: Row, _programme: Row) -> dict[str, Any]:
    """What an agency is asked to correct; `addressee` and `place` stand as the letter has them."""
    correction = reader.first(CORRECTION, letter=letter["id"])
    if correction is None:
        return {}
    return {
        "instansi": {"kepada_yth": letter["addressee"], "tempat": letter["place"]},
        "perbaikan": {"jumlah": correction["rows"], "batas": correction["due"]},
    }


def _report(reader: Reader, letter: Row, programme: Row) -> dict[str, Any]:
    return _list(reader, letter, programme) | closing.report(reader, letter, programme)


def _handing_over(reader: Reader, letter: Row, programme: Row) -> dict[str, Any]:
    """Of one point, or of all packages of the programme."""
    if letter["point"]:
        return point_letters.data(reader, letter, programme)
    return closing.handing_over(reader, programme, settings_of(reader)["place"])


MORE: dict[str, Callable[[Reader, Row, Row], dict[str, Any]]] = {
    "permohonan_ukpbj": _package,
    "permintaan_data": _request,
    "pengingat_data": _request,
    "pengantar_perbaikan": _correction,
    "telaahan_2": _list,
    "permohonan_simbolis": _list,
    "laporan_pelaksanaan": _report,
    "bast": _handing_over,
    "bast_penutupan": point_letters.data,
    "pengantar_paket": point_letters.data,
}


def heading(text: str, data: Mapping[str, Any]) -> dict[str, str]:
    """What a template says above the text (`hal`, `kepada`, `di`) and its tembusan; a value not known yet is a gap."""
    parsed = template.parse(text)
    lines = {name: parsed.field(name) for name in ("hal", "kepada", "di")}
    lines["tembusan"] = "; ".join(line.text for line in parsed.copies)
    return {name: PLACEHOLDER.sub(lambda hole: _value(hole[1], data), line) for name, line in lines.items()}


def _value(source: str, data: Mapping[str, Any]) -> str:
    try:
        return expressions.fill(expressions.read(source), data)
    except ExpressionFault:
        return telaahan.GAP


def classification(text: str) -> str:
    """The code of a kind of letter (Permendagri 83/2022, Lampiran B), as its template says."""
    return template.parse(text).field("kode")
