"""A comma that nobody quoted never shifts a column: the row is put together, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.errors import BadFile
from services.storage.loose_commas import mended
from services.storage.workbooks import read_grids

HEAD = ["NIK", "Nama", "Alamat", "RT"]
SITI = ["6372014503849001", "SITI", "Jl. Melati, RT 2", "001"]
AHMAD = ["6372020110729002", "AHMAD, S.Pd", "Jl. Kenanga", "002"]


def read(*rows, mark=","):
    (grid,) = read_grids("\r\n".join(mark.join(row) for row in rows).encode(), "kiriman.csv")
    return grid.rows


@pytest.mark.parametrize("mark", [",", ";"])
def test_a_comma_with_a_space_behind_it_belongs_to_its_cell(mark):
    people = [[cell.replace(",", mark) for cell in row] for row in (SITI, AHMAD)]
    assert read(HEAD, ["1", "a", "b", "c"], ["2", "a", "b", "c"], *people, ["3", "a", "b", "c"], mark=mark)[3:5] == people


def test_the_last_column_may_be_empty():
    rows = [HEAD, ["1", "a", "b", ""], [*SITI[:3], ""], ["2", "a", "b", ""]]
    assert read(*rows) == rows


@pytest.mark.parametrize("row", [
    ["6372014503849001", "SITI", "Jl. Melati,RT 2", "001"],  # no space: it may be another column
    ["6372014503849001", "SITI, S.Pd", "Jl. Melati, RT 2,RW 1", "001"],  # two spaces, one of three commas is real
])
def test_what_is_not_plain_is_refused_at_its_row_without_saying_who_it_is(row):
    with pytest.raises(BadFile, match=r"^Baris 3 berkas 'kiriman\.csv' memuat") as refused:
        read(HEAD, ["1", "a", "b", "c"], row, ["2", "a", "b", "c"])
    assert "SITI" not in str(refused.value) and "6372" not in str(refused.value)


def test_where_every_comma_has_a_space_behind_it_the_space_says_nothing():
    spaced = [[row[0], *(f" {cell}" for cell in row[1:])] for row in (HEAD, ["1", "a", "b", "c"], ["2", "a", "b", "c"])]
    assert read(*spaced) == spaced
    with pytest.raises(BadFile, match="Baris 4"):
        read(*spaced, ["3", " a", " b", " c", " d"])


def test_rows_that_a_spreadsheet_padded_are_left_alone():
    people = [[f"63720145038{at:05}", " SITI", "b", "c"] for at in range(40)]
    rows = [[*row, ""] for row in [HEAD, *people[:15]]] + people[15:]
    assert read(*rows) == rows


def test_a_title_or_a_heading_may_have_an_empty_cell_too_many():
    rows = [["Daftar", "", "", "", "", ""], [*HEAD, ""], [*SITI[:2], "Jl. Melati", "001"], ["2", "a", "b", "c"], ["3", "a", "b", "c"]]
    assert read(*rows) == rows


def test_a_person_with_one_empty_cell_too_many_is_refused_as_an_unspaced_comma_may_stand_before_it():
    with pytest.raises(BadFile, match=r"^Baris 3 berkas 'kiriman\.csv' memuat 5 sel"):
        read(HEAD, ["1", "a", "b", ""], ["6372 0145 0384 9001", "SITI", "Jl. Melati", "RT 2", ""], ["2", "a", "b", ""])


def test_where_rows_do_not_agree_none_is_longer_than_the_heads():
    rows = [HEAD, [*SITI[:2], "Jl. Melati"], [*AHMAD[:1], "AHMAD", "b", "001"], [*SITI[:2]]]
    assert read(*rows) == rows
    with pytest.raises(BadFile, match=r"Baris 5 .* memuat 5 sel, padahal baris lain 4"):
        read(*rows, [SITI[0], "SITI", "Jl. Melati", "RT 2", "001"])


PEOPLE = [[f"63720145038{at:05}", "SITI", "Jl. Melati", "001"] for at in range(40)]


def test_a_last_column_that_is_filled_in_one_block_only_is_a_column():
    rows = [[*HEAD, "Ket"], *([*row, ""] for row in PEOPLE[:14]), [*PEOPLE[14], "Lansia"], *PEOPLE[15:]]
    assert read(*rows) == rows


def test_heads_may_be_longer_than_rows_that_end_with_their_last_filled_cell():
    rows = [[*HEAD, "Ket"], *PEOPLE[:8], [*PEOPLE[8], "Lansia"]]
    assert read(*rows) == rows


def test_where_rows_are_not_of_one_length_a_comma_with_a_space_behind_it_is_refused():
    with pytest.raises(BadFile, match=r"^Baris 4 berkas 'kiriman\.csv' memuat tanda pemisah kolom yang diikuti spasi"):
        read([*HEAD, "Ket"], *PEOPLE[:2], [*SITI[:2], "Jl. Melati", " RT 2", "001"], *PEOPLE[2:8])


def test_a_note_below_the_table_may_have_commas():
    rows = [HEAD, ["1", "a", "b", "c"], ["2", "a", "b", "c"], ["Catatan: lansia", " janda", " yatim", " miskin", " sakit"]]
    assert read(*rows) == rows


def test_titles_and_rows_of_no_common_length_are_left_alone():
    rows = [["Daftar", " usulan"], ["a"], HEAD, ["1", "2", "3"]]
    assert read(*rows) == rows


cells = st.text("abc", min_size=1, max_size=4)
tables = st.integers(2, 6).flatmap(lambda wide: st.lists(st.lists(cells, min_size=wide, max_size=wide), min_size=3, max_size=8))


@given(tables)
def test_a_table_whose_rows_are_of_one_length_is_unchanged(rows):
    assert mended(rows, ",", "a.csv") == rows


@given(tables, st.data())
def test_one_loose_comma_is_mended_wherever_it_stands(rows, data):
    row, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(rows[0]) - 1))
    broken = [list(one) for one in rows]
    broken[row][column:column + 1] = [rows[row][column], " RT 2"]
    whole = [list(one) for one in rows]
    whole[row][column] += ", RT 2"
    assert mended(broken, ",", "a.csv") == whole
