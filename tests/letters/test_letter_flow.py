from hypothesis import given
from hypothesis import strategies as st

from services.letters.blocks import Run, plain
from services.letters.flow import flow, sheet
from services.letters.marks import Piece, Words, glue, hold
from services.letters.typeset import clean, line_width, paragraph, shorten, wrap

ON = sheet("A4")
LINE = Piece(5, (Words(0, 4, "x"),))


def test_pieces_fill_a_page_from_top_to_bottom():
    first, second = flow([LINE] * 60, ON)
    assert first[0].y == ON.top
    assert first[-1].y + 5 <= ON.foot
    assert second[0].y == ON.later_top


def test_glued_pieces_go_to_the_next_page_together():
    fill = [LINE] * 50
    _, second = flow([*fill, *glue([LINE] * 4)], ON)
    assert len(second) == 4


def test_a_signature_takes_two_lines_with_it():
    body = [LINE] * 48
    _, second = flow([*hold(body), Piece(40, LINE.marks)], ON)
    assert [placed.piece.height for placed in second] == [5, 5, 40]


def test_an_empty_strip_is_no_line_of_text():
    held = hold([LINE, LINE, Piece(3)])
    assert [piece.glued for piece in held] == [True, True, True]


def test_a_group_taller_than_a_page_is_cut_and_nothing_is_lost():
    pages = flow(glue([LINE] * 200), ON)
    assert sum(map(len, pages)) == 200
    assert all(placed.y + placed.piece.height <= ON.foot + 0.01 for page in pages for placed in page)


def test_what_reaches_down_beside_others_is_not_cut_at_the_foot():
    beside = Piece(5, LINE.marks, reach=40)
    pages = flow(glue([*[LINE] * 46, beside, *[LINE] * 60]), ON)
    assert [page[0].piece.reach for page in pages] == [0, 40, 0]


def test_the_head_of_a_table_is_repeated_on_each_page():
    head = Piece(9)
    pages = flow([head, *[Piece(8, head=head)] * 60], ON)
    assert all(page[0].piece is head for page in pages)


def test_a_page_break_begins_a_page_even_when_there_is_room():
    pages = flow([LINE, Piece(5, new_page=True)], ON)
    assert [len(page) for page in pages] == [1, 1]


def test_f4_is_offered_and_an_unknown_paper_is_a4():
    assert (sheet("F4").width, sheet("F4").height) == (215, 330)
    assert sheet("A5") == sheet("A4")
    assert sheet("F4", across=True).width == 330


@given(st.text(max_size=60), st.floats(8, 80))
def test_no_line_is_wider_than_its_column(text: str, most: float):
    assert all(line_width(line, 12) <= most + 0.001 for line in wrap(plain(text), most))


@given(st.text(max_size=200))
def test_wrapping_loses_no_visible_character(text: str):
    printed = "".join(piece for line in wrap(plain(text), 30) for word in line for piece, _ in word)
    assert printed == "".join(clean(text).translate(dict.fromkeys(map(ord, " \t\n\r\f\v"))))


@given(st.text(min_size=1, max_size=300), st.integers(1, 3))
def test_a_shortened_text_has_at_most_so_many_lines(text: str, lines: int):
    cut = shorten(plain(text), 30, 9, lines)
    assert len(cut) <= lines
    assert all(line_width(line, 9) <= 30.001 for line in cut)


def test_a_word_may_change_its_weight_inside():
    ((word, after),) = wrap((Run("Rp5", True), Run(", lalu")), 100)
    assert word == (("Rp5", "B"), (",", ""))
    assert after == (("lalu", ""),)


def test_no_line_of_a_paragraph_stands_alone():
    pieces = paragraph(plain("kata " * 60), 100)
    assert len(pieces) > 4
    assert [piece.glued for piece in pieces] == [True, *[False] * (len(pieces) - 3), True, False]


def test_invisible_and_control_characters_are_not_printed():
    assert clean("a\u202eb\u200d\ufe0fc\x00d") == "abc d"
    assert clean("e\u0301") == "é"
