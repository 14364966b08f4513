"""What is wrong with a person of a list: a code, a sentence, the remedy. One line a rule.

Errors keep a person from being stored; warnings are for a person to judge (NIK and No. KK: Permendagri 109/2019;
people move in, so a NIK of another region is no fault). Nothing is repaired.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from services.domain import pace
from services.domain.nik import Nik, is_nik
from services.domain.workbook import Entry

CITY = "6372"
Severity = Literal["error", "warning", "hint"]


class Finding(NamedTuple):
    """One fault of one person. `cell` is where it stands ("C17"); `field` its name in the code."""

    code: str
    severity: Severity
    field: str
    cell: str
    sentence: str
    remedy: str


@dataclass(frozen=True)
class Surroundings:
    """What a rule needs beside the person: the day, and who else bears a number, by field and number."""

    today: date
    bearers: Mapping[str, Mapping[str, Sequence[Entry]]]

    def elsewhere(self, entry: Entry, field: str) -> Entry | None:
        """The first other person of the list with the same number; None for the first bearer and the only one."""
        number = entry.values.get(field)
        first = self.bearers[field].get(number, (entry,))[0] if number else entry
        return None if first is entry else first


Blanks = Mapping[str, Any]
Test = Callable[[Entry, Surroundings], Blanks | None]


class Rule(NamedTuple):
    """`test` gives the words for the blanks of `sentence`, or None where the rule is kept.

    A test that is a word means that the reader met this fault in the field.
    """

    code: str
    severity: Severity
    field: str
    test: Test | str
    sentence: str
    remedy: str

    def blanks(self, entry: Entry, around: Surroundings) -> Blanks | None:
        """What the test gives."""
        if callable(self.test):
            return self.test(entry, around)
        fault = entry.faults.get(self.field)
        if fault is None or fault.word != self.test:
            return None
        return {"written": fault.written, "length": len(entry.values.get(self.field) or "")}


def check(entries: Sequence[Entry], today: date) -> list[tuple[Finding, ...]]:
    """The findings of each person, in the order of the entries."""
    around = Surroundings(today, {field: _bearers(entries, field) for field in ("nik", "no_kk")})
    return [findings_of(entry, around) for entry in entries]


def findings_of(entry: Entry, around: Surroundings) -> tuple[Finding, ...]:
    """The findings of one person."""
    pace.step()
    return tuple(
        Finding(
            rule.code, rule.severity, rule.field, entry.cell(rule.field), rule.sentence.format(**blanks), rule.remedy
        )
        for rule in (RULES if entry.faults else RULES_WITHOUT_FAULT)
        if (blanks := rule.blanks(entry, around)) is not None
    )


def _bearers(entries: Iterable[Entry], field: str) -> dict[str, list[Entry]]:
    bearers: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        number = entry.values.get(field)
        if number and is_nik(number):
            bearers[number].append(entry)
    return bearers


# Tests


def _empty(field: str) -> Test:
    """Nothing stands there, and nothing unreadable either."""

    def test(entry: Entry, _: Surroundings) -> Blanks | None:
        fault = entry.faults.get(field)
        return {} if entry.values.get(field) is None and (fault is None or fault.word == "kosong") else None

    return test


def _empty_in_column(field: str) -> Test:
    """Nothing stands there although the list has a column for it."""
    empty = _empty(field)
    return lambda entry, around: empty(entry, around) if field in entry.columns else None


def _doubled(field: str) -> Test:
    """Somebody above has the same number."""

    def test(entry: Entry, around: Surroundings) -> Blanks | None:
        other = around.elsewhere(entry, field)
        if other is None:
            return None
        sheet = "" if other.sheet == entry.sheet else f" lembar “{other.sheet}”"
        return {"row": other.rows[0], "sheet": sheet}

    return test


def _with_nik(test: Callable[[Nik, Entry, date | None], Blanks | None]) -> Test:
    """A rule about a NIK of sixteen digits and the birth date it says; others have their own errors."""

    def whole(entry: Entry, around: Surroundings) -> Blanks | None:
        nik, born = _read_nik(entry.values.get("nik"), around.today)
        return test(nik, entry, born) if nik else None

    return whole


@lru_cache(maxsize=1)
def _read_nik(number: str | None, today: date) -> tuple[Nik | None, date | None]:
    nik = Nik(number) if number and is_nik(number) else None
    return nik, nik.birth_date(today) if nik else None


def _impossible_date(nik: Nik, _: Entry, said: date | None) -> Blanks | None:
    return {"digits": nik.digits[6:12]} if said is None else None


def _other_birth_date(nik: Nik, entry: Entry, said: date | None) -> Blanks | None:
    born = entry.values.get("birth_date")
    if born is None or said is None or born == said or nik.agrees_with(born):
        return None
    return {"nik": f"{said:%d-%m-%Y}", "column": f"{born:%d-%m-%Y}"}


def _exchanged(_: Nik, entry: Entry, said: date | None) -> Blanks | None:
    born = entry.values.get("birth_date")
    if born is None or said is None or (born.day, born.month) == (said.day, said.month):
        return None
    return {} if (born.day, born.month, born.year % 100) == (said.month, said.day, said.year % 100) else None


def _other_sex(nik: Nik, entry: Entry, said: date | None) -> Blanks | None:
    sex = entry.values.get("sex")
    if sex in (None, nik.sex) or said is None:
        return None
    return {"nik": SEXES[nik.sex], "column": SEXES[sex]}


def _other_city(nik: Nik, *_: Any) -> Blanks | None:
    return None if nik.region.startswith(CITY) else {"region": nik.region[:4]}


def _no_serial(nik: Nik, *_: Any) -> Blanks | None:
    return {} if nik.serial == "0000" else None


def _hidden(entry: Entry, _: Surroundings) -> Blanks | None:
    return {} if entry.hidden else None


def _struck(entry: Entry, _: Surroundings) -> Blanks | None:
    return {} if entry.struck else None


def _same_as_kk(nik: Nik, entry: Entry, _: date | None) -> Blanks | None:
    return {} if nik.digits == entry.values.get("no_kk") else None


SEXES = {"L": "laki-laki", "P": "perempuan"}
ASK_NIK = "Minta NIK asli kepada pengirim, ketik sebagai teks."
ASK_KK = "Minta No. KK asli kepada pengirim, ketik sebagai teks."
SEE_KTP = "Cocokkan dengan KTP; baris tetap disimpan."
SEE_KK = "Cocokkan dengan kartu keluarga; baris tetap disimpan."

RULES: tuple[Rule, ...] = (
    Rule("nik_kosong", "error", "nik", _empty("nik"), "NIK kosong.", "Minta NIK kepada pengirim."),
    Rule("nik_rusak", "error", "nik", "rusak",
         "NIK tersimpan sebagai angka: angka terakhir hilang.", ASK_NIK),
    Rule("nik_bukan_angka", "error", "nik", "bukan_angka",
         "NIK memuat huruf atau tanda, bukan angka saja.", ASK_NIK),
    Rule("nik_bukan_16_digit", "error", "nik", "bukan_16_digit",
         "NIK berisi {length} angka, seharusnya 16.", ASK_NIK),
    Rule("nik_ganda", "error", "nik", _doubled("nik"),
         "NIK ini sudah ada di baris {row}{sheet} berkas yang sama.", "Hapus salah satu."),
    Rule("kk_rusak", "error", "no_kk", "rusak",
         "No. KK tersimpan sebagai angka: angka terakhir hilang.", ASK_KK),
    Rule("kk_bukan_angka", "error", "no_kk", "bukan_angka",
         "No. KK memuat huruf atau tanda, bukan angka saja.", ASK_KK),
    Rule("kk_bukan_16_digit", "error", "no_kk", "bukan_16_digit",
         "No. KK berisi {length} angka, seharusnya 16.", ASK_KK),
    Rule("nama_kosong", "error", "name", _empty("name"), "Nama kosong.", "Isi nama sesuai KTP."),
    Rule("nik_tanggal_mustahil", "warning", "nik", _with_nik(_impossible_date),
         "Tanggal lahir di NIK mustahil: {digits}.", SEE_KTP),
    Rule("nik_tgl_lahir_beda", "warning", "birth_date", _with_nik(_other_birth_date),
         "Tanggal lahir di NIK {nik}, di kolom {column}.", SEE_KTP),
    Rule("nik_jk_beda", "warning", "sex", _with_nik(_other_sex), "Menurut NIK {nik}, di kolom {column}.", SEE_KTP),
    Rule("nik_prefix_luar", "warning", "nik", _with_nik(_other_city),
         "NIK terbit di luar Kota Banjarbaru (kode {region}).",
         "Pastikan orang ini kini berdomisili di Banjarbaru; baris tetap disimpan."),
    Rule("nik_serial_0000", "warning", "nik", _with_nik(_no_serial),
         "Empat angka akhir NIK 0000; nomor urut mulai dari 0001.", SEE_KTP),
    Rule("nik_sama_kk", "warning", "nik", _with_nik(_same_as_kk), "NIK sama dengan No. KK.", SEE_KK),
    Rule("kk_ganda", "warning", "no_kk", _doubled("no_kk"),
         "No. KK ini sudah ada di baris {row}{sheet} berkas yang sama.",
         "Periksa apakah program membolehkan lebih dari satu paket per KK."),
    Rule("tgl_lahir_tak_terbaca", "warning", "birth_date", "tak_terbaca",
         "Tanggal lahir “{written}” tidak terbaca.",
         "Tulis sebagai tanggal-bulan-tahun; baris tetap disimpan tanpa tanggal lahir."),
    Rule("kelurahan_tak_dikenal", "warning", "kelurahan", "tak_dikenal",
         "Kelurahan “{written}” tidak dikenal, atau dapat berarti beberapa kelurahan.", "Pilih kelurahan yang benar."),
    Rule("kecamatan_tidak_cocok", "warning", "kecamatan", "tidak_cocok",
         "Kelurahan ini tidak terletak di Kecamatan “{written}”.",
         "Periksa kelurahannya; kecamatan mengikuti kelurahan."),
    Rule("nik_angka", "hint", "nik", "angka",
         "NIK tersimpan sebagai angka, tetapi masih utuh.", "Simpan kolom NIK sebagai teks."),
    Rule("kk_kosong", "hint", "no_kk", _empty_in_column("no_kk"), "No. KK kosong.", "Lengkapi dari kartu keluarga."),
    Rule("tgl_lahir_kosong", "hint", "birth_date", _empty_in_column("birth_date"),
         "Tanggal lahir kosong.", "Lengkapi dari KTP."),
    Rule("tgl_lahir_tertukar", "hint", "birth_date", _with_nik(_exchanged),
         "Hari dan bulan tampaknya tertukar.", SEE_KTP),
    Rule("baris_tersembunyi", "hint", "name", _hidden, "Baris ini disembunyikan di berkas.",
         "Tanyakan kepada pengirim apakah orang ini masih diusulkan."),
    Rule("dicoret", "hint", "name", _struck, "Baris ini dicoret di berkas.",
         "Tanyakan kepada pengirim apakah orang ini masih diusulkan."),
    Rule("rt_rw_menjadi_tanggal", "hint", "rt", "menjadi_tanggal",
         "RT/RW berubah menjadi tanggal di Excel.", "Tulis RT/RW dari data asli, sel diatur sebagai teks."),
)  # fmt: skip
RULES_WITHOUT_FAULT = tuple(rule for rule in RULES if not isinstance(rule.test, str))
