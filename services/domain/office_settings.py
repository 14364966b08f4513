"""What an office sets without code: one field a setting, its default beside it. Kept as rows of Pengaturan.

What is not verified for Banjarbaru (domain facts marked [U]) is a setting here, never a constant in the code.
"""

from collections.abc import Mapping
from typing import Any

from services.domain.fields import Choice, Field, Flag, LongText, Number, Text

FIELDS: tuple[Field, ...] = (
    Text(name="government", header="Pemerintah Daerah", required=True),
    Text(name="office", header="Perangkat Daerah", required=True),
    Text(name="city", header="Kota", required=True),
    Text(name="place", header="Tempat Surat Dibuat", required=True),
    Text(name="address", header="Alamat Kantor"),
    Text(name="phone", header="Telepon"),
    Text(name="site", header="Laman"),
    Text(name="mail", header="Pos-el"),
    Choice(name="paper", header="Ukuran Kertas", choices=("A4", "F4")),
    Text(name="number_pattern", header="Pola Nomor Surat", help="{klasifikasi}/{urut}/{unit}/{tahun}, {bulan_romawi}"),
    Text(name="unit", header="Singkatan Kantor di Nomor Surat"),
    Flag(name="workdays", header="Waktu SOP Dihitung Hari Kerja"),
    Flag(name="side_by_side", header="Tahap 3 dan 4 Boleh Berjalan Bersama"),
    Flag(name="stage_from_sheet", header="Status Tahap dari Lembar Langsung Berlaku", help="Hanya bila kelengkapannya ada"),
    Number(name="sync_seconds", header="Cocokkan dengan Google Sheet Setiap (detik)", least=2, most=300),
    Number(name="retention_years", header="Data Pribadi Disimpan (tahun)", least=1, most=50),
    Number(name="slot_minutes", header="Satu Jam Kedatangan di Undangan (menit)", most=240, help="0: tanpa pembagian jam"),
    Flag(name="enter_hands_over", header="Enter di Loket Menyerahkan", help="Enter sekali lagi sesudah BOLEH"),
    LongText(name="head_note", header="Catatan untuk Semua Petugas"),
)

DEFAULTS: dict[str, Any] = {
    "government": "Pemerintah Kota Banjarbaru",
    "office": "Dinas Sosial",
    "city": "Kota Banjarbaru",
    "place": "Banjarbaru",
    "paper": "A4",
    "number_pattern": "{klasifikasi}/{urut}/{unit}/{tahun}",
    "unit": "DINSOS",
    "workdays": True,
    "side_by_side": False,
    "stage_from_sheet": True,
    "sync_seconds": 10,
    "retention_years": 5,
    "slot_minutes": 30,
    "enter_hands_over": False,
}


def settled(stored: Mapping[str, str]) -> dict[str, Any]:
    """All settings by name: what is stored as text (key → value), else the default, else None."""
    return {
        field.name: field.parse(stored[field.name]) if stored.get(field.name) else DEFAULTS.get(field.name)
        for field in FIELDS
    }
