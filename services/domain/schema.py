"""The office's tables: one line a column. Forms, the database, the sheet, imports and letters are loops over it.

Who writes a column: people (default) in the panel and in the sheet, or the panel alone (`writer="panel"`), through
a gate. What can be derived (Terlambat, totals, "sudah menerima") has no column.
"""

from typing import Any

from services.domain.choosing import Preference
from services.domain.fields import (
    Choice,
    Date,
    Digits,
    Field,
    Flag,
    Hidden,
    LongText,
    Moment,
    Money,
    Number,
    Reference,
    Text,
    Year,
)
from services.domain.occasion import Role
from services.domain.shares import Share
from services.domain.sop import Status
from services.domain.states import Answer, ImportState, LetterState, PointState, RecipientState, Verdict
from services.domain.table import Table, Unique


def _panel(kind: type[Field], name: str, header: str, **more: Any) -> Any:
    """A field that only the panel writes, through a gate."""
    return kind(name=name, header=header, writer="panel", **more)


SEX = ("L", "P")

PROGRAMME = Table("programme", "Program", "PRG", (
    Text(name="name", header="Nama Program", required=True, longest=120),
    Year(name="year", header="Tahun Anggaran", required=True),
    Text(name="occasion", header="Peristiwa", help="Misalnya: Ramadan 1447 H"),
    Text(name="goods", header="Bentuk Bantuan", help="Misalnya: paket sembako"),
    Number(name="quota", header="Kuota Paket", required=True, least=1, most=1_000_000),
    Money(name="budget", header="Anggaran"),
    Text(name="budget_source", header="Sumber Dana", help="Misalnya: APBD Kota Banjarbaru 2026"),
    Flag(name="one_per_kk", header="Satu Paket per KK"),
    Flag(name="proxy_allowed", header="Boleh Diwakilkan"),
    Text(name="responsible", header="Penanggung Jawab"),
    Text(name="decree", header="SK Penetapan", help="Nomor dan tanggal, bila ada"),
    LongText(name="note", header="Catatan"),
    _panel(Date, "opened", "Tanggal Mulai"),
    _panel(Choice, "status", "Status", choices=(Status.RUNNING, Status.DONE, Status.REJECTED, Status.CANCELLED)),
    _panel(Choice, "share_rule", "Pembagian Kuota", choices=tuple(Share)),
    _panel(Text, "share_reason", "Alasan Pembagian"),
    _panel(Moment, "fixed_at", "Daftar Ditetapkan"),
    _panel(Text, "fixed_digest", "Sidik Daftar"),
))

STAGE = Table("stage", "Tahapan", "THP", (
    _panel(Reference, "programme", "Program", table="programme", required=True),
    _panel(Text, "stage", "Tahap", required=True),
    _panel(Number, "number", "No.", required=True),
    _panel(Choice, "status", "Status", choices=tuple(Status), required=True),
    _panel(Date, "started", "Mulai"),
    _panel(Date, "finished", "Selesai"),
    _panel(Number, "returned", "Dikembalikan (kali)"),
    _panel(Text, "override", "Alasan Dilewati"),
    Text(name="officer", header="Pelaksana"),
    LongText(name="note", header="Catatan"),
), unique=(Unique(("programme", "stage"), "Tahap ini sudah ada di program."),))

RECIPIENT = Table("recipient", "Penerima", "PEN", (
    _panel(Reference, "programme", "Program", table="programme", required=True),
    Reference(name="agency", header="Instansi", table="agency"),
    Digits(name="nik", header="NIK", personal=True),
    Digits(name="no_kk", header="No. KK", personal=True),
    Text(name="name", header="Nama", required=True, personal=True, longest=150),
    Choice(name="sex", header="Jenis Kelamin", choices=SEX, personal=True),
    Text(name="birth_place", header="Tempat Lahir", personal=True),
    Date(name="birth_date", header="Tanggal Lahir", personal=True),
    Text(name="address", header="Alamat", personal=True),
    Text(name="rt", header="RT", longest=5, personal=True),
    Text(name="rw", header="RW", longest=5, personal=True),
    Text(name="kelurahan", header="Kelurahan"),
    Text(name="kelurahan_code", header="Kode Kelurahan"),
    Text(name="kecamatan", header="Kecamatan"),
    Number(name="decile", header="Desil", least=1, most=10),
    Text(name="source", header="Sumber Data"),
    Flag(name="helped_before", header="Pernah Menerima"),
    LongText(name="note", header="Keterangan"),
    _panel(Choice, "state", "Keadaan", choices=tuple(RecipientState), required=True),
    _panel(Choice, "preference", "Putusan", choices=tuple(Preference)),
    _panel(Number, "rank", "No. Urut"),
    _panel(Text, "reason", "Alasan"),
    _panel(Reference, "replaces", "Menggantikan", table="recipient"),
    _panel(Reference, "point", "Titik Salur", table="point"),
    _panel(Text, "slot", "Jam Undangan", longest=11),
    _panel(Text, "code", "Kode Undangan"),
    _panel(Text, "findings", "Temuan"),
    _panel(Reference, "batch", "Impor", table="import"),
    _panel(Number, "source_row", "Baris Asal"),
), unique=(Unique(("code",), "Kode undangan ini sudah dipakai."),),
   index=(("nik",), ("no_kk",), ("kelurahan",), ("batch",), ("point",)))

