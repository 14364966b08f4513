"""The tab Riwayat: one row for each change, written in the same batch as the change itself; and the tab Baca dulu.

Personal values never stand in it, only that they were changed. `Sidik` is the hash of the entry: whoever rewrites the
panel's history cannot rewrite it here too.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from services.domain.history_words import NOTHING, Called, changes, deed
from services.domain.occasion import Source
from services.domain.schema import TABLES
from services.domain.tabs import Cell

TITLE = "Riwayat"
HEADERS = ("No.", "Waktu", "Oleh", "Sumber", "Kegiatan", "Tab", "ID", "Perubahan", "Operasi", "Sidik")
LONGEST = 1000  # characters of a description
MANY = 50  # so many new rows from the sheet share a row

READ_ME = "Baca dulu"
EXPLAINED = (
    "Lembar ini dipakai bersama oleh tim dan Panel Bansos.",
    "Ketik, urutkan, dan tambah baris seperti biasa. Perubahan Anda masuk ke panel, perubahan di panel masuk ke sini.",
    "Tab Ringkasan: program, tahap, yang terlambat, penerima dan penyaluran per kelurahan. Hanya ditulis panel.",
    "Tab Riwayat: siapa mengubah apa dan kapan. Tab Riwayat, Penyaluran, Pengaturan, dan Pejabat hanya ditulis panel.",
    "Baris baru: isi saja kolomnya; ID diisi oleh panel.",
    "Jangan ubah isi kolom ID dan judul di baris pertama. Urutan kolom dan baris boleh diubah.",
    "Kolom tambahan boleh dibuat di sebelah kanan; isinya ikut disimpan di panel.",
    "NIK dan KK diketik sebagai teks. Bila sel menjadi angka, angka terakhir hilang: ketik ulang dengan tanda ' di depan.",
    "Menghapus baris menandainya terhapus di panel; di sana baris itu dapat dipulihkan. Tampilan filter Aktif "
    "menyembunyikan baris yang bertanda Dihapus.",
    "Kolom yang hanya ditulis panel memberi peringatan. Bila tetap diubah, isinya menjadi usulan dan nilai panel kembali.",
    "Bila sel yang sama diubah di sini dan di panel, isian di sini yang berlaku, dan isian panel menunggu putusan di panel.",
    "Untuk menyaring, pakai tampilan filter (Data, Tampilan filter), bukan filter biasa: filter biasa mengubah layar semua orang.",
    "Panel mengunci sebuah tab sekitar satu detik saat menulis, dan memakai tab tersembunyi _saksi yang segera dihapusnya.",
    "Bila sebuah tab terkunci lebih dari beberapa menit: Data, Sheet dan rentang yang dilindungi, lalu hapus "
    "perlindungan yang namanya diawali Panel Bansos kunci.",
)


class Due(NamedTuple):
    """A history entry that is not in Riwayat yet, as far as its place there depends on it."""

    seq: int
    operation: str
    source: str
    kind: str
    table: str
    row: str


def together(entries: Iterable[Due]) -> Iterator[list[Due]]:
    """The entries, those in one list that share a row: an import, or many new rows that the sheet brought at once."""
    for (_, kind), run in groupby(entries, key=lambda due: (due.operation, due.source == Source.IMPORT or due.kind)):
        group = list(run)
        brought = group[0].source == Source.SHEET and kind == "create" and len(group) >= MANY
        if group[0].source == Source.IMPORT or brought:
            yield group
        else:
            yield from ([due] for due in group)


def row(entry: Mapping[str, Any], number: int = 1, called: Called = NOTHING) -> list[Cell]:
    """The row of a history entry (as the table `history` holds it), which stands for so many.

    `called`: what keys are called; nobody's name may be among them.
    """
    several = number > 1
    names = [*entry["fields"], *entry["personal"]]
    table, what = TABLES[entry["table"]], f"{number} baris" if several else _described(entry, called)
    return [
        entry["seq"], entry["at"].isoformat(timespec="seconds"), entry["actor_name"], entry["source"],
        deed(entry["kind"], names, entry["source"] == Source.SHEET), table.title, "" if several else entry["row"], what,
        entry["operation"], entry["hash"],
    ]


def _described(entry: Mapping[str, Any], called: Called) -> str:
    """`Status: Berjalan → Selesai; NIK: diubah`."""
    said = changes(TABLES[entry["table"]], entry["kind"], entry["fields"], entry["personal"], called)
    return "; ".join(said)[:LONGEST]
