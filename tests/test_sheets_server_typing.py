"""What the stand-in makes of typed texts and ranges, apart from any server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheets_server.a1 import Area, column_index, column_name, name_area, parse_area, quote_title, split_range
from sheets_server.entered import enter, locale_named
from sheets_server.formulas import FormulaError, evaluate, shift_relative
from sheets_server.grid import Formula
from sheets_server.masks import apply_mask, mentions, merge_by_mask, parse_mask
from sheets_server.shown import show

INDONESIA, AMERICA = locale_named("in_ID"), locale_named("en_US")


def typed(text: str, locale=INDONESIA):
    value, implied = enter(text, locale, is_text_cell=False)
    return value, show(value, {"numberFormat": implied} if implied else None, locale)


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("12", 12, "12"),
        ("-1,5", -1.5, "-1,5"),
        ("1.234.567", 1234567, "1.234.567"),
        ("Rp25.000", 25000, "Rp25.000"),
        ("50%", 0.5, "50%"),
        ("1e3", 1000, "1,00E+03"),
        ("17/08/2026", 46251, "17/08/2026"),
        ("17-8-26", 46251, "17-08-2026"),
        ("17 Agustus 2026", 46251, "17 Agustus 2026"),
        ("2026-08-17", 46251, "2026-08-17"),
        ("08:30", 8.5 / 24, "08:30"),
        ("17/08/2026 12:00", 46251.5, "17/08/2026 12:00"),
        ("true", True, "TRUE"),
        ("+62811", 62811, "62811"),
        ("'0811", "0811", "0811"),
        ("9271010101010003", 9271010101010004, "9,27101E+15"),
    ],
)
def test_an_indonesian_spreadsheet_reads_what_is_typed(text, value, shown):
    assert typed(text) == (value, shown)


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("1,234.5", 1234.5, "1,234.50"),
        ("8/17/2026", 46251, "8/17/2026"),
        ("August 17, 2026", 46251, "August 17, 2026"),
        ("$3.50", 3.5, "$3.50"),
        ("1:05 pm", 785 / 1440, "1:05 PM"),
    ],
)
def test_an_american_spreadsheet_reads_the_same_signs_otherwise(text, value, shown):
    assert typed(text, AMERICA) == (value, shown)


@pytest.mark.parametrize("text", ["Siti", "1,2,3", "32/01/2026", "30/02/2026", "RT 01/RW 02", "1.5", "-", "08:75", "="])
def test_what_is_neither_number_nor_date_stays_text(text):
    assert typed(text) == (text, text)


def test_a_text_that_begins_with_an_equals_sign_is_a_formula():
    value, _ = enter("=1+1", INDONESIA, is_text_cell=False)
    assert isinstance(value, Formula)


@given(st.text(max_size=20).filter(lambda text: not text.startswith("'")))
def test_a_cell_formatted_as_text_keeps_every_text(text):
    assert enter(text, INDONESIA, is_text_cell=True) == (text or None, None)


@given(st.integers(-(10**12), 10**12).map(lambda number: number / 1000))
def test_a_shown_number_typed_again_is_the_same_number(number):
    assert typed(show(number, None, INDONESIA))[0] == pytest.approx(number)


@given(st.integers(0, 18277))
def test_column_names_read_back(index):
    assert column_index(column_name(index)) == index


@given(st.integers(0, 500), st.integers(0, 100), st.integers(1, 500), st.integers(1, 100))
def test_area_names_read_back(top, left, height, width):
    area = Area(top, left, top + height, left + width)
    assert parse_area(name_area(area)) == area


@given(st.text(min_size=1, max_size=12))
def test_quoted_titles_read_back(title):
    assert split_range(quote_title(title) + "!A1") == (title, "A1")


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("B2", Area(1, 1, 2, 2)),
        ("D4:A1", Area(0, 0, 4, 4)),
        ("A1:C", Area(right=3)),
        ("A:C", Area(right=3)),
        ("2:5", Area(1, 0, 5)),
        ("$A$1:$B$2", Area(0, 0, 2, 2)),
        ("A", None),
        ("Penerima", None),
        ("", None),
    ],
)
def test_ranges_may_be_open_or_turned_round(text, area):
    assert parse_area(text) == area


# Formulas


def cells(title, area):
    known = {(0, 0): 2.0, (1, 0): 3.0, (0, 1): "Banjarbaru"}
    return [
        [known.get((row, column)) for column in range(area.left, area.right)] for row in range(area.top, area.bottom)
    ]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3^2", 19),
        ("=(1+2)*-3", -9),
        ("=A1*10%", 0.2),
        ("=SUM(A1:A2;5)", 10),
        ('=B1&" Kota"', "Banjarbaru Kota"),
        ('=IF(A1>A2,"besar","kecil")', "kecil"),
        ('=COUNTIF(A1:A2,">2")', 1),
        ('=IFERROR(1/0,"-")', "-"),
        ("=Lain!A1+1", 3),
        ("=1/0", FormulaError("#DIV/0!")),
        ("=B1+1", FormulaError("#VALUE!")),
        ("=TIDAKADA(1)", FormulaError("#NAME?")),
        ("=1+", FormulaError("#ERROR!")),
    ],
)
def test_a_formula_computes(formula, value):
    found = evaluate(formula, cells)
    assert found == value
    assert isinstance(found, FormulaError) is isinstance(value, FormulaError)


def test_a_copied_formula_shifts_what_is_relative_and_no_text_in_it():
    assert shift_relative('=A1+$B$2&"A1"', 1, 1) == '=B2+$B$2&"A1"'
    assert shift_relative("=A1", -1, 0) == "=#REF!"


# Field masks


def test_a_mask_names_fields_with_dots_slashes_and_brackets():
    expected = {"sheets": {"properties": {}, "data": {"rowData": {"values": {"note": {}}}}}}
    assert parse_mask("sheets(properties,data.rowData/values/note)") == expected


def test_a_mask_leaves_only_what_it_names():
    thing = {"sheets": [{"properties": {"title": "a"}, "data": [{"rowData": []}]}], "spreadsheetId": "x"}
    assert apply_mask(parse_mask("sheets.properties"), thing) == {"sheets": [{"properties": {"title": "a"}}]}
    assert apply_mask(parse_mask("*"), thing) == thing


def test_a_mask_lets_everything_below_a_name_through():
    assert mentions(parse_mask("sheets"), "sheets", "data")
    assert not mentions(parse_mask("sheets.properties"), "sheets", "data")


def test_an_update_sets_what_its_mask_names_and_takes_away_what_is_not_given():
    old = {"bold": True, "colour": {"red": 1, "blue": 1}, "note": "x"}
    assert merge_by_mask(parse_mask("colour.red,note"), old, {"colour": {"red": 0.5}, "bold": False}) == {
        "bold": True,
        "colour": {"red": 0.5, "blue": 1},
    }
