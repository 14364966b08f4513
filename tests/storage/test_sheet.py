"""The door to Google: every failure is a sentence with the next step, reading is tried again, writing never blindly."""

import logging

import pytest
from sheets_server import weather

from services.errors import BadInput, Rejected, Trouble, Unclear
from services.storage import sheet_requests as ask
from services.storage.sheet import TRIES, Sheet

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def book(sheets):
    return sheets.create_spreadsheet("Bansos 2026")


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def sheet(sheets, book, pauses):
    found = Sheet(sheets.key, book.id, sheets.url, pauses.append)
    found.book()  # the token is there
    return found


def test_reading_is_tried_again_with_growing_pauses(sheets, sheet, pauses):
    sheets.weather.script([weather.UNAVAILABLE] * 3)
    assert sheet.book().title == "Bansos 2026"
    assert len(pauses) == 3 and pauses[0] < 2 and pauses[2] > pauses[0]


def test_a_quota_that_stays_spent_ends_in_a_sentence_and_not_in_waiting(sheets, sheet, pauses):
    sheets.weather.otherwise = weather.QUOTA_SPENT
    with pytest.raises(Trouble, match=r"sedang habis\. Panel mencoba lagi sendiri") as caught:
        sheet.write([ask.put(0, 0, 0, ["x"])])
    assert caught.value.retry and len(pauses) == TRIES - 1 and sum(pauses) < 64


@pytest.mark.parametrize("kind", [weather.UNAVAILABLE, weather.UNAVAILABLE_AFTER, weather.RESET, weather.INTERNAL_ERROR])
def test_a_write_whose_end_is_not_known_is_never_repeated(sheets, sheet, pauses, kind):
    sheets.weather.script([kind])
    with pytest.raises(Unclear, match="mencoba lagi sendiri"):
        sheet.write([ask.append(0, [[ask.entered("x")]])])
    assert pauses == []


def test_more_letters_than_a_cell_holds_are_refused_whole(sheets, sheet):
    with pytest.raises(Rejected):
        sheet.write([ask.put(0, 0, 0, ["aman"]), ask.put(0, 1, 0, ["x" * 50_001])])
    assert sheets.person("Siti", book_id=sheet.spreadsheet).sees("Sheet1") == []


@pytest.mark.parametrize(("role", "sentence"), [(None, "Bagikan kepada"), ("reader", "sebagai Editor")])
def test_a_sheet_not_shared_names_the_address_to_share_it_with(sheets, sheet, role, sentence):
    permissions = sheets.spreadsheet(sheet.spreadsheet).permissions
    permissions.pop(sheet.account)
    permissions.update({sheet.account: role} if role else {})
    with pytest.raises(Trouble, match=sentence) as caught:
        sheet.write([ask.put(0, 0, 0, ["x"])])
    assert sheet.account in str(caught.value) and not caught.value.retry


def test_a_clock_that_is_wrong_by_an_hour_is_suspected(sheets, book):
    sheets.clock = lambda: 0.0
    sheets.tokens.expire_all()
    with pytest.raises(Trouble, match="Periksa jam komputer panel"):
        Sheet(sheets.key, book.id, sheets.url).book()


def test_a_key_that_is_damaged_is_refused_without_being_shown(sheets, book, caplog):
    caplog.set_level(logging.DEBUG)
    with pytest.raises(BadInput, match="Unduh kunci JSON yang baru") as caught:
        Sheet(sheets.key | {"private_key": "RAHASIA"}, book.id, sheets.url)
    assert "RAHASIA" not in str(caught.value) + caplog.text


def test_the_key_enters_no_log_whatever_goes_wrong(sheets, sheet, caplog):
    caplog.set_level(logging.DEBUG)
    secret = sheets.key["private_key"].splitlines()[1]
    for kind in (weather.RESET, weather.UNAVAILABLE, weather.TOKEN_EXPIRED):
        sheets.weather.script([kind])
        sheet.book()
    assert secret not in caplog.text and secret not in repr(vars(sheet))


def test_whole_numbers_and_texts_come_as_they_stand(sheets, sheet):
    cells = ["0372010503840003", 5, 1.5, True, "=1+1"]
    sheet.write([ask.put(0, 0, 0, cells)])
    assert sheet.read(["'Sheet1'"]) == [[cells]]


def test_it_is_told_with_whom_the_sheet_is_shared(sheets, sheet):
    shared = sheet.shared_with() or []
    assert {"type": "user", "role": "writer", "emailAddress": sheet.account} in shared