AGENCY = Table("agency", "Instansi", "INS", (
    Text(name="name", header="Nama Instansi", required=True),
    Choice(name="kind", header="Jenis", choices=("Kelurahan", "Kecamatan", "Dinas", "Badan", "Lembaga")),
    Text(name="addressee", header="Kepada Yth.", help="Jabatan yang dituju, misalnya: Lurah Palam"),
    Text(name="place", header="Tempat", help="Tempat tujuan surat, misalnya: Banjarbaru"),
    Text(name="contact", header="Narahubung"),
    Text(name="phone", header="Telepon"),
    Text(name="note", header="Catatan"),
))

DATA_REQUEST = Table("data_request", "Permintaan Data", "PMD", (
    _panel(Reference, "programme", "Program", table="programme", required=True),
    _panel(Reference, "agency", "Instansi", table="agency", required=True),
    _panel(Reference, "letter", "Surat", table="letter"),
    Date(name="due", header="Batas Jawaban"),
    Date(name="answered", header="Dijawab"),
    _panel(Reference, "reminder", "Surat Pengingat", table="letter"),
    Date(name="hardcopy_received", header="Hardcopy Diterima"),
    Text(name="hardcopy_place", header="Tempat Hardcopy"),
    Text(name="note", header="Catatan"),
), unique=(Unique(("programme", "agency"), "Instansi ini sudah diminta datanya untuk program ini."),))

LETTER = Table("letter", "Surat", "SRT", (
    _panel(Reference, "programme", "Program", table="programme"),
    _panel(Text, "stage", "Tahap"),
    _panel(Text, "kind", "Jenis Surat", required=True),
    _panel(Number, "version", "Versi", required=True),
    Text(name="about", header="Hal", required=True),
    Text(name="addressee", header="Kepada"),
    Text(name="place", header="Di"),
    LongText(name="body", header="Isi"),
    Text(name="copies", header="Tembusan", longest=1000, help="Pisahkan dengan titik koma"),
    Text(name="attachment", header="Lampiran"),
    _panel(Text, "number", "Nomor Surat"),
    _panel(Number, "serial", "No. Urut"),
    _panel(Year, "year", "Tahun"),
    _panel(Date, "dated", "Tanggal Surat"),
    _panel(Reference, "signer", "Penanda Tangan", table="official"),
    _panel(Choice, "state", "Status", choices=tuple(LetterState), required=True),
    _panel(Text, "code", "Kode Verifikasi"),
    _panel(Number, "template", "Versi Naskah"),  # 0: the shipped original
    _panel(Reference, "point", "Titik Salur", table="point"),  # letters of one point only
    Date(name="sent", header="Dikirim"),
    Text(name="note", header="Keterangan"),
), unique=(
    Unique(("number", "year"), "Nomor surat ini sudah dipakai surat lain. Periksa buku nomor."),
    Unique(("serial", "year"), "Nomor urut ini sudah dipakai surat lain. Coba lagi."),
    Unique(("code",), "Kode surat ini sudah dipakai."),
), index=(("programme", "kind"),))

PARAF = Table("paraf", "Paraf", "PRF", (
    _panel(Reference, "letter", "Surat", table="letter", required=True),
    _panel(Number, "number", "Urutan", required=True),
    _panel(Reference, "official", "Pejabat", table="official"),  # none: who only sent it back
    _panel(Moment, "at", "Waktu"),
    _panel(Text, "by", "Dicatat oleh"),
    _panel(LongText, "reason", "Alasan Dikembalikan"),
), place="database", unique=(Unique(("letter", "number"), "Paraf surat ini baru saja dicatat. Muat ulang halaman ini."),))

