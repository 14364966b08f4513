"""Workbooks as one XML page, named .xls."""

from datetime import datetime

import pytest

from services.domain.workbook import Area
from services.errors import BadFile
from services.storage.workbooks import read_grids

NAMES = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'


def page(rows, before="", options=""):
    return (f'<?xml version="1.0"?>{before}<Workbook {NAMES}><Worksheet ss:Name="Data"><Table>{rows}</Table>{options}</Worksheet>'
            "</Workbook>").encode()  # fmt: skip


def row(*cells, said=""):
    return f"<Row{said}>{''.join(cells)}</Row>"


def cell(text, kind="String", said=""):
    return f'<Cell{said}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_texts_numbers_and_dates_keep_their_kind():
    rows = row(cell("6372014503849001"), cell("3", "Number"), cell("1984-03-05T00:00:00.000", "DateTime"), cell("", "Number"))
    (grid,) = read_grids(page(rows), "a.xls")
    assert grid.name == "Data"
    assert grid.rows == [["6372014503849001", 3.0, datetime(1984, 3, 5), None]]  # noqa: DTZ001


def test_rows_and_cells_left_out_are_counted():
    rows = row(cell("a", said=' ss:MergeAcross="1" ss:MergeDown="1"'), cell("b")) + row(cell("c", said=' ss:Index="4"'), said=' ss:Index="3"')
    (grid,) = read_grids(page(rows), "a.xls")
    assert grid.rows == [["a", None, "b"], [], [None, None, None, "c"]]
    assert grid.merged == (Area(0, 0, 1, 1),)


def test_hidden_rows_and_sheets():
    hidden = '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>'
    (grid,) = read_grids(page(row(cell("a")) + row(cell("b"), said=' ss:Hidden="1"'), options=hidden), "a.xls")
    assert (grid.visible, grid.hidden) == (False, {1})


def test_a_text_with_letters_of_two_kinds_is_one_text():
    rich = '<Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>SITI</B><Font> RAHMAH</Font></ss:Data></Cell></Row>'
    (grid,) = read_grids(page(rich), "a.xls")
    assert grid.rows == [["SITI RAHMAH"]]


BAD = {
    "cut in half": page(row(cell("a")))[:-30],
    "words of its own": page(row(cell("&a;")), before='<!DOCTYPE a [<!ENTITY a "b">]>'),
    "a row far away": page(row(cell("a"), said=' ss:Index="99999999"')),
    "a column far away": page(row(cell("a", said=' ss:Index="999999"'))),
    "a number that is none": page(row(cell("tiga", "Number"))),
    "a place that is none": page(row(cell("a"), said=' ss:Index="satu"')),
}  # fmt: skip


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_what_cannot_be_read_is_refused(content):
    with pytest.raises(BadFile, match=r"Berkas 'a\.xls'"):
        read_grids(content, "a.xls")
