"""People in the stand-in: what they can do, when protection stops them, and what the log knows afterwards."""

import contextlib
import random
from collections.abc import Callable

import gspread
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets_server.client import connect
from sheets_server.crowd import DEEDS, ROUGH_DEEDS, act
from sheets_server.edit import Assumptions
from sheets_server.errors import Refusal
from sheets_server.grid import Formula
from sheets_server.people import Person
from sheets_server.server import SheetsServer
from sheets_server.store import Store

pytest_plugins = ["sheets_server.fixture"]

ROWS = [["ID", "Nama", "Desa"], ["1", "Siti", "Loktabat"], ["2", "Budi", "Cempaka"], ["3", "Amir", "Guntung"]]


@pytest.fixture
def tab(sheets: SheetsServer) -> gspread.Worksheet:
    tab = connect(sheets).open_by_key(sheets.create_spreadsheet("Bansos").id).sheet1
    tab.update(ROWS, "A1")
    return tab


@pytest.fixture
def siti(sheets: SheetsServer, tab: gspread.Worksheet) -> Person:
    return sheets.person("Siti")


@pytest.fixture
def head(sheets: SheetsServer, tab: gspread.Worksheet) -> Person:
    return sheets.person("Kepala", owner=True)


def lock(tab: gspread.Worksheet, cells: str = "") -> int:
    area = gspread.utils.a1_range_to_grid_range(cells, tab.id) if cells else {"sheetId": tab.id}
    request = {"addProtectedRange": {"protectedRange": {"range": area}}}
    answer = tab.spreadsheet.batch_update({"requests": [request]})
    return answer["replies"][0]["addProtectedRange"]["protectedRange"]["protectedRangeId"]


def test_a_person_types_and_the_panel_reads_it(tab, siti):
    assert siti.types("Sheet1", "B2", "Siti Aminah")
    assert tab.acell("B2").value == "Siti Aminah"


def test_a_person_sorts_the_rows_under_the_header(siti):
    assert siti.sorts("Sheet1", 1)
    assert [row[1] for row in siti.sees("Sheet1")] == ["Nama", "Amir", "Budi", "Siti"]


def test_a_person_moves_inserts_and_deletes_rows_and_columns(siti):
    siti.moves_columns("Sheet1", 0, 3)
    siti.inserts_rows("Sheet1", 1, 2)
    siti.deletes_columns("Sheet1", 1)
    siti.moves_rows("Sheet1", 5, 3)
    assert siti.sees("Sheet1") == [["Nama", "ID"], [], [], ["Amir", "3"], ["Siti", "1"], ["Budi", "2"]]


def test_a_person_copies_and_cuts(siti):
    siti.copies("Sheet1", "A2:C2", "A5")
    siti.cuts("Sheet1", "B3", "B4")
    assert siti.sees("Sheet1")[2:] == [["2", None, "Cempaka"], ["3", "Budi", "Guntung"], ["1", "Siti", "Loktabat"]]


def test_a_person_deletes_cells_so_that_a_column_slips_up(siti):
    place = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 1, "endColumnIndex": 2}
    assert siti.does({"deleteRange": {"range": place, "shiftDimension": "ROWS"}})
    assert [row[:2] for row in siti.sees("Sheet1")[1:]] == [["1", "Budi"], ["2", "Amir"], ["3", None]]
    assert siti.does({"insertRange": {"range": place, "shiftDimension": "ROWS"}})
    assert [row[:2] for row in siti.sees("Sheet1")[1:]] == [["1", None], ["2", "Budi"], ["3", "Amir"]]


def test_a_person_renames_a_header_and_a_tab_and_deletes_a_tab(sheets, tab, siti):
    siti.renames_header("Sheet1", "Desa", "Kelurahan")
    siti.renames_tab("Sheet1", "Penerima 2026")
    siti.adds_tab("Catatan")
    siti.deletes_tab("Penerima 2026")
    assert [sheet.title for sheet in tab.spreadsheet.worksheets()] == ["Catatan"]


def test_people_get_into_the_gap_right_before_a_request(sheets, tab, siti):
    sheets.before_request(2, lambda: siti.types("Sheet1", "B2", "di sela"))
    assert tab.acell("B2").value == "Siti"
    assert tab.acell("B2").value == "di sela"