INCOMING = Table("incoming", "Surat Masuk", "SMK", (
    Number(name="agenda", header="No. Agenda", least=1),
    Date(name="received", header="Tanggal Terima", required=True),
    Text(name="number", header="No. Surat"),
    Date(name="dated", header="Tanggal Surat"),
    Text(name="sender", header="Pengirim", required=True),
    Text(name="about", header="Hal", required=True),
    Choice(name="nature", header="Sifat", choices=("Biasa", "Segera", "Sangat segera", "Rahasia")),
    Text(name="disposition", header="Disposisi"),
    Reference(name="programme", header="Program", table="programme"),
    Text(name="note", header="Keterangan"),
))

NUMBER_GAP = Table("number_gap", "Nomor Tidak Dipakai", "NTD", (
    _panel(Year, "year", "Tahun", required=True),
    _panel(Number, "serial", "No. Urut", required=True),
    Text(name="reason", header="Alasan", required=True, help="Misalnya: surat batal sesudah bernomor"),
), place="database", unique=(Unique(("year", "serial"), "Alasan nomor ini baru saja diisi. Muat ulang halaman ini."),))

DISPOSITION = Table("disposition", "Disposisi", "DSP", (
    _panel(Reference, "programme", "Program", table="programme", required=True),
    _panel(Text, "stage", "Tahap", required=True),
    _panel(Reference, "letter", "Telaahan", table="letter"),
    _panel(Text, "code", "Kode", required=True),
    _panel(Number, "turn", "Pengajuan Ke"),
    _panel(Date, "sent", "Diajukan", required=True),
    _panel(Choice, "answer", "Jawaban", choices=tuple(Answer)),
    _panel(Date, "answered", "Tanggal Jawaban"),
    LongText(name="instruction", header="Isi Disposisi"),
    Text(name="forwarded_to", header="Diteruskan Kepada"),
    Text(name="symbolic_by", header="Penyerahan Simbolis oleh"),
    Date(name="symbolic_date", header="Tanggal Simbolis"),
    Text(name="symbolic_place", header="Tempat Simbolis"),
    LongText(name="symbolic_recipients", header="Penerima Simbolis", personal=True),
), unique=(Unique(("code",), "Kode disposisi ini sudah dipakai."),))

CONTRACT = Table("contract", "Kontrak", "KTR", (
    _panel(Reference, "programme", "Program", table="programme", required=True),
    Choice(name="method", header="Cara Pengadaan", choices=(
        "Tender", "Tender cepat", "E-purchasing", "Pengadaan langsung", "Penunjukan langsung")),
    Text(name="tender_number", header="Nomor Lelang", help="Kode paket di SPSE, bila ada"),
    Date(name="tender_date", header="Tanggal Lelang"),
    Text(name="tender_result", header="Hasil Lelang"),
    Text(name="provider", header="Penyedia", required=True),
    Text(name="number", header="Nomor Kontrak", required=True),
    Date(name="dated", header="Tanggal Kontrak", required=True),
    Money(name="value", header="Nilai Kontrak"),
    Date(name="delivery_due", header="Batas Penyerahan"),
    Date(name="received", header="Barang Diterima"),
    Text(name="note", header="Catatan"),
), unique=(Unique(("programme",), "Program ini sudah punya kontrak; ubah yang ada."),))

PACKAGE_ITEM = Table("package_item", "Isi Paket", "ISI", (
    _panel(Reference, "programme", "Program", table="programme", required=True),
    Text(name="item", header="Barang", required=True),
    Number(name="quantity", header="Banyaknya", required=True, least=1),
    Text(name="unit", header="Satuan", required=True, longest=20),
    Money(name="price", header="Harga Satuan"),
    Number(name="received", header="Diterima", help="Seluruhnya, menurut hitungan gudang"),
))

POINT = Table("point", "Titik Salur", "TTK", (
    _panel(Reference, "programme", "Program", table="programme", required=True),
    Text(name="name", header="Nama Titik", required=True),
    Text(name="address", header="Alamat"),
    Text(name="kecamatan", header="Kecamatan"),
    Text(name="kelurahan_list", header="Kelurahan Dilayani", longest=1000, help="Pisahkan dengan koma"),
    Date(name="date", header="Tanggal", required=True),
    Text(name="starts", header="Mulai Pukul", longest=5),
    Text(name="ends", header="Sampai Pukul", longest=5),
    Text(name="officer", header="Petugas"),
    Number(name="packages", header="Paket Dibawa"),
    _panel(Choice, "state", "Status", choices=tuple(PointState), required=True),
    _panel(Number, "to_warehouse", "Kembali ke Gudang"),
    _panel(Number, "to_later", "Susulan"),
    _panel(Number, "to_reserve", "Untuk Cadangan"),
    _panel(Text, "close_note", "Catatan Penutupan"),
))

