"""A workbook given back with its faults marked, in its own layout."""

import io

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from services.errors import BadFile
from services.storage.marking import Mark, mark_workbook
from services.storage.workbooks import read_grids

GRAVE = Mark("Usulan", 3, "B3", "NIK kosong. Minta NIK kepada pengirim.", True)
LIGHT = Mark("Usulan", 3, "A3", "Nama berbeda.", False)


def workbook():
    book = Workbook()
    sheet = book.active
    sheet.title = "Usulan"
    sheet.append(["DAFTAR USULAN"])
    sheet.append(["Nama", "NIK"])
    sheet.append(["Rusmini", None])
    sheet.append(["=1+1", "6372014809869001"])
    sheet["A1"].font = Font(size=20)
    sheet.merge_cells("A1:B1")
    sheet.column_dimensions["A"].width = 33
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def marked(content, *marks, name="usulan.xlsx", sheet="Usulan"):
    return load_workbook(io.BytesIO(mark_workbook(content, name, marks, {sheet: 2})))[sheet]


def test_the_own_layout_stays_and_faults_are_red_with_a_comment():
    sheet = marked(workbook(), GRAVE, LIGHT)
    assert (sheet["A1"].font.size, sheet.column_dimensions["A"].width, str(sheet.merged_cells)) == (20, 33, "A1:B1")
    assert sheet["B3"].fill.fgColor.rgb == "FFF4B6B0" and sheet["B3"].comment.text == GRAVE.text
    assert sheet["A3"].fill.fgColor.rgb == "FFFDF0CC"
    assert sheet["A4"].fill.fgColor.rgb == "00000000"


def test_a_column_perbaikan_says_all_of_a_row():
    sheet = marked(workbook(), GRAVE, LIGHT)
    assert sheet["C2"].value == "Perbaikan" and sheet["C3"].value == f"{GRAVE.text}\n{LIGHT.text}"
    assert sheet["C4"].value is None


def test_a_fault_without_a_cell_stands_in_the_column_alone():
    sheet = marked(workbook(), GRAVE._replace(cell="baris 3"))
    assert sheet["B3"].comment is None and sheet["C3"].value == GRAVE.text


def test_a_fault_inside_merged_cells_is_marked_where_their_value_stands():
    assert marked(workbook(), GRAVE._replace(cell="B1", row=1))["A1"].comment.text == GRAVE.text


@pytest.mark.parametrize("name", ["usulan.csv", "usulan.xls"])
def test_a_text_file_becomes_a_workbook_with_the_same_cells(name):
    content = b"Nama;NIK\n=1+1;0012\nRusmini;6372014809869001\n"
    sheet_name = read_grids(content, name)[0].name
    sheet = marked(content, GRAVE._replace(sheet=sheet_name), name=name, sheet=sheet_name)
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["B2"].value) == ("=1+1", "s", "0012")
    assert sheet["B3"].comment.text == GRAVE.text


def test_what_spans_cells_in_a_page_spans_them_in_the_workbook_and_columns_are_as_wide_as_their_words():
    content = b"<table><tr><td colspan=2>DAFTAR</td></tr><tr><td>Nama</td><td>NIK</td></tr><tr><td>Rusmini binti Jamhari</td></tr></table>"
    sheet = marked(content, GRAVE._replace(sheet="html"), name="usulan.xls", sheet="html")
    assert str(sheet.merged_cells) == "A1:B1" and sheet.column_dimensions["A"].width == len("Rusmini binti Jamhari") + 2


def test_a_file_that_is_no_workbook_is_refused():
    with pytest.raises(BadFile):
        mark_workbook(b"PK\x03\x04 cut in half", "usulan.xlsx", [GRAVE], {"Usulan": 2})


def test_the_marked_workbook_reads_as_before():
    before = [list(row[:2]) for row in read_grids(workbook(), "usulan.xlsx")[0].rows]
    after = read_grids(mark_workbook(workbook(), "usulan.xlsx", [GRAVE], {"Usulan": 2}), "usulan.xlsx")
    assert [list(row[:2]) for row in after[0].rows][:3] == before[:3]