# Protection


def every_edit(person: Person) -> list[bool]:
    return [
        person.types("Sheet1", "B2", "x"),
        person.clears("Sheet1", "B2"),
        person.sorts("Sheet1", 1),
        person.inserts_rows("Sheet1", 2),
        person.inserts_rows("Sheet1", 0),
        person.deletes_columns("Sheet1", 1),
        person.moves_rows("Sheet1", 1, 3),
        person.renames_tab("Sheet1", "Lain"),
    ]


def test_a_locked_tab_refuses_every_edit_of_a_person(tab, siti):
    lock(tab)
    assert every_edit(siti) == [False] * 8
    assert siti.sees("Sheet1") == ROWS


def test_the_owner_of_the_file_is_bound_by_no_lock(tab, head):
    lock(tab)
    assert every_edit(head) == [True] * 8


def test_the_account_that_locks_still_writes(tab):
    lock(tab)
    tab.update([["Siti A."]], "B2")
    assert tab.acell("B2").value == "Siti A."


def test_unlocking_lets_people_edit_again(tab, siti):
    tab.delete_protected_range(lock(tab))
    assert siti.types("Sheet1", "B2", "x")


def test_a_person_cannot_remove_a_lock_and_the_owner_can(tab, siti, head):
    number = lock(tab)
    assert not siti.unprotects(number)
    assert head.unprotects(number)


def test_a_protected_part_leaves_the_rest_open(tab, siti):
    lock(tab, "A1:A4")
    assert not siti.types("Sheet1", "A2", "x")
    assert siti.types("Sheet1", "B2", "x")
    assert siti.inserts_rows("Sheet1", 4)
    assert not siti.inserts_rows("Sheet1", 2)


def test_a_protection_moves_with_the_rows_above_it(tab, siti):
    lock(tab, "A2:C2")
    assert siti.inserts_rows("Sheet1", 1)
    assert siti.types("Sheet1", "A2", "x")
    assert not siti.types("Sheet1", "A3", "x")


def test_a_warning_stops_nobody(tab, siti):
    tab.add_protected_range("A1:C4", warning_only=True)
    assert siti.types("Sheet1", "A2", "x")


def test_a_part_left_open_in_a_locked_tab_takes_edits(tab, siti):
    opened = {"sheetId": 0, "startColumnIndex": 2, "endColumnIndex": 3}
    request = {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}, "unprotectedRanges": [opened]}}}
    tab.spreadsheet.batch_update({"requests": [request]})
    assert siti.types("Sheet1", "C2", "x")
    assert not siti.types("Sheet1", "B2", "x")


@pytest.mark.parametrize(("blocks", "went_through"), [(True, False), (False, True)])
def test_whether_protected_cells_bar_sorting_is_an_assumption(sheets, tab, siti, blocks, went_through):
    sheets.assume(Assumptions(protection_blocks_shape=blocks))
    lock(tab, "A1:A4")
    assert siti.sorts("Sheet1", 1) is went_through
    assert siti.deletes_rows("Sheet1", 2) is went_through


def test_a_protection_may_take_hold_late(sheets, tab, siti):
    sheets.assume(Assumptions(protection_delay=2))
    lock(tab)
    assert siti.types("Sheet1", "B2", "masih sempat")
    tab.get("A1")
    tab.get("A1")
    assert not siti.types("Sheet1", "B2", "terlambat")


def test_the_lock_of_another_account_refuses_the_panel(sheets, tab):
    other = connect(sheets, sheets.account("panel-lain"))
    sheets.spreadsheet(tab.spreadsheet_id).permissions[sheets.account("panel-lain")["client_email"]] = "writer"
    lock(other.open_by_key(tab.spreadsheet_id).sheet1)
    with pytest.raises(gspread.exceptions.APIError, match="protected cell or object"):
        tab.update([["x"]], "A1")


# The log


def values_ended_by(sheets: SheetsServer, actor: str) -> list[tuple[object, str]]:
    return [(write.value, ending.kind) for write, ending in sheets.log.ended_by(actor)]


