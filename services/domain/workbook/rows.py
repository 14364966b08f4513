"""What a row is that may be no person: a total, a signature, a note, a group's heading."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import islice

from services.domain.nik import is_nik
from services.domain.places import Places
from services.domain.workbook.grid import Cell, text_of
from services.domain.workbook.headings import RUNNING_NUMBER, counts_up, meaning
from services.domain.workbook.parts import KECAMATAN, KELURAHAN, split_address
from services.domain.workbook.people import Entry


class Skip(StrEnum):
    """Why a row is no person."""

    TITLE = "title"
    HEADER = "header"
    NUMBERS = "column_numbers"
    GROUP = "group_heading"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    SIGNATURE = "signature"
    NOTE = "note"
    FOOTER = "page_footer"
    EXAMPLE = "example"
    OTHER = "other"
    LOST = "lost"  # it holds a number like a NIK, yet belongs to no table


EXAMPLE = re.compile(r"(contoh|cth|misal\w*)[.:)]?", re.I)  # instead of a running number: how to fill in the form
WORDS = (
    (Skip.EXAMPLE, re.compile(f"^{EXAMPLE.pattern}$", re.I)),
    (Skip.SUBTOTAL, re.compile(r"^(sub ?-?total|(jumlah|total|jml)\.? (kel|rt|rw|desa|dusun|halaman|dipindah))", re.I)),
    (Skip.TOTAL, re.compile(r"^(grand total|total|jumlah|jml|rekap\w*)\b", re.I)),
    (Skip.SIGNATURE, re.compile(
        r"\bNIP\b|^(mengetahui|menyetujui|disetujui|dibuat|diketahui|hormat|a\.?n\.?|plt|plh|pj)\b|"
        r"^(lurah|camat|kepala|sekretaris|ketua|kasi|petugas|pendamping|operator|verifikator)\b|"
        r"^\w+( \w+)?, ?(tgl\.? )?\d{1,2} \w+ \d{4}$", re.I)),
    (Skip.NOTE, re.compile(r"^(catatan|keterangan|ket|note|nb|sumber|\*+\)?)[\s.:)]", re.I)),
    (Skip.FOOTER, re.compile(r"^(halaman|hal|page|dicetak|printed|lembar)\b.*\d", re.I)),
)  # fmt: skip
KK_LINE = re.compile(
    r"^(?:\d{1,4}[.) ]+)?(?:no(?:mor)?\.? ?)?(?:kk|kartu keluarga)\b[^\d]*"
    r"(?P<no_kk>\d[\d .]{13,20}\d|\d[.,]\d+E\+?\d+)(?P<rest>.*)$",
    re.I,
)
RT_LINE = re.compile(
    r"\bRT\b(?:[\s.:/]*RW\b)?[\s.:]*(?P<rt>\d{1,3})(?:[\s./,-]*(?:RW[\s.:]*|(?<=/))(?P<rw>\d{1,3}))?\b|"
    r"\bRW[\s.:]*(?P<only_rw>\d{1,3})\b", re.I
)
SEVERAL_RT = re.compile(r"\bR[TW]\b[\s.:]*\d+\s*(?:[-–&,]|s\.?/?d\b|sampai|dan)\.?\s*\d", re.I)
LETTERHEAD = re.compile(r"\b(jl|jln|jalan|telp?|telepon|fax|e-?mail|laman|website)\b", re.I)  # where the sender sits
ONE_OF_SEVERAL = re.compile(r"\s*(?:[,&/;]|\bdan\b)\s*", re.I)
KK_IN = re.compile(r"\b(?:kk|kartu keluarga)\b[\s.:=-]*(?P<no_kk>\d[\d .]{13,20}\d)(?P<rest>.*)$", re.I)  # behind other words
ADDRESS_IN = re.compile(
    r"(?:\balamat\b[\s.:]*(?P<address>.+)|^(?!.*\balamat\b)[\s,;]*(?P<street>.*\bRT\b.*\d.*))$", re.I
)
NIP = re.compile(r"(19|20)\d{6}(19|20)\d{4}\d{3,4}")
NUMBER = re.compile(r"\d{16}")
LONGEST = 400  # letters; what is longer is no heading
ORDINAL = re.compile(r"^(?:[IVX]{1,5}|[A-Z]|\d{1,3})[.)] ", re.I)
# Each heading ends what hung below the one before: a new kelurahan has no family yet.
BELOW = {"kecamatan": ("kelurahan", "rw", "rt", "no_kk", "address"), "kelurahan": ("rw", "rt", "no_kk", "address"),
         "rw": ("rt", "no_kk", "address"), "rt": ("no_kk", "address"), "no_kk": ("address",)}  # fmt: skip
EVIDENCE = ("sex", "birth_date", "rt", "rw", "decile", "kelurahan", "address")


def is_family_heading(cells: Sequence[Cell]) -> bool:
    """Whether a row heads a family, whatever columns its number stands in: "No. KK : 6372…"."""
    texts = filter(None, map(text_of, cells))
    first = [*islice(texts, 2)]
    return any(text[0] in "NnKk" for text in first) and KK_LINE.match(" ".join([*first, *texts])[:LONGEST]) is not None


def begins_another_table(texts: Sequence[str]) -> bool:
    """Whether a row heads a table of something else, below the list of people: "No | Kelurahan | Jumlah"."""
    heading = meaning(texts[0])
    begins = heading is not None and heading.fields == (RUNNING_NUMBER,)
    return begins and len(texts) > 1 and not any(map(str.isdigit, texts))


def skip_of(texts: Sequence[str], in_table: bool) -> Skip:
    """Why a row is no person, by its words."""
    if counts_up(texts):
        return Skip.NUMBERS
    for why, pattern in WORDS:
        if any(pattern.search(text) for text in texts[:4]):
            return why
    return Skip.OTHER if in_table else Skip.TITLE


def has_lost_nik(cells: Iterable[Cell]) -> bool:
    """Whether a cell is nothing but a number of sixteen digits."""
    return any(NUMBER.fullmatch(re.sub(r"[\s.'`]", "", text_of(cell))) for cell in cells if cell not in (None, ""))


def is_person(entry: Entry, own: Collection[str], numbered: bool, tail: bool) -> bool:
    """Whether a row of a table is somebody: by a NIK, a name with a No. KK, or a name with two other facts.

    `own`: fields of the row's own cells; `numbered`: its running number goes on; `tail`: a signature or note stood
    above, so a name alone is an official.
    """
    name = entry.values.get("name")
    if _numbers_somebody(entry, "nik"):
        return True
    if not name or not _may_be_a_name(name):
        return False
    if "no_kk" in own and _numbers_somebody(entry, "no_kk"):
        return True
    known = [field for field in EVIDENCE if field in own and field not in entry.faults]
    facts = sum(entry.values.get(field) is not None for field in known) + ("nik" in own)  # "belum ada" is said of people
    return not tail and facts + 2 * numbered >= 2


def _may_be_a_name(text: str) -> bool:
    """Letters, but neither a total, a signature or a note, nor the heading of a column."""
    heading = meaning(text)
    if not re.search(r"[^\W\d_]{2}", text) or (heading and heading.sure):
        return False
    return not any(pattern.search(text) for _, pattern in WORDS)


def _numbers_somebody(entry: Entry, field: str) -> bool:
    """Whether a NIK or No. KK stands there, be it damaged; a NIP of eighteen digits is none."""
    number, fault = entry.values.get(field), entry.faults.get(field)
    if number and is_nik(number):
        return True
    if fault and fault.word == "rusak":
        return True
    if number is None or NIP.fullmatch(number) or not number[0].isdigit():
        return False
    return sum(map(str.isdigit, number)) >= 8 and sum(map(str.isalpha, number)) <= 4


class Context:
    """What headings between and above the rows say about the people below them."""

    def __init__(self, places: Places, sheets: Iterable[str] = ()) -> None:
        self.places = places
        self.said: set[str] = set()  # what bare names meant so far
        self.district: str | None = None  # the kecamatan heard last
        for name in sheets:
            self._bare(name)
        self.district = None

    def of_name(self, sheet: str) -> dict[str, Cell]:
        """A sheet named after a kecamatan or a kelurahan."""
        return self._places(sheet) or self._bare(sheet)

    def of_row(self, cells: Sequence[Cell], in_table: bool) -> dict[str, Cell]:
        """Facts by field from a heading row; empty if it is none."""
        texts = [text for text in map(text_of, cells) if text]
        line = ORDINAL.sub("", " ".join(dict.fromkeys(texts)))
        family = KK_LINE.match(line[:LONGEST]) or KK_IN.search(line[:LONGEST])
        if family:
            return self._family(cells, family)
        if in_table and len(texts) == 1 and NUMBER.fullmatch(texts[0]):
            return {"no_kk": next(cell for cell in cells if text_of(cell))}
        if len(line) > LONGEST or re.search(r"\d{5}", line) or (in_table and len(texts) > 4) or LETTERHEAD.search(line):
            return {}
        return _neighbourhood(line) | self._places(line) or (self._bare(line) if len(texts) == 1 else {})

    def take(self, known: dict[str, Cell], heard: Mapping[str, Cell], fresh: set[str]) -> None:
        """Remember what was heard; what hung below an earlier heading ends.

        `fresh`: what was heard since the last person. That stays, in whatever order: "RT 3", "KELURAHAN PALAM",
        "KECAMATAN CEMPAKA"; until one of them is said anew.
        """
        if not fresh.isdisjoint(heard):
            fresh.clear()
        for below in {below for field in heard for below in BELOW.get(field, ())} - fresh:
            known.pop(below, None)
        fresh.update(heard)
        known |= heard

    def _family(self, cells: Sequence[Cell], found: re.Match[str]) -> dict[str, Cell]:
        number = found["no_kk"].strip()
        facts: dict[str, Cell] = {"no_kk": next((cell for cell in cells if text_of(cell) == number), number)}
        where = ADDRESS_IN.search(found["rest"])
        return facts | (split_address(where["address"] or where["street"]) if where else {})

    def _places(self, line: str) -> dict[str, Cell]:
        """Kecamatan and kelurahan that a line names; where it names several kelurahan, none."""
        known: dict[str, Cell] = {}
        if (found := KECAMATAN.search(line)) and (district := self.places.find_kecamatan(found["kecamatan"].strip())):
            known["kecamatan"] = self.district = district.name
        if (found := KELURAHAN.search(line)) and (place := self.places.find_kelurahan(found["kelurahan"].strip())):
            others = {self.places.find_kelurahan(part) for part in ONE_OF_SEVERAL.split(line[found.end():]) if part}
            if all(other in (None, place) or other.name == place.kecamatan for other in others):
                known["kelurahan"] = place.name
        return known

    def _bare(self, line: str) -> dict[str, Cell]:
        """A place's name alone. One that is both is the kelurahan where the others are, or within its kecamatan."""
        district, place = self.places.find_kecamatan(line), self.places.find_kelurahan(line)
        if not district or not place:
            self.said |= {"kecamatan"} if district else {"kelurahan"} if place else set()
        if place and (not district or self.said == {"kelurahan"} or self.district == district.name):
            return {"kelurahan": place.name}
        self.district = district.name if district else self.district
        return {"kecamatan": district.name} if district else {}


def _neighbourhood(line: str) -> dict[str, Cell]:
    found = RT_LINE.search(line)
    if not found or SEVERAL_RT.search(line):
        return {}
    facts = {"rt": found["rt"], "rw": found["rw"] or found["only_rw"]}
    return {field: value for field, value in facts.items() if value}
