"""The codes of a tick list: one wrong or swapped character is always noticed. What is typed: totals must agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain import paper
from services.domain.paper import ALPHABET, MISREAD, TickList

PEOPLE = tuple(f"PEN-{number}" for number in range(45))
TICKS = TickList("DFT-1", PEOPLE)
LISTS = st.builds(
    TickList, st.text(ALPHABET, min_size=1, max_size=14),
    st.integers(1, 900).map(lambda many: tuple(map(str, range(many)))))


@st.composite
def codes(draw):
    """A list, a row on it and the row's code."""
    ticks = draw(LISTS)
    page, row = divmod(draw(st.integers(0, len(ticks.people) - 1)), paper.ROWS)
    return ticks, (page, row + 1), ticks.code(page, row + 1)


@given(codes())
def test_a_code_leads_to_its_row_however_it_is_written(found):
    ticks, place, code = found
    assert ticks.find(code) == ticks.find(code.lower()) == ticks.find(code.replace("0", "o").replace("1", "l")) == place


@given(codes(), st.data())
def test_one_wrong_character_is_always_noticed(found, data):
    ticks, _, code = found
    at = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.characters(codec="utf-8").filter(lambda one: one.upper().translate(MISREAD) != code[at]))
    assert ticks.find(code[:at] + wrong + code[at + 1:]) is None


@given(codes(), st.data())
def test_two_swapped_characters_are_always_noticed(found, data):
    ticks, _, code = found
    first, second = sorted(data.draw(st.sets(st.integers(0, len(code) - 1), min_size=2, max_size=2)))
    swapped = list(code)
    swapped[first], swapped[second] = code[second], code[first]
    assert swapped == list(code) or ticks.find("".join(swapped)) is None


@given(codes(), st.data())
def test_a_missing_or_doubled_character_is_always_noticed(found, data):
    ticks, _, code = found
    at = data.draw(st.integers(0, len(code) - 1))
    assert ticks.find(code[:at] + code[at + 1:]) is None
    assert ticks.find(code[:at] + code[at] + code[at:]) is None


@given(LISTS)
def test_no_two_pages_of_a_list_have_the_same_check_number(ticks):
    numbers = [ticks.number(page) for page in range(ticks.pages)]
    assert len(set(numbers)) == len(numbers) and {len(number) for number in numbers} == {4}


@given(st.integers(0, 5000))
def test_a_page_is_found_by_its_name(page):
    assert paper.page_number(paper.page_name(page)) == page


def typed(*lines):
    """`A/18` stands for the check number of page A, `A17` for the code of that row."""
    def code(word):
        if len(word) > 1 and word[1] == "/":
            return f"{word[0]} {TICKS.number('ABC'.index(word[0]))} {word[2:]}"
        return TICKS.code("ABC".index(word[0]), int(word[1:]))

    return "\n".join(" ".join([code(line.split()[0]), *line.split()[1:]]) for line in lines)


def read(*lines):
    return paper.read(TICKS, typed(*lines))


def test_rows_are_typed_one_by_one_in_any_order():
    reading = read("A17 w Rahmat", "A/2", "A03")
    assert reading.faults == ()
    assert [tuple(one) for one in reading.taken] == [("PEN-2", "A03", False, ""), ("PEN-16", "A17", True, "Rahmat")]


def test_a_page_is_ticked_off_except_for_who_did_not_come():
    reading = read("C/s 4", "C02 -", "C05 w")
    assert [(one.person, one.proxy) for one in reading.taken] == [
        ("PEN-40", False), ("PEN-42", False), ("PEN-43", False), ("PEN-44", True)]


def test_a_page_that_is_not_typed_to_its_end_waits_and_the_others_go_on():
    reading = read("A/3", "A01", "A02", "B/1", "B05")
    assert [one.row for one in reading.taken] == ["B05"]
    assert reading.open == ("Halaman A: jumlah di kertas 3, yang diketik 2.",) and reading.faults == ()


@pytest.mark.parametrize(("lines", "said"), [
    (("A01",), "Halaman A: ketik juga nomor cek dan jumlahnya, misalnya A 1234 1."),
    (("A/s 19",), "Halaman A: jumlah di kertas 19, yang diketik 20."),
    (("A/1",), "Halaman A: jumlah di kertas 1, yang diketik 0."),
])
def test_what_may_still_come_is_no_fault(lines, said):
    assert read(*lines) == paper.Reading((), open=(said,))


@pytest.mark.parametrize(("lines", "said"), [
    (("A/1", "A/1", "A01"), "Halaman A: jumlahnya diketik 2 kali. Sisakan satu."),
    (("A/2", "A01", "A01 w"), "A01 diketik 2 kali. Sisakan satu."),
    (("A/1", "A01", "A02"), "Halaman A: jumlah di kertas 1, yang diketik 2. Periksa lagi halaman itu."),
    (("A/s 19", "A01 -", "A02 -"), "Halaman A: jumlah di kertas 19, yang diketik 18. Periksa lagi halaman itu."),
])
def test_what_cannot_be_so_is_said_and_nothing_is_taken(lines, said):
    assert read(*lines) == paper.Reading((), (said,))


@pytest.mark.parametrize("line", ["A99Z", "halo halo", "A17", "-", "A 0000 3", "Ö 1234 1", "I 1000 3"])
def test_a_line_that_is_none_of_this_list_is_quoted_once_it_is_ended(line):
    for text, faults in ((line + "\n", 1), (line, 0)):
        reading = paper.read(TICKS, text)
        assert reading.taken == () and len(reading.faults) == faults
        assert (*reading.faults, *reading.open)[0].startswith("“")


@given(st.text())
def test_whatever_is_typed_is_answered(text):
    assert len(paper.read(TICKS, text).taken) <= len(PEOPLE)


def test_four_hundred_rows_are_under_ten_minutes_of_typing():
    """At 240 strokes a minute, each code and each page total typed out in full."""
    ticks = TickList("DFT-1", tuple(map(str, range(400))))
    lines = [f"{paper.page_name(page)} {ticks.number(page)} 20" for page in range(ticks.pages)]
    lines += [ticks.code(page, row) for page in range(ticks.pages) for row in ticks.rows_of(page)]
    text = "\n".join(lines)
    assert len(paper.read(ticks, text).taken) == 400 and len(text) / 240 < 10