HANDOVER = Table("handover", "Penyaluran", "SER", (
    _panel(Reference, "programme", "Program", table="programme", required=True),
    _panel(Reference, "recipient", "Penerima", table="recipient", required=True),
    _panel(Reference, "point", "Titik Salur", table="point", required=True),
    _panel(Moment, "at", "Waktu", required=True),
    _panel(Text, "officer", "Petugas", required=True),
    _panel(Choice, "taken_by", "Diterima oleh", choices=("Sendiri", "Wakil"), required=True),
    _panel(Text, "proxy_name", "Nama Wakil", personal=True),
    _panel(Text, "proxy_relation", "Hubungan", personal=True),
    _panel(Text, "proxy_phone", "Telepon Wakil", personal=True),
    _panel(Text, "proxy_reason", "Sebab Diwakilkan", personal=True),
    _panel(Flag, "kk_seen", "KK Diperlihatkan"),
    _panel(Text, "elsewhere_reason", "Alasan di Titik Ini", personal=True),
    _panel(Moment, "cancelled_at", "Dibatalkan"),
    _panel(Text, "cancel_reason", "Alasan Batal"),
), unique=(Unique(("recipient",), "Orang ini sudah menerima paketnya.", where="cancelled_at IS NULL"),),
   index=(("programme",), ("point",)))

COMPLAINT = Table("complaint", "Pengaduan", "ADU", (
    _panel(Reference, "programme", "Program", table="programme", required=True),
    _panel(Reference, "point", "Titik Salur", table="point", required=True),
    Text(name="name", header="Nama", required=True, personal=True, longest=150),
    Text(name="phone", header="Telepon", personal=True, longest=30),
    LongText(name="reason", header="Pengaduan", required=True, personal=True, longest=2000),
    LongText(name="answer", header="Tindak Lanjut", personal=True),
    _panel(Moment, "at", "Waktu", required=True),
    _panel(Text, "officer", "Dicatat oleh", required=True),
), place="database", index=(("programme",),))

TICK_LIST = Table("tick_list", "Daftar Pengambilan", "DFT", (
    _panel(Reference, "point", "Titik Salur", table="point", required=True),
    _panel(Number, "number", "Cetakan Ke", required=True),
    _panel(LongText, "people", "Urutan", longest=1_000_000),  # IDs of the recipients, row by row
    _panel(Moment, "at", "Waktu", required=True),
), place="database", unique=(Unique(("point", "number"), "Daftar ini baru saja dicetak orang lain. Cetak lagi."),))

FILE = Table("file", "Berkas", "BRK", (
    _panel(Text, "owner", "Milik", required=True, help="ID baris yang dilampiri"),
    _panel(Reference, "programme", "Program", table="programme"),
    _panel(Text, "stage", "Tahap"),
    _panel(Text, "paper", "Kelengkapan"),
    _panel(Text, "name", "Nama Berkas"),
    _panel(Text, "kind", "Jenis"),
    _panel(Text, "sha256", "SHA-256"),
    _panel(Number, "size", "Ukuran (bita)"),
    Text(name="hardcopy_place", header="Tempat Hardcopy"),
    Text(name="note", header="Keterangan"),
    _panel(Moment, "at", "Waktu", required=True),
), index=(("owner",), ("programme", "stage")))

OFFICIAL = Table("official", "Pejabat", "PJB", (
    Text(name="position", header="Jabatan", required=True, help="Misalnya: Kepala Dinas Sosial"),
    Text(name="name", header="Nama", required=True, help="Dengan gelar (Permendagri 1/2023, Ps. 44)"),
    Text(name="rank", header="Pangkat/Golongan"),
    Digits(name="nip", header="NIP", length=18),
    Choice(name="form", header="Bentuk", choices=("Definitif", "Plt.", "Plh.", "Pj.")),
    Choice(name="duty", header="Tugas di Panel", choices=(
        "Kepala Dinas", "Kepala Bidang", "Wali Kota", "Sekretaris", "Lainnya")),
    Date(name="since", header="Sejak"),
    Date(name="until", header="Sampai"),
))

HOLIDAY = Table("holiday", "Hari Libur", "LIB", (
    Date(name="date", header="Tanggal", required=True),
    Choice(name="kind", header="Jenis", choices=("Libur", "Masuk"), required=True),
    Text(name="name", header="Keterangan"),
), unique=(Unique(("date",), "Tanggal ini sudah ada di daftar hari libur."),))

