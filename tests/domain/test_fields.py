"""How each kind of column reads what people type and what a cell holds."""

from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.fields import Choice, Date, Digits, Flag, Moment, Money, Number, Text, validate
from services.domain.schema import TABLES
from services.errors import BadInput

NIK = Digits(name="nik", header="NIK")
BORN = Date(name="birth_date", header="Tanggal Lahir")
QUOTA = Number(name="quota", header="Kuota", least=1, most=100)
PRICE = Money(name="price", header="Harga")


def refusal(field, raw):
    with pytest.raises(BadInput) as caught:
        field.parse(raw)
    return str(caught.value)


@pytest.mark.parametrize("raw", ["05-03-1984", "5/3/1984", "5.3.1984", "1984-03-05", 30746, 30746.0, date(1984, 3, 5)])
def test_a_date_is_read_as_an_indonesian_writes_it_or_as_the_sheet_keeps_it(raw):
    assert BORN.parse(raw) == date(1984, 3, 5)


@pytest.mark.parametrize("raw", ["31-02-2026", "besok", "2026", 0, -4, 1e12, float("nan"), float("inf")])
def test_a_date_that_is_none_is_refused_with_an_example(raw):
    assert "05-03-2026" in refusal(BORN, raw)


def test_a_nik_in_a_number_cell_is_refused_because_its_end_is_lost():
    assert "tersimpan sebagai angka" in refusal(NIK, 6372010503840000)
    assert "tersimpan sebagai angka" in refusal(NIK, 6.3720105e15)


@pytest.mark.parametrize("raw", ["6372010503840003", "'6372010503840003", "63.72.01.050384.0003", "6372 0105 0384 0003"])
def test_a_nik_may_be_written_with_an_apostrophe_dots_or_spaces(raw):
    assert NIK.parse(raw) == "6372010503840003"


def test_a_nik_of_fifteen_digits_or_with_a_letter_is_refused_in_words():
    assert refusal(NIK, "637201050384000") == "NIK harus 16 angka, bukan 15."
    assert refusal(NIK, "637201O503840003") == "NIK hanya boleh berisi angka."
    assert refusal(NIK, "٦٣٧٢٠١٠٥٠٣٨٤٠٠٠٣") == "NIK hanya boleh berisi angka."


@pytest.mark.parametrize(("raw", "value"), [("40", 40), (40.0, 40), ("1.000", 1000), ("1.234.567", 1_234_567)])
def test_a_whole_number_may_have_thousands_marks(raw, value):
    assert Number(name="n", header="N", most=10**7).parse(raw) == value


@pytest.mark.parametrize("raw", ["4,5", "1.5", "empat", 4.5, float("nan"), float("inf"), "1e400"])
def test_what_is_no_whole_number_is_refused(raw):
    assert "angka bulat" in refusal(QUOTA, raw)


def test_a_number_outside_its_bounds_is_refused_with_them():
    assert refusal(QUOTA, 0) == refusal(QUOTA, 101) == "Kuota harus antara 1 dan 100."


@pytest.mark.parametrize("raw", ["Rp1.500.000", "Rp 1.500.000,00", "1.500.000", "1500000", 1_500_000, "rp. 1500000"])
def test_money_is_read_with_and_without_rp(raw):
    assert PRICE.parse(raw) == 1_500_000


def test_an_empty_value_is_none_unless_it_is_required():
    assert BORN.parse("  ") is None and BORN.parse(None) is None
    assert refusal(Text(name="n", header="Nama", required=True), " ") == "Nama wajib diisi."


def test_a_choice_does_not_mind_case_and_names_its_words_when_refused():
    sex = Choice(name="sex", header="JK", choices=("L", "P"))
    assert sex.parse(" p ") == "P"
    assert refusal(sex, "X") == "JK harus salah satu dari: L, P."


def test_a_flag_is_read_from_words_cells_and_checkboxes():
    flag = Flag(name="f", header="F")
    assert [flag.parse(raw) for raw in (True, "Ya", "TRUE", 1, 1.0)] == [True] * 5
    assert [flag.parse(raw) for raw in (False, "tidak", "FALSE", 0)] == [False] * 4


def test_a_pasted_line_break_does_not_make_a_second_line():
    assert Text(name="n", header="N").parse("Siti\r\n  Rahmah\t") == "Siti Rahmah"


def test_all_problems_are_reported_together_each_with_its_field():
    with pytest.raises(BadInput) as caught:
        validate((NIK, BORN, QUOTA), {"nik": "1", "birth_date": "x", "quota": "y"})
    assert [problem.field for problem in caught.value.problems] == ["nik", "birth_date", "quota"]


ONE_OF_EACH_KIND = {type(field): field for table in TABLES.values() for field in table.fields}.values()


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_headers_and_names_outside_the_code_are_unique_in_a_table(table):
    assert len({field.header for field in table.fields}) == len({field.key for field in table.fields}) == len(table.fields)


@pytest.mark.parametrize("field", [BORN, QUOTA, PRICE, NIK, Flag(name="f", header="F")], ids=lambda field: field.name)
@given(data=st.data())
def test_what_is_written_into_a_cell_is_read_back_the_same(field, data):
    values = {
        "birth_date": st.dates(date(1900, 1, 1), date(2100, 12, 31)), "quota": st.integers(1, 100),
        "price": st.integers(0, 10**12), "nik": st.from_regex(r"[0-9]{16}", fullmatch=True), "f": st.booleans(),
    }
    value = data.draw(values[field.name])
    assert field.parse(field.to_cell(value)) == value


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_survives_its_cell(moment):
    field = Moment(name="at", header="Waktu")
    assert field.parse(field.to_cell(moment)) == moment


@pytest.mark.parametrize("field", ONE_OF_EACH_KIND, ids=lambda field: type(field).__name__)
@given(raw=st.one_of(st.text(), st.floats(), st.integers(), st.booleans()))
def test_whatever_stands_in_a_cell_is_read_or_refused_in_words(field, raw):
    try:
        field.parse(raw)
    except BadInput as error:
        assert field.header in str(error)


MIXED = st.lists(st.one_of(st.none(), st.booleans(), st.integers(0, 3), st.floats(0, 3), st.sampled_from(["", " ", "1", "Ya", "ya ", "x"])))


@given(MIXED)
def test_many_values_are_read_as_each_by_itself(raws):
    text = Text(name="note", header="Catatan")
    assert [(type(value), value) for value in text.parse_all(raws)] == [
        (type(value), value) for value in map(text.parse, raws)]


@given(st.lists(st.fixed_dictionaries({"nik": st.sampled_from(["", "1", "6372010101010001"]), "name": st.sampled_from(["", "Siti"])})))
def test_many_rows_are_checked_as_each_by_itself(rows):
    table = TABLES["recipient"]
    given_rows = [row | {"programme": "PRG-1", "state": "Calon"} for row in rows]

    def outcome(check):
        try:
            return check()
        except BadInput as error:
            return error.problems

    assert outcome(lambda: table.clean_all(given_rows)) == outcome(lambda: [table.clean(row) for row in given_rows])
