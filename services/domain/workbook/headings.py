"""What agencies write above a column → which fact stands in it.

Exact spellings first (in order of preference where two columns claim one field), then patterns for long headings
("Tuliskan NIK sesuai KTP"), which are less sure. The spellings come from public templates and exports.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

RUNNING_NUMBER = "number"
KK_OR_HEAD = "kk_or_head"  # "KK" may be the number or the head of the family: the cells decide
TICKS = {"male": "L", "female": "P"}

SPELLINGS: dict[str, str] = {
    RUNNING_NUMBER: "no, no urut, nomor urut, nomor, urut, #",
    "nik": (
        "nik, no nik, nomor nik, nik ktp, no ktp, nomor ktp, nik penerima, nik kpm, nik pm, no nik ktp, "
        "nomor induk kependudukan, no induk kependudukan, nomor induk kependudukan nik, "
        "nik nomor induk kependudukan, nik no ktp, no ktp nik, nik e ktp, nik art, nik krt, nik kepala keluarga, "
        "no identitas, nomor identitas, no identitas ktp, nomor identitas ktp, nik asal, "
        "national id, national id number, id number, identity number"
    ),
    "no_kk": (
        "no kk, nomor kk, no kartu keluarga, nomor kartu keluarga, nomor kartu keluarga kk, "
        "no kk kartu keluarga, nomor kartu keluarga no kk, kk no, kartu keluarga, nkk, nomor kk asal, "
        "family card, family card number, family card no, family id"
    ),
    KK_OR_HEAD: "kk, no kel",
    "name": (
        "nama, nama lengkap, nama lgkp, nama lgkp penerima, nama penerima, nama penerima manfaat, nama kpm, "
        "nama pm, nama penerima bantuan, nama penerima bansos, nama lengkap penerima, nama lengkap sesuai ktp, "
        "nama sesuai ktp, nama calon penerima, nama warga, nama penduduk, nama peserta, nama art, "
        "nama anggota keluarga, nama anggota, nama kepala keluarga, nama kep keluarga, nama krt, nama kk, "
        "kepala keluarga, penerima, penerima manfaat, nama pengurus, name, full name, recipient, recipient name, "
        "beneficiary, beneficiary name"
    ),
    "name sex": "nama l/p, nama lengkap l/p, nama jenis kelamin, nama penerima l/p, nama jk",
    "sex": (
        "jenis kelamin, jenis kelamin l/p, jns kelamin, jenis klmin, jenis kel, kelamin, jk, l/p, sex, gender, "
        "jkel, jns klm, jenis klm, jns kel, klm, jk pst"
    ),
    "is_male": "jenis kelamin laki laki, laki laki perempuan ya tidak",
    "male": (
        "jenis kelamin l, jenis kelamin lk, jk l, jk lk, l/p l, kelamin l, jenis kelamin pria, "
        "jenis kelamin laki"
    ),
    "female": (
        "jenis kelamin p, jenis kelamin pr, jk p, jk pr, l/p p, kelamin p, jenis kelamin wanita, "
        "jenis kelamin perempuan"
    ),
    "birth_place": (
        "tempat lahir, tmpt lhr, tmp lhr, tmp lahir, tpt lahir, tmpt lahir, kelahiran tempat, lahir tempat, kota lahir, "
        "tempat kelahiran, kota kelahiran, "
        "place of birth, birth place"
    ),
    "birth_date": (
        "tanggal lahir, tgl lahir, tgl lhr, tanggal kelahiran, kelahiran tanggal, tglahir, kelahiran tgl, "
        "lahir tanggal, lahir tgl, date of birth, birth date, dob, lahir"
    ),
    "birth_place birth_date": (
        "ttl, tempat tanggal lahir, tempat tgl lahir, tempat dan tanggal lahir, tempat dan tgl lahir, "
        "tmpt tgl lahir, tmp tgl lahir, tempat lahir tanggal lahir, tempat tanggal lahir ttl, "
        "kelahiran tempat tanggal"
    ),
    "address": (
        "alamat, alamat lengkap, alamat rumah, alamat tinggal, alamat domisili, alamat sekarang, alamat ktp, "
        "alamat jalan, alamat sesuai ktp, alamat penerima, alamat tempat tinggal, jalan, alamat asal, "
        "nama jalan, jalan dusun, dusun jalan, jalan gang, nama jalan gang, almt, address, street, alamat dusun"
    ),
    "rt": "rt, no rt, nomor rt",
    "rw": "rw, no rw, nomor rw",
    "rt rw": "rt/rw, no rt rw, rt dan rw",
    "kelurahan": (
        "kelurahan, kel, kel/desa, desa/kelurahan, kelurahan/desa, desa/kel, kel name, nm kel, nama kelurahan, "
        "nama desa kelurahan, nama kel, nm kelurahan, kelurahan name, desa, nama desa, nm desa, kelurahan domisili, "
        "kelurahan asal, no kelurahan, no kel desa, kode kelurahan, kode desa, village"
    ),
    "kecamatan": (
        "kecamatan, kec, kec name, nm kec, nama kecamatan, nama kec, nm kecamatan, kecamatan domisili, "
        "kecamatan asal, no kecamatan, no kec, district, subdistrict"
    ),
    "decile": "desil, desil nasional, desil dtsen, kelompok desil, peringkat desil, desil kesejahteraan",
    "note": "keterangan, ket, catatan, keterangan lain",
}
# One line over two columns, "TEMPAT/TGL LAHIR", names both facts; the line below says which of them stands there.
BELOW_BOTH = {"birth_place": ("tempat", "tmpt", "tmp", "kota"), "birth_date": ("tanggal", "tgl")}
SPELLINGS |= {
    field: ", ".join([SPELLINGS[field], *(
        f"{both.strip()} {word}" for both in SPELLINGS["birth_place birth_date"].split(",") for word in words)])
    for field, words in BELOW_BOTH.items()
}
# The age behind a date of birth says nothing new.
SPELLINGS |= {
    field: ", ".join([SPELLINGS[field], *(f"{word.strip()} {age}" for word in SPELLINGS[field].split(",") for age in ("umur", "usia"))])
    for field in ("birth_date", "birth_place birth_date")
}

# Words of columns about somebody or something else: the father, the bank, a code, the province.
OTHERS = re.compile(
    r"\b(ayah|ibu|istri|isteri|suami|pasangan|wali|ahli waris|saksi|petugas|surveyor|enumerator|pendamping|verifikator|"
    r"bank|rek|rekening|program|barang|usaha|prov|provinsi|prop|propinsi|kab|kabkot|kabupaten|kota|sls|dusun|pekerjaan|"
    r"perbaikan|kawin|perkawinan|perceraian|meninggal|sekolah|warung|toko|hp|telp|telepon|wa|jumlah|jml|hubungan|email|"
    r"e mail|akun|kode|id|panggilan|alias|batch|status|instansi|lembaga|agama|akta|paspor|pasport|negara|tahap|foto|"
    r"unggah|ketua|kelompok|lama|salah|semula|sebelumnya|tertulis|orang tua|ortu|(no|nomor) (kec|kecamatan|kel|kelurahan|desa))\b"
)
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (fields, re.compile(pattern))
    for fields, pattern in (
        ("nik", r"\bnik\b|induk kependudukan|\b(no|nomor) (e )?ktp\b"),
        ("no_kk", r"\b(no|nomor) (kk|kartu keluarga)\b|\bnokk\b"),
        ("birth_place birth_date", r"\bt\w*m?p\w*t\b.*\b(tgl|tanggal)\b.*\b(lahir|lhr)\b"),
        ("birth_date", r"\b(tgl|tanggal|tggl)\b.*\b(lahir|lhr|kelahiran)\b"),
        ("birth_place", r"\bt\w*m?p\w*t\b.*\b(lahir|lhr|kelahiran)\b"),
        ("sex", r"\bj\w+ kelamin\b|\bgender\b"),
        ("address", r"\balamat\b.*\br[tw]\b"),
        ("rt rw", r"\brt\b.*\brw\b"),
        ("address", r"\b(nama )?(jalan|jl|gang)\b"),
        ("name", r"\bnama\b"),
        ("address", r"\balamat\b"),
        ("rt", r"\brt\b"),
        ("rw", r"\brw\b"),
        ("kelurahan", r"\b(kelurahan|desa|kel)\b"),
        ("kecamatan", r"\b(kecamatan|kec)\b"),
        ("decile", r"\bdesil\b"),
    )
)  # fmt: skip


# What numbers a heading or says what the answer looks like: "(5)", "3. Nama", "(16 digit)", "(1 = L, 2 = P)", "(1-10)".
NUMBERING = re.compile(
    r"\(\s*\d+(?:\s*[-–]\s*\d+)?\s*\)|\([^()]*\d\s*=[^()]*\)|^\s*\d{1,2}[.)]\s+(?=[a-z])|\b\d{1,2} (?:angka|digit)\b"
)
BETWEEN = re.compile(r"[/&,\n+]|\bdan\b", re.I)
# No words about others: how a form addresses who fills it in, and the town somebody was born in.
HARMLESS = re.compile(r"\b(bapak|bpk) ibu\b( (saudara|sdr)( i)?\b)?|\b(kota|kab|kabupaten)\b(?=.*\blahir\b)|(?<=\blahir) (kota|kab|kabupaten)\b.*")


class Heading(NamedTuple):
    """The fields under a heading, in the order of its words; a lower rank is preferred; `sure` if spelt as known."""

    fields: tuple[str, ...]
    rank: int
    sure: bool


def fold(text: str) -> str:
    """Words of a heading: `jenisKelamin`, `JENIS_KELAMIN (5)`, `3. Jenis  Kelamin *` become one."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold()
    return re.sub(r"[^a-z0-9#]+", " ", NUMBERING.sub(" ", text)).strip()