SETTING = Table("setting", "Pengaturan", "ATR", (
    _panel(Text, "key", "Kunci", required=True),
    _panel(Text, "value", "Nilai", longest=2000),
), unique=(Unique(("key",), "Pengaturan ini sudah ada."),))

IMPORT = Table("import", "Impor", "IMP", (
    _panel(Reference, "programme", "Program", table="programme", required=True),
    _panel(Reference, "agency", "Instansi", table="agency"),
    _panel(Text, "name", "Nama Berkas", required=True),
    _panel(Text, "sha256", "SHA-256", required=True),
    _panel(Number, "rows", "Baris Dibaca"),
    _panel(Number, "stored", "Baris Disimpan"),
    _panel(Choice, "state", "Status", choices=tuple(ImportState), required=True),
    _panel(Moment, "at", "Waktu", required=True),
), place="database")

LAYOUT = Table("layout", "Susunan Kolom", "SSN", (
    _panel(Reference, "agency", "Instansi", table="agency", required=True),
    _panel(LongText, "headings", "Judul Kolom", required=True),  # JSON: heading → fields, see `workbook.read`
), place="database", unique=(Unique(("agency",), "Susunan kolom ini baru saja diubah. Muat ulang halaman ini."),))

DECISION = Table("decision", "Putusan Data Ganda", "PTS", (
    _panel(Reference, "first", "Orang Pertama", table="recipient", required=True),
    _panel(Reference, "second", "Orang Kedua", table="recipient", required=True),
    _panel(Choice, "verdict", "Putusan", choices=tuple(Verdict), required=True),
    _panel(Text, "reason", "Alasan"),
), place="database", unique=(Unique(("first", "second"), "Pasangan ini sudah diputuskan. Muat ulang halaman ini."),))

CORRECTION = Table("correction", "Permintaan Perbaikan", "PBK", (
    _panel(Reference, "programme", "Program", table="programme", required=True),
    _panel(Reference, "agency", "Instansi", table="agency", required=True),
    _panel(Reference, "batch", "Impor", table="import", required=True),
    _panel(Reference, "letter", "Surat", table="letter"),
    _panel(Number, "rows", "Baris Perlu Diperbaiki", required=True),
    Date(name="due", header="Batas Perbaikan", required=True),
), place="database", unique=(Unique(("batch",), "Surat perbaikan untuk berkas ini sudah dibuat."),), index=(("letter",),))

AUDIT_EXCEPTION = Table("audit_exception", "Pengecualian Pemeriksaan", "PGC", (
    _panel(Reference, "programme", "Program", table="programme", required=True),
    _panel(Text, "check", "Pemeriksaan", required=True),
    _panel(Reference, "recipient", "Penerima", table="recipient", required=True),
    Text(name="reason", header="Alasan", required=True, personal=True),
    Text(name="approved_by", header="Disetujui oleh", required=True, help="Nama dan jabatan yang bertanggung jawab"),
    _panel(Date, "dated", "Tanggal", required=True),
), place="database", unique=(
    Unique(("programme", "check", "recipient"), "Temuan ini sudah dikecualikan. Muat ulang halaman ini."),))

TEMPLATE = Table("template", "Naskah Surat", "NSK", (
    _panel(Text, "name", "Nama Naskah", required=True),
    _panel(Number, "version", "Versi", required=True),
    _panel(LongText, "text", "Naskah", help="Kosong: naskah asal"),
    _panel(Moment, "at", "Waktu", required=True),
    _panel(Text, "author", "Diubah oleh", required=True),
), place="database", unique=(
    Unique(("name", "version"), "Naskah ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi."),
))

USER = Table("user", "Pengguna", "USR", (
    Text(name="username", header="Nama Pengguna", required=True, longest=40),
    Text(name="name", header="Nama", required=True),
    Choice(name="role", header="Peran", choices=tuple(Role), required=True),
    Flag(name="active", header="Aktif"),
    _panel(Hidden, "password_hash", "Sandi", required=True),
), place="database", unique=(Unique(("username",), "Nama pengguna ini sudah dipakai. Pilih yang lain."),))

TABLES: dict[str, Table] = {table.name: table for table in (
    PROGRAMME, STAGE, RECIPIENT, AGENCY, DATA_REQUEST, LETTER, INCOMING, DISPOSITION, CONTRACT, PACKAGE_ITEM,
    POINT, HANDOVER, COMPLAINT, TICK_LIST, FILE, OFFICIAL, HOLIDAY, SETTING, IMPORT, LAYOUT, DECISION, CORRECTION,
    AUDIT_EXCEPTION, TEMPLATE, NUMBER_GAP, PARAF, USER,
)}