def test_the_log_knows_what_replaced_a_value(sheets, tab, siti):
    siti.types("Sheet1", "B2", "Siti Aminah")
    tab.update([["Siti B."]], "B2")
    panel = sheets.key["client_email"]
    assert values_ended_by(sheets, siti.email) == [("Siti", "typed")]
    assert values_ended_by(sheets, panel) == [("Siti Aminah", "values.update")]
    ended = next(ending for _, ending in sheets.log.ended_by(panel))
    assert sheets.log.write(ended.by_write).value == "Siti B."


@pytest.mark.parametrize(
    "carry",
    [
        lambda person: person.sorts("Sheet1", 1),
        lambda person: person.inserts_rows("Sheet1", 1),
        lambda person: person.inserts_columns("Sheet1", 0),
        lambda person: person.moves_rows("Sheet1", 1, 4),
        lambda person: person.moves_columns("Sheet1", 0, 3),
        lambda person: person.cuts("Sheet1", "A2:C4", "E10"),
    ],
)
def test_a_value_that_is_only_carried_elsewhere_keeps_its_write(sheets, tab, siti, carry: Callable[[Person], bool]):
    before = set(sheets.log.standing(sheets.spreadsheet(tab.spreadsheet_id)))
    assert carry(siti)
    assert set(sheets.log.standing(sheets.spreadsheet(tab.spreadsheet_id))) == before
    assert sheets.log.endings == {}


@pytest.mark.parametrize(
    ("take", "kind"),
    [
        (lambda person: person.deletes_rows("Sheet1", 2), "deleteDimension"),
        (lambda person: person.clears("Sheet1", "A3:C3"), "updateCells"),
    ],
)
def test_deleted_and_cleared_values_end_without_another_in_their_place(sheets, siti, take, kind):
    assert take(siti)
    assert values_ended_by(sheets, siti.email) == [("2", kind), ("Budi", kind), ("Cempaka", kind)]


def test_a_refused_batch_leaves_nothing_in_the_log(sheets, siti):
    writes, changes = len(sheets.log.writes), len(sheets.log.changes)
    with pytest.raises(Exception, match="No grid with id: 9"):
        siti.does(
            {"updateCells": {"range": {"sheetId": 0}, "fields": "userEnteredValue"}},
            {"clearBasicFilter": {"sheetId": 9}},
        )
    assert (len(sheets.log.writes), len(sheets.log.changes), sheets.log.endings) == (writes, changes, {})


def test_every_write_of_the_panel_stands_or_has_an_ending(sheets, tab, siti):
    siti.sorts("Sheet1", 1)
    siti.deletes_rows("Sheet1", 2)
    tab.update([["9", "Baru"]], "A3")
    siti.copies("Sheet1", "A1:C2", "A7")
    standing = sheets.log.standing(sheets.spreadsheet(tab.spreadsheet_id))
    assert {write.number for write in sheets.log.writes} == set(standing) | set(sheets.log.endings)
    assert not set(standing) & set(sheets.log.endings)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_whatever_people_do_each_written_value_stands_where_it_was_carried_or_has_an_ending(seed):
    store = Store(clock=lambda: 0.0)
    book = store.create("Bansos", "kepala@example.go.id")
    book.permissions["siti@example.go.id"] = "writer"
    owner, siti = (Person(email, store, book.id) for email in book.permissions)
    owner.adds_tab("Lain")
    owner.pastes("Sheet1", "A1", ROWS)
    dice = random.Random(seed)
    for _ in range(40):
        tab = dice.choice([sheet.title for sheet in store.books[book.id].sheets])
        with contextlib.suppress(Refusal):  # the last tab, a range beyond the grid
            act(dice.choice([owner, siti]), dice, tab, {**DEEDS, **ROUGH_DEEDS})
    now = store.books[book.id]
    standing = store.log.standing(now)
    assert {write.number for write in store.log.writes} == set(standing) | set(store.log.endings)
    assert not set(standing) & set(store.log.endings)
    for number, (tab, row, column) in standing.items():
        value = now.titled(tab).cell(row, column).value
        assert value == store.log.write(number).value or isinstance(value, Formula)