def compact(text: str) -> str:
    """The letters and digits of a heading: how spellings are compared."""
    return fold(text).replace(" ", "")


KNOWN: dict[str, Heading] = {
    compact(spelling): Heading(tuple(fields.split()), rank, True)
    for fields, spellings in reversed(SPELLINGS.items())
    for rank, spelling in reversed(list(enumerate(spellings.split(","))))
}


def counts_up(texts: Sequence[str]) -> bool:
    """Whether a row numbers its columns: 1 2 3 … or (1) (2) (3) …, also after the word KOLOM."""
    plain = [re.sub(r"[()=. ]", "", text) for text in texts[1:]]
    if len(plain) < 2 or not all(text.isdigit() and len(text) < 4 for text in plain):
        return False
    return all(int(after) - int(before) == 1 for before, after in pairwise(plain))


@lru_cache(maxsize=4096)
def meaning(text: str) -> Heading | None:
    """What a heading means; None if it is none that matters (or an answer, a name, a title)."""
    words = fold(text)
    if not words or len(words) > 150:
        return None
    return KNOWN.get(words.replace(" ", "")) or _of_several(text) or _by_pattern(words)


def _of_several(text: str) -> Heading | None:
    """ "Nama KPM / NIK": each part known by itself; beside another number KK is one, too."""
    known = _known_parts(BETWEEN.split(text))
    if len(known) < 2 or any(part.fields == (RUNNING_NUMBER,) for part in known):
        return None
    fields = [field if field != KK_OR_HEAD else "no_kk" for part in known for field in part.fields]
    return Heading(tuple(dict.fromkeys(fields)), max(part.rank for part in known), all(part.sure for part in known))


def _known_parts(parts: Sequence[str]) -> list[Heading]:
    """What the parts mean, several that are known together as one: "Tempat", "Tgl Lahir". Empty if one is unknown."""
    known: list[Heading] = []
    at = 0
    while at < len(parts):
        together = ((end, KNOWN.get(compact(" ".join(parts[at:end])))) for end in range(len(parts), at, -1))
        at, part = next(((end, part) for end, part in together if part), (at + 1, _of_bearer(fold(parts[at]))))
        if part is None:
            return []
        known.append(part)
    return known


def _of_bearer(words: str) -> Heading | None:
    """A name or a number of somebody, by pattern: "Nama Lansia"."""
    heading = _by_pattern(words)
    return heading if heading and heading.fields[0] in ("name", "nik", "no_kk") else None


def _by_pattern(words: str) -> Heading | None:
    words = HARMLESS.sub("", words)
    if OTHERS.search(words) or re.search(r"\d", words):
        return None
    found = next((fields for fields, pattern in PATTERNS if pattern.search(words)), None)
    return Heading(tuple(found.split()), 99, False) if found else None
