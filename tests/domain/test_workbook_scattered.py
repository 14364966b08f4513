"""Any scattering of a known table over a sheet comes back whole, or the sheet is refused."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_cast import PLACES, TODAY

from services.domain.workbook import Area, Grid, read

HEADINGS = {
    "nik": ("NIK", "No. KTP", "Nomor Induk Kependudukan"), "no_kk": ("No. KK", "NOKK", "Nomor Kartu Keluarga"),
    "name": ("NAMA", "Nama Penerima", "nama_lengkap"), "address": ("ALAMAT", "Alamat Domisili"), "rt": ("RT", "No RT"), "rw": ("RW",),
    "kelurahan": ("KELURAHAN", "Kel/Desa", "desa_kelurahan"), "birth_place": ("Tempat Lahir",), "birth_date": ("Tgl Lahir", "TANGGAL_LAHIR"),
    "sex": ("L/P", "Jenis Kelamin"),
}  # fmt: skip
GROUPS = {"nik": "NOMOR", "no_kk": "NOMOR", "birth_place": "KELAHIRAN", "birth_date": "KELAHIRAN"}
TITLES = ("DAFTAR USULAN PENERIMA BANTUAN", "KELURAHAN PALAM", "DINAS / LEMBAGA : BADAN CONTOH", "TAHUN 2026", "")
FOOTERS = (("JUMLAH",), ("Catatan : data sesuai kondisi lapangan",), ("", "Banjarbaru, 5 Januari 2026"), ("", "LURAH PALAM"),
           ("", "", "NAMA PEJABAT, S.Sos"), ("", "", "NIP. 19700101 199001 1 001"), ("Halaman 1 dari 1",))  # fmt: skip
PAGE_ENDS = (("", "Jumlah dipindahkan", "", 5), ("JUMLAH HALAMAN INI", 5), ("", "", "Halaman 1 dari 3"), ("", "Jumlah pindahan", 5), ())

people = st.lists(
    st.fixed_dictionaries({
        "nik": st.builds("637201{:02}{:02}{:02}{:04}".format, st.integers(1, 28), st.integers(1, 12), st.integers(30, 99), st.integers(1, 9999)),
        "no_kk": st.builds("637202010109{:04}".format, st.integers(1, 9999)),
        "name": st.sampled_from(["SITI RAHMAH", "Ahmad Fauzi", "H. Noor", "St. Aminah", "Jumlah Budi", "M. Total"]),
        "address": st.sampled_from(["Jl. Melati", "Gg. Sepakat RK. 2", "Komp. Griya Asri Blok F/9"]),
        "rt": st.sampled_from(["001", "012"]), "rw": st.sampled_from(["001", "003"]),
        "kelurahan": st.sampled_from(["Palam", "Bangkal", "Landasan Ulin Timur"]),
        "birth_place": st.sampled_from(["Rantau", "Martapura"]),
        "birth_date": st.dates(date(1930, 1, 1), date(2005, 1, 1)),
        "sex": st.sampled_from(["L", "P"]),
    }),
    min_size=1, max_size=5, unique_by=lambda person: person["nik"],
)  # fmt: skip


def _head(heading, columns, numbered, left, grouped, bound):
    """The rows of a heading, and its merged cells by row, column, last row, last column; `bound`: groups merged too."""
    indent, number = [""] * left, ["NO"] if numbered else []
    if not grouped:
        return [[*indent, *number, *heading]], []
    upper = [GROUPS.get(name, text) for name, text in zip(columns, heading, strict=True)]
    if bound:
        upper = ["" if at and name in GROUPS and upper[at] == upper[at - 1] else upper[at] for at, name in enumerate(columns)]
    lower = [text if name in GROUPS else "" for name, text in zip(columns, heading, strict=True)]
    first = left + numbered
    areas = [(0, first + at, 1, first + at) for at, name in enumerate(columns) if name not in GROUPS]
    areas += [(0, first + at - 1, 0, first + at) for at, text in enumerate(upper) if not text]
    return [[*indent, *number, *upper], [*indent, *([""] * numbered), *lower]], areas


@st.composite
def scattered(draw):
    """Known people, and a sheet on which they stand."""
    known = draw(people)
    others = draw(st.lists(st.sampled_from([name for name in HEADINGS if name not in ("nik", "name")]), unique=True))
    columns = draw(st.permutations(["nik", "name", *others]))
    numbered = draw(st.booleans())
    left = draw(st.integers(0, 3))
    indent = [""] * left
    heading = [draw(st.sampled_from(HEADINGS[name])) for name in columns]
    rows = [[*indent, title] for title in draw(st.lists(st.sampled_from(TITLES), max_size=4))]
    merged = []
    head = _head(heading, columns, numbered, left, draw(st.booleans()), draw(st.booleans()))
    counted = [[*indent, *range(1, len(columns) + numbered + 1)]] if draw(st.booleans()) else []

    def begin_page():
        merged.extend(Area(len(rows) + top, one, len(rows) + bottom, other) for top, one, bottom, other in head[1])
        rows.extend([*head[0], *counted])

    begin_page()
    for at, person in enumerate(known, 1):
        rows += [[]] * draw(st.integers(0, 1))
        if at > 1 and draw(st.integers(0, 3)) == 0:
            rows += [[*indent, *part] for part in draw(st.lists(st.sampled_from(PAGE_ENDS), max_size=3))]
            begin_page()
        rows.append([*indent, *([at] if numbered else []), *(person[name] for name in columns)])
    rows += [[]] * draw(st.integers(0, 2))
    rows += [[*indent, *footer] for footer in draw(st.lists(st.sampled_from(FOOTERS), max_size=6))]
    return known, columns, Grid("Sheet1", rows, merged=tuple(merged))


@given(scattered())
@settings(max_examples=120, deadline=None)
def test_a_scattered_table_comes_back_whole_or_is_refused(case):
    known, columns, grid = case
    result = read([grid], PLACES, TODAY)
    assert result.refused or [{name: entry.values[name] for name in columns} for entry in result.entries] == [
        {name: person[name] for name in columns} for person in known
    ]


@given(scattered())
@settings(max_examples=60, deadline=None)
def test_a_table_of_nik_and_name_is_not_refused(case):
    assert read([case[2]], PLACES, TODAY).refused is None


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=20), st.floats(), st.dates(), st.integers(), st.booleans(),
                                   st.sampled_from(["NIK", "Nama", "KK", "No", "6372014503849001", "RT/RW", "Jumlah", "Kel. Palam"])), max_size=8), max_size=12))  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_any_sheet_at_all_is_read_or_refused(rows):
    result = read([Grid("A", rows)], PLACES, TODAY)
    assert (result.refused is None) == bool(result.entries)
