"""Workbooks of each kind as grids, and files that must not be opened."""

import io
import struct
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.workbook import Area
from services.errors import BadFile
from services.storage import biff, workbook_bounds
from services.storage.biff_texts import lengths
from services.storage.workbooks import MAX_SIZE, read_grids, write_xlsx

CONTOH = Path(__file__).resolve().parents[1] / "contoh"


def xlsx(*rows, change=lambda book: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(content, **parts):
    """The same ZIP with some parts replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, None) or old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return file.getvalue()


def sheet_xml(rows):
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'


def test_texts_numbers_and_dates_keep_their_kind():
    (grid,) = read_grids(xlsx(["NIK", "KK", "Lahir"], ["0372014503849001", 6372014503849000, date(1984, 3, 5)]), "a.xlsx")
    assert list(grid.rows[1]) == ["0372014503849001", 6372014503849000.0, date(1984, 3, 5)]


def test_struck_rows_but_not_a_single_struck_cell():
    def change(book):
        for place in ("A2", "B2", "C2", "A3"):
            book.active[place].font = openpyxl.styles.Font(strike=True, bold=place == "B2")

    (grid,) = read_grids(xlsx(["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"], change=change), "a.xlsx")
    assert grid.struck == frozenset({1})


def test_rows_begin_at_a1_however_empty_the_corner_is():
    (grid,) = read_grids(xlsx([], [], [None, "x"]), "a.xlsx")
    assert [list(row) for row in grid.rows] == [["", ""], ["", ""], ["", "x"]]


def test_hidden_rows_hidden_sheets_and_merged_cells():
    def change(book):
        book.active.row_dimensions[2].hidden = True
        book.active.merge_cells("A1:B3")
        book.create_sheet("Kode & kunci").sheet_state = "hidden"

    first, second = read_grids(xlsx(["a"], ["b"], ["c"], change=change), "a.xlsx")
    assert (first.hidden, first.merged) == (frozenset({1}), (Area(0, 0, 2, 1),))
    assert (second.name, second.visible) == ("Kode & kunci", False)


def test_an_xls_is_read():
    first, second = read_grids((CONTOH / "usulan.xls").read_bytes(), "usulan.xls")
    assert list(first.rows[2]) == [2, 6372020110729000.0, "0372010101109001", "AHMAD FAUZI", date(1984, 3, 5), "001/002"]
    assert (first.merged, second.visible) == ((Area(3, 0, 4, 1),), False)


def test_an_ods_is_read_although_its_last_row_repeats_a_million_times():
    (grid,) = read_grids((CONTOH / "usulan.ods").read_bytes(), "usulan.ods")
    assert [list(row) for row in grid.rows] == [["NO", "NIK", "NAMA"], [1, "6372014503849001", "SITI RAHMAH"], [2, 6372020110729000.0, "AHMAD FAUZI"]]


def ods(rows):
    content = f'<office:document-content><office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    return changed((CONTOH / "usulan.ods").read_bytes(), **{"content.xml": content})


def ods_cell(text, **numbers):
    more = " ".join(f'table:number-{name.replace("_", "-")}="{number}"' for name, number in numbers.items())
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def test_hidden_rows_and_merged_cells_of_an_ods():
    (grid,) = read_grids(ods(
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f'<table:table-row>{ods_cell("6372", rows_spanned=2)}{ods_cell("a")}</table:table-row>'
        f'<table:table-row table:visibility="collapse"><table:covered-table-cell/>{ods_cell("b")}</table:table-row>'), "a.ods")  # fmt: skip
    assert (grid.hidden, grid.merged) == (frozenset({3}), (Area(2, 0, 3, 0),))


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_of_any_code_page_and_delimiter(coding, mark):
    text = "\r\n".join(mark.join(row) for row in (["NIK", "NAMA"], ["0372014503849001", "RENÉ"], ["", ""]))
    (grid,) = read_grids(text.encode(coding), "a.csv")
    assert list(grid.rows[1]) == ["0372014503849001", "RENÉ"]


def test_csv_says_its_delimiter_and_wraps_its_numbers():
    (grid,) = read_grids(b'sep=;\r\nNIK;NAMA\r\n="6372014503849001";"RAHMAH, SITI"\r\n', "a.csv")
    assert [list(row) for row in grid.rows] == [["sep=", ""], ["NIK", "NAMA"], ["6372014503849001", "RAHMAH, SITI"]]


def test_csv_lines_that_are_quoted_as_a_whole():
    (grid,) = read_grids(b'"NIK,Nama"\r\n"6372014503849001,""SITI, S.Pd"""\r\n\r\n"6372014503849002,Budi"\r\n', "a.csv")
    assert grid.rows == [["NIK", "Nama"], ["6372014503849001", "SITI, S.Pd"], [], ["6372014503849002", "Budi"]]


def test_html_named_xls_with_spanning_cells():
    page = b"""<html><body><table><tr><th rowspan=2>NO</th><th colspan=2>NOMOR</th></tr><tr><td>NIK<td>KK</tr>
        <tr><td>1</td><td>6372014503849001</td><td>a<br>b &amp; c</td></tr></table></body></html>"""
    (grid,) = read_grids(page, "daftar.xls")
    assert [list(row) for row in grid.rows] == [["NO", "NOMOR", ""], ["", "NIK", "KK"], ["1", "6372014503849001", "a\nb & c"]]
    assert grid.merged == (Area(0, 0, 1, 0), Area(0, 1, 0, 2))


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.txt"])
def test_the_name_proves_nothing(name):
    (grid,) = read_grids(xlsx(["NIK"]), name)
    assert list(grid.rows[0]) == ["NIK"]


def test_a_formula_is_its_last_result_and_a_link_outside_is_not_followed():
    rows = '<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://x.invalid")</f><v>klik</v></c><c r="B1"><f>[1]X!A1</f><v>7</v></c></row>'
    (grid,) = read_grids(changed(xlsx(["x"]), **{"xl/worksheets/sheet1.xml": sheet_xml(rows)}), "a.xlsx")
    assert list(grid.rows[0]) == ["klik", 7]


WIDE = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{cell}</row>'


def _bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w", force_zip64=True) as part:
        for _ in range(workbook_bounds.MAX_UNPACKED // 2**20 + 1):
            part.write(bytes(2**20))
    return file.getvalue()


def _lying_bomb():
    """Declares ten bytes, unpacks to more."""
    content = bytearray(changed(xlsx(["x"]), **{"xl/worksheets/sheet1.xml": sheet_xml("<row/>" * 10_000)}))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    return bytes(content).replace(size, (10).to_bytes(4, "little"))


def _locked_zip():
    content = bytearray(xlsx(["x"]))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


XLS = (CONTOH / "usulan.xls").read_bytes()


def patched(record, before, after):
    """The XLS with the data of one record changed from its begin on."""
    at = XLS.index(record + before) + len(record)
    return XLS[:at] + after + XLS[at + len(after):]


def saying(text, times, texts="<sst {names}><si><t>{text}</t></si></sst>", cell='<c t="s"><v>0</v></c>'):
    """An XLSX in which so many cells say the same."""
    texts = texts.format(names='xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"', text=text)
    return changed(xlsx(["x"]), **{"xl/worksheets/sheet1.xml": sheet_xml(f"<row>{cell * 20}</row>" * (times // 20)), "xl/sharedStrings.xml": texts})


TINY = f"<worksheet><sheetData>{'<c/>' * workbook_bounds.MAX_TAGS}</sheetData></worksheet>"
LONG = "a" * 32_000
CELL, STRINGS, SIZE = b"\xfd\x00\x0a\x00", b"\xfc\x00", b"\x00\x02\x0e\x00"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BAD = {
    "empty": (b"", "kosong"),
    "only blanks": (b"\r\n  \x00\x00", "kosong"),
    "encrypted": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
    "a locked part": (_locked_zip(), "kata sandi"),
    "locked ods": (changed((CONTOH / "usulan.ods").read_bytes(), **{"META-INF/manifest.xml": b"<manifest:encryption-data/>"}), "kata sandi"),
    "macro": (changed(xlsx(["x"]), **{"xl/vbaProject.bin": b"x"}), "makro"),
    "macro in xls": (OLE + bytes(600) + "_VBA_PROJECT".encode("utf-16-le"), "makro"),
    "zip bomb": (_bomb(), "terlalu besar"),
    "zip bomb that lies": (_lying_bomb(), "rusak"),
    "too big": (b"x" * (MAX_SIZE + 1), "terlalu besar"),
    "far corner": (changed(xlsx(["x"]), **{"xl/worksheets/sheet1.xml": sheet_xml(WIDE.format(cell='<c r="XFD1048576"><v>1</v></c>'))}), "terlalu luas"),
    "far row without place": (changed(xlsx(["x"]), **{"xl/worksheets/sheet1.xml": sheet_xml(WIDE.format(cell="<c><v>1</v></c>" * 9))}), "terlalu luas"),
    "a place in disguise": (changed(xlsx(["x"]), **{"xl/worksheets/sheet1.xml": sheet_xml(WIDE.format(cell='<c r="XF&#68;1048576"><v>1</v></c>'))}), "rusak"),
    "a million columns": (changed(xlsx(["x"]), **{"xl/worksheets/sheet1.xml": sheet_xml(f"<row>{'<c><v>1</v></c>' * 1_000_000}</row>")}), "terlalu luas"),
    "a million columns of csv": (b"a" + b",a" * 1_000_000, "terlalu luas"),
    "an ods that repeats": (ods(f'<table:table-row table:number-rows-repeated="1048576">{ods_cell("a", columns_repeated=99)}</table:table-row>'), "terlalu luas"),
    "an ods that repeats nonsense": (ods(f'<table:table-row>{ods_cell("a", columns_repeated=-1)}</table:table-row>'), "rusak"),
    "an html that spans": (b"<table><tr>" + b"<td rowspan=500 colspan=500>" * 20 + b"</table>", "terlalu luas"),
    "a picture named xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "bukan buku kerja"),
    "a pdf": (b"%PDF-1.7\n1 0 obj", "bukan buku kerja"),
    "a docx": (changed(xlsx(["x"]), **{"word/document.xml": b"x"}).replace(b"xl/workbook.xml", b"xl/workbxxk.xml"), "bukan buku kerja"),
    "far corner of an xls": (patched(CELL, b"\x02\x00\x02\x00", b"\xff\xff\xff\x00"), "terlalu luas"),
    "a column that no xls has": (patched(CELL, b"\x02\x00\x02\x00", b"\xff\xff\xff\xff"), "terlalu luas"),
    "an xls of endless texts": (patched(STRINGS, b"", XLS[XLS.index(STRINGS) + 2:][:6] + b"\xff\xff\xff\x7f"), "rusak"),
    "an xls that claims too much": (patched(SIZE, b"", b"\x00\x00\x00\x00\xff\xff\xff\xff\x00\x00\xff\xff"), "rusak"),
    "an xls that ends before it begins": (patched(SIZE, b"", b"\xff\xff\x00\x00\x01\x00\x00\x00\x00\x00\x01\x00"), "rusak"),
    "another file of office": (XLS.replace("Workbook".encode("utf-16-le"), "WordDocx".encode("utf-16-le")), "rusak"),
    "many sheets that are far each": (xlsx(change=lambda book: [book.create_sheet().cell(300_000, 9, "x") for _ in range(3)]), "terlalu luas"),
    "a row far away": (changed(xlsx(["x"]), **{"xl/worksheets/sheet1.xml": sheet_xml(WIDE.format(cell='<c r="A1048576"><v>1</v></c>'))}), "terlalu luas"),
    "a row far away in an ods": (ods(f'<table:table-row table:number-rows-repeated="900000"/><table:table-row>{ods_cell("a")}</table:table-row>'), "terlalu luas"),
    "a long text in many cells": (saying(LONG, 2_000), "terlalu panjang"),
    "a long text in many cells, written otherwise": (saying(LONG, 2_000, cell="<c  t='s' ><v >0</v></c>"), "terlalu panjang"),
    "a long text that an ods repeats": (ods(f'<table:table-row table:number-rows-repeated="2000">{ods_cell(LONG, columns_repeated=2)}</table:table-row>'), "terlalu panjang"),
    "one endless text": (changed(xlsx(["x"]), **{"xl/worksheets/sheet1.xml": sheet_xml(f'<row><c t="inlineStr"><is><t>{LONG * 2}</t></is></c></row>')}), "terlalu panjang"),
    "cells without end": (changed(xlsx(["x"]), **{"xl/worksheets/sheet1.xml": TINY}), "terlalu banyak"),
    "rows without end": (changed(xlsx(["x"]), **{"xl/worksheets/sheet1.xml": sheet_xml('<row hidden="1"/>' * 1_200_000)}), "terlalu banyak"),
    "merged cells without end": (changed(xlsx(["x"]), **{"xl/worksheets/sheet1.xml": sheet_xml("").replace("</worksheet>", "<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 200_001 + "</mergeCells></worksheet>")}), "terlalu banyak"),
    "lines without end": (b"NIK,Nama\n" + b"\n" * 1_000_000, "terlalu banyak"),
    "rows of a page without end": (b"<table>" + b"<tr>" * 1_000_000, "terlalu banyak"),
    "a tag of a page without end": (b"<table><tr>" + b"<td <" * 100_000, "rusak"),
    "quotes without end": (b'"' * 2_000_001, "rusak"),
    "half an xls": ((CONTOH / "usulan.xls").read_bytes()[:2500], "rusak"),
}  # fmt: skip


@pytest.mark.parametrize("texts", ["<sst {names}><si><t>{text}</t></si></sst>", '<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:si><x:t>{text}</x:t></x:si></x:sst>'])
def test_many_cells_may_say_the_same_short_text(texts):
    (grid,) = read_grids(saying("Guntung Manggis", 40_000, texts), "a.xlsx")
    assert grid.rows[-1] == ["Guntung Manggis"] * 20


@given(st.lists(st.tuples(st.text(st.characters(codec="latin-1"), max_size=40), st.booleans(), st.booleans(), st.booleans()), min_size=1), st.data())
def test_the_texts_of_an_xls_are_measured_across_its_records(texts, data):
    pieces = [bytearray(struct.pack("<II", 0, len(texts)))]
    for text, wide, rich, foreign in texts:
        if data.draw(st.booleans()):
            pieces.append(bytearray())
        behind = bytes(4 * rich + 7 * foreign)
        pieces[-1] += struct.pack("<HB", len(text), wide | foreign << 2 | rich << 3)
        pieces[-1] += struct.pack("<H", 1) * rich + struct.pack("<I", 7) * foreign
        cut = data.draw(st.integers(0, len(text)))
        pieces[-1] += text[:cut].encode("utf-16-le" if wide else "latin-1")
        if cut < len(text):
            wide = data.draw(st.booleans())
            pieces.append(bytearray([wide]))
            pieces[-1] += text[cut:].encode("utf-16-le" if wide else "latin-1")
        pieces[-1] += behind
    assert list(lengths(pieces)) == [len(text) for text, *_ in texts]


def test_the_texts_of_an_xls_count_in_each_cell():
    first, second = read_grids(XLS, "a.xls")
    texts = [cell for grid in (first, second) for row in grid.rows for cell in row if isinstance(cell, str)]
    assert biff.look(XLS).letters == sum(map(len, texts))


@pytest.mark.parametrize(("content", "word"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_in_a_sentence(content, word):
    with pytest.raises(BadFile, match=word) as refused:
        read_grids(content, "kiriman.xlsx")
    assert str(refused.value).endswith(".")


def test_a_file_cut_anywhere_is_refused():
    whole = (CONTOH / "a_04_nik_angka.xlsx").read_bytes()
    for length in range(1000, len(whole), 997):
        with pytest.raises(BadFile):
            read_grids(whole[:length], "a.xlsx")


@given(st.sampled_from(["usulan.xls", "usulan.ods", "a_04_nik_angka.xlsx"]), st.data())
@settings(max_examples=60, deadline=None)
def test_damage_is_read_or_refused_but_never_breaks(name, data):
    content = bytearray((CONTOH / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_grids(bytes(content[: data.draw(st.integers(1, len(content)))]), name)
    except BadFile as refused:
        assert str(refused)


def test_written_texts_stay_texts():
    content = write_xlsx(["NIK", "Nama"], [["6372014503849001", "=1+1"], ["@x", "a\x0bb"], [7, None]], title="BNBA [a/b]: daftar")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in sheet[2]] == [("6372014503849001", "s", False), ("=1+1", "s", True)]
    assert (sheet["A3"].value, sheet["B3"].value, sheet["A4"].value) == ("@x", "ab", 7)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=20), st.integers(-(10**9), 10**9)), max_size=10))
@settings(max_examples=30, deadline=None)
def test_what_is_written_is_read_again(rows):
    (grid,) = read_grids(write_xlsx(["a", "b"], rows), "a.xlsx")
    assert [tuple(row) for row in grid.rows[1:]] == rows
