"""Every paper once, with made-up people and officials: `letters --sample`, and what the tests look at."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from services.domain import sop
from services.domain.occasion import WITA
from services.domain.paper import TickList
from services.letters import docx, layout, lists, originals, papers, sop_sheet, template
from services.letters.archive import Bundle, Filed
from services.letters.blocks import Letterhead, Signer, Table
from services.letters.board import Board, Handed, Track
from services.letters.disposition import Incoming
from services.letters.findings import Line, findings_table
from services.letters.lists import Delivery, RecapRow
from services.letters.signatures import Verification

NOW = datetime(2026, 3, 5, 9, 14, tzinfo=WITA)
DAY = date(2026, 3, 12)
CODE = "K7PQ3XWAT5M2"
CODE_BESIDE = "M4RT8XWAQ6K3"

OFFICE = Letterhead(
    ("Pemerintah Kota Banjarbaru", "Dinas Sosial"),
    ("Jalan Contoh Nomor 1, Banjarbaru, Kalimantan Selatan 70714",
     "Telepon (0511) 000000, laman dinsos.contoh.id, pos-el dinsos@contoh.id"),
    "Kota Banjarbaru", "Banjarbaru",
)
HEAD = Signer("Kepala Dinas Sosial", "Dra. Contoh Rahmawati, M.Si.", "Pembina Utama Muda (IV/c)", "197001011995032001",
              address="Jalan Contoh Nomor 1, Banjarbaru")
SECTION_HEAD = Signer("Kepala Bidang Perlindungan Sosial dan Jaminan Sosial", "Contoh Hidayat, S.Sos.",
                      "Pembina (IV/a)", "198002022005011002")
LURAH = Signer("Lurah Palam", "Contoh Noor, S.AP.", "Penata Tingkat I (III/d)", "198503032010011003", form="Plt.",
               address="Jalan Misal Nomor 2, Palam, Banjarbaru")
MAYOR = Signer("Wali Kota Banjarbaru", "Contoh Wali Kota")
RECEIVER = Signer("Penerima", "")

SIGNERS = {
    "kepala_dinas": HEAD, "pengirim": SECTION_HEAD, "penerima": RECEIVER, "mengetahui": MAYOR,
    "pihak_pertama": Signer(**{**vars(HEAD), "role": "PIHAK PERTAMA,"}),
    "pihak_kedua": Signer(**{**vars(LURAH), "role": "PIHAK KEDUA,"}),
}
PROGRAMME = {"name": "Bantuan Paket Ramadan", "year": 2026, "goods": "paket sembako"}
POINT = {"name": "Kantor Kelurahan Palam", "address": "Jalan Misal Nomor 2", "date": DAY}
GOODS = (
    {"item": "Beras premium", "quantity": 10, "unit": "kg", "price": 15_500},
    {"item": "Minyak goreng", "quantity": 2, "unit": "liter", "price": 19_000},
    {"item": "Gula pasir", "quantity": 2, "unit": "kg", "price": 18_000},
    {"item": "Teh celup", "quantity": 1, "unit": "kotak", "price": 9_500},
    {"item": "Mi instan", "quantity": 20, "unit": "bungkus", "price": 3_250},
)
PLACES = (
    ("Cempaka", "Palam"), ("Cempaka", "Bangkal"), ("Liang Anggang", "Landasan Ulin Barat"),
    ("Landasan Ulin", "Syamsudin Noor"), ("Landasan Ulin", "Guntung Payung"), ("Banjarbaru Utara", "Loktabat Utara"),
    ("Banjarbaru Selatan", "Guntung Paikat"), ("Banjarbaru Selatan", "Kemuning"),
)
FIRST = ("Siti", "Muhammad", "Nur", "Ahmad", "Rusmini", "Jumiati", "Hasan", "Aminah", "Syahrani", "Norhayati")
LAST = ("Contoh", "Misalnya", "Umpama", "Percontohan", "Teladan", "Ibarat Panjang Sekali Namanya")


def people(count: int) -> list[dict[str, Any]]:
    """Made-up recipients by the fields of the schema; their NIKs have the serial 0000, which nobody has."""
    return [_person(at) for at in range(count)]


def _person(at: int) -> dict[str, Any]:
    kecamatan, kelurahan = PLACES[at * len(PLACES) // 400 % len(PLACES)]
    born = date(1950 + at % 45, 1 + at % 12, 1 + at % 28)
    woman = at % 5 != 1
    nik = f"637205{born.day + 40 * woman:02}{born:%m%y}0000"
    return {
        "nik": nik, "no_kk": f"637205{1 + at % 28:02}{1 + at % 12:02}150000",
        "name": f"{FIRST[at % len(FIRST)]} {LAST[at // len(FIRST) % len(LAST)]}", "sex": "P" if woman else "L",
        "birth_place": "Banjarbaru", "birth_date": born,
        "address": f"Jalan Umpama Gang {1 + at % 17} Nomor {1 + at % 60}",
        "rt": f"{1 + at % 30:03}", "rw": f"{1 + at % 8:03}", "kelurahan": kelurahan, "kecamatan": kecamatan,
        "source": "DTSEN", "decile": 1 + at % 4, "note": "", "code": f"K7PQ3XWA{at + 1:04}", "packages": 1,
        "slot": f"{8 + at // 40 % 4:02}.00–{9 + at // 40 % 4:02}.00",
    }


def data() -> dict[str, Any]:
    """Values for every placeholder of the shipped templates."""
    return {
        "kantor": OFFICE.outside(),
        "program": {
            "nama_program": PROGRAMME["name"], "tahun_anggaran": 2026, "peristiwa": "bulan Ramadan 1447 H",
            "bentuk_bantuan": PROGRAMME["goods"], "kuota_paket": 400, "anggaran": 200_000_000,
            "sumber_dana": "APBD Kota Banjarbaru Tahun Anggaran 2026",
        },
        "surat": {"nomor_surat": "400.9.14.5/123/DINSOS/2026", "tanggal_surat": NOW.date(), "lampiran": None},
        "surat_permintaan": {"nomor_surat": "400.9.14.1/101/DINSOS/2026", "tanggal_surat": date(2026, 2, 20)},
        "instansi": {"nama_instansi": "Kelurahan Palam", "kepada_yth": "Lurah Palam", "tempat": "Banjarbaru"},
        "permintaan": {"batas_jawaban": date(2026, 2, 27)},
        "perbaikan": {"jumlah": 8, "batas": DAY},
        "daftar": {"jumlah": 400, "jumlah_kelurahan": 20, "jumlah_kecamatan": 5, "jumlah_instansi": 5},
        "titik": {
            "nama_titik": POINT["name"], "alamat": POINT["address"], "tanggal": DAY, "petugas": "Contoh Petugas",
            "paket_dibawa": 80,
        },
        "serah_terima": {"tanggal": DAY, "tempat": "Kantor Kelurahan Palam, Banjarbaru"},
        "kontrak": {
            "penyedia": "CV Contoh Sejahtera", "nomor_kontrak": "027/45/KTR/2026",
            "tanggal_kontrak": date(2026, 2, 25), "nilai_kontrak": 198_400_000,
        },
        "disposisi": {"penyerahan_simbolis": "oleh Wali Kota Banjarbaru pada 12 Maret 2026 di Kantor Kelurahan Palam"},
        "penyaluran": {"mulai": DAY, "selesai": date(2026, 3, 18), "diserahkan": 396, "sisa": 4},
        "laporan": {"kendala": "1. Empat penerima belum mengambil paket karena berada di luar kota.\n"
                               "2. Paket tersebut disimpan di gudang dan diserahkan pada hari susulan."},
        "tabel": _tables(),
        "pemusnahan": {
            "tanggal": DAY, "oleh": "Contoh Administrator", "lama": 5,
            "rincian": "400 baris Penerima, 396 baris Penyaluran, dan 7 berkas instansi dan foto"},
        "pemeriksaan": {"orang": 400, "paket": 400, "tanggal": DAY, "temuan": 1, "dikecualikan": 1},
    }


def _tables() -> dict[str, Table]:
    """What `::: tabel NAME` of the shipped templates names."""
    return {
        "paket": papers.goods_table(GOODS, 400),
        "serah_terima": papers.handover_table([("paket sembako", 80, "Untuk Kelurahan Palam")]),
        "titik": papers.points_table([("Kantor Kelurahan Palam", 80, 78), ("Kantor Kelurahan Kemuning", 320, 318)]),
        "temuan": findings_table([
            ("NIK tidak sah", []),
            ("Pernah menerima bantuan", [
                Line(17, "Siti Contoh", "637205******0000", "Sudah menerima Paket Sembako 2025 (5 Maret 2025).",
                     "Rumahnya kebanjiran tahun ini. Disetujui Contoh Hidayat, S.Sos., 5 Maret 2026.")]),
        ]),
    }


def _values(name: str, draft: bool = False) -> dict[str, Any]:
    values = data()
    values["surat"]["nomor_surat"] = f"{template.parse(originals.text(name)).field('kode')}/123/DINSOS/2026"
    if name in originals.names_with_sections():
        values["bagian"] = originals.sections(name, values)
    return values | {"surat": dict.fromkeys(values["surat"])} if draft else values


def _letter(name: str, draft: bool = False) -> bytes:
    return papers.letter(
        originals.text(name), _values(name, draft), OFFICE, SIGNERS, now=NOW, draft=draft, code="" if draft else CODE,
        paraf=("Sekretaris", "Kepala Bidang") if draft else (),
    )


def _docx(name: str) -> bytes:
    return docx.letter(papers.filled(originals.text(name), _values(name, draft=True), OFFICE, SIGNERS), OFFICE, NOW)


def _tick_list() -> bytes:
    expected = people(80)
    ticks = TickList("DFT-CONTOH", tuple(row["code"] for row in expected))
    return papers.tick_list(ticks, expected, PROGRAMME, POINT, OFFICE, now=NOW)


def _memo_with_bnba() -> bytes:
    memo, request = (
        papers.filled(originals.text(name), _values(name), OFFICE, SIGNERS) for name in ("telaahan_2", "permohonan_simbolis")
    )
    sections = (
        layout.compose(memo, OFFICE, Verification(CODE)),
        lists.bnba(people(400), PROGRAMME, OFFICE, HEAD, full=True, dated=NOW.date()),
        layout.compose(request, OFFICE, Verification(CODE_BESIDE)),
    )
    return layout.render(sections, "Telaahan staf dan BNBA", NOW, draft=False)


def _recap_rows() -> list[RecapRow]:
    return [
        RecapRow(kecamatan, kelurahan, 50 + at, 10 + at, 40, 50 + at)
        for at, (kecamatan, kelurahan) in enumerate(PLACES)
    ]


def _sop() -> sop.Sop:
    return sop.read((originals.FOLDER.parent / "sop" / "fasilitasi-bansos.toml").read_text(encoding="utf-8"))


DELIVERY = Delivery(PROGRAMME, POINT, OFFICE, SECTION_HEAD, LURAH)
INCOMING = Incoming("Dinas Sosial Kota Banjarbaru", "Permohonan persetujuan pelaksanaan Bantuan Paket Ramadan",
                    "400.9.14.5/123/DINSOS/2026", NOW.date())

BUNDLE = Bundle("Bantuan Paket Ramadan", 2026, "400.9.14.5", "Bidang Linjamsos", "Lemari 2, rak B, boks 7", 2031, (
    Filed("Telaahan Staf, bertanda tangan", "400.9.14.5/123/DINSOS/2026", NOW.date(), "Asli"),
    Filed("Lembar disposisi Wali Kota", "", date(2026, 3, 9), "Asli"),
    Filed("Kontrak CV Contoh Sejahtera", "027/45/KTR/2026", date(2026, 2, 25), "Salinan"),
    Filed("Tanda terima penerima, 400 lembar", "", DAY, "Asli"),
))

BOARD = Board(
    "Kamis, 5 Maret 2026, pukul 09.14", "Satu program terlambat, terlama 4 hari di meja Wali Kota.",
    (("Program terlambat", "1"), ("Surat menunggu", "2"), ("Penerima ditetapkan", "400"), ("Paket diserahkan", "138/400")),
    (
        Track("Bantuan Lansia", "Terlambat", "2. Disposisi Wali Kota – di meja Wali Kota, hari ke-4 dari 2",
              ("Selesai", "Terlambat", *["Belum mulai"] * 6)),
        Track("Bantuan Paket Ramadan", "Berjalan", "8. Penyaluran – di meja Dinas Sosial, hari ke-2 dari 7",
              (*["Selesai"] * 7, "Berjalan")),
    ), ("Bantuan Lansia, tahap 1. Telaahan Staf: 2 surat",), "Bantuan Paket Ramadan",
    tuple(Handed(kecamatan, kelurahan, 20 + at, 5 + at) for at, (kecamatan, kelurahan) in enumerate(PLACES)),
)

PAPERS: Mapping[str, Callable[[], bytes]] = {
    "telaahan_1_konsep": lambda: _letter("telaahan_1", draft=True),
    "lembar_disposisi": lambda: papers.disposition_sheet(INCOMING, "Wali Kota Banjarbaru", OFFICE, CODE, now=NOW),
    "telaahan_2_dengan_bnba": _memo_with_bnba,
    "bnba_400": lambda: papers.bnba(people(400), PROGRAMME, OFFICE, HEAD, now=NOW, draft=False),
    "bnba_5000": lambda: papers.bnba(people(5000), PROGRAMME, OFFICE, HEAD, now=NOW, draft=False),
    "rekapitulasi": lambda: papers.recap(_recap_rows(), PROGRAMME, OFFICE, HEAD, now=NOW, draft=False),
    "tanda_terima": lambda: papers.receipts(people(10), DELIVERY, now=NOW, draft=False),
    "tanda_terima_2x2": lambda: papers.receipts(people(10), DELIVERY, now=NOW, draft=False, form="four"),
    "tanda_terima_daftar": lambda: papers.receipts(people(80), DELIVERY, now=NOW, draft=False, form="list"),
    "sop": lambda: sop_sheet.render(_sop(), OFFICE, NOW),
    "dasbor": lambda: papers.dashboard(BOARD, OFFICE, now=NOW),
    "sampul_arsip": lambda: papers.archive_cover(BUNDLE, OFFICE, now=NOW),
    "undangan": lambda: papers.invitation(people(10), DELIVERY, HEAD, now=NOW, draft=False),
    "daftar_pengambilan": _tick_list,
    "daftar_hadir": lambda: papers.attendance(
        [("Contoh Hadirin", "Lurah Palam")], ("Rapat persiapan penyaluran", "Kamis, 12 Maret 2026"), OFFICE,
        SECTION_HEAD, now=NOW, blank=24,
    ),
}


def pdf(name: str) -> bytes:
    """One paper as PDF, a letter or one of PAPERS."""
    return PAPERS[name]() if name in PAPERS else _letter(name)


def write_all() -> Iterator[tuple[str, bytes]]:
    """(file name, content) of every paper; writing them is the command's work."""
    for name in originals.names():
        yield f"{name}.pdf", pdf(name)
        yield f"{name}.docx", _docx(name)
    for name in PAPERS:
        yield f"{name}.pdf", pdf(name)
