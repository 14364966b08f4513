"""The facts about the real service, each as the untouched gspread sees it on the stand-in."""

from collections.abc import Iterator

import gspread
import pytest
from google.auth.exceptions import RefreshError
from gspread.exceptions import APIError
from requests.exceptions import ConnectionError as LineCut
from sheets_server import weather
from sheets_server.client import connect
from sheets_server.edit import Assumptions
from sheets_server.server import SheetsServer

pytest_plugins = ["sheets_server.fixture"]

NIK = "9271010101010003"


@pytest.fixture
def book(sheets: SheetsServer) -> Iterator[gspread.Spreadsheet]:
    yield connect(sheets).open_by_key(sheets.create_spreadsheet("Bansos 2026").id)


@pytest.fixture
def tab(book: gspread.Spreadsheet) -> gspread.Worksheet:
    return book.sheet1


def refused(*steps) -> APIError:
    with pytest.raises(APIError) as caught:
        for step in steps:
            step()
    return caught.value


def text(value: str) -> dict:
    return {"userEnteredValue": {"stringValue": value}}


# Opening


def test_opening_a_tab_by_key_and_title_takes_two_requests_before_any_data(sheets):
    key = sheets.create_spreadsheet("Bansos").id
    client = connect(sheets)
    sheets.requests.reset()
    client.open_by_key(key).worksheet("Sheet1")
    assert sheets.requests.count == 2


def test_an_unknown_spreadsheet_is_not_found(sheets):
    with pytest.raises(gspread.SpreadsheetNotFound):
        connect(sheets).open_by_key("1" * 44)


def test_a_spreadsheet_that_is_not_shared_is_refused(sheets):
    key = sheets.create_spreadsheet("Rahasia", shared_with=[]).id
    with pytest.raises(PermissionError):
        connect(sheets).open_by_key(key)


def test_a_spreadsheet_shared_to_read_cannot_be_written(sheets, book, tab):
    sheets.spreadsheet(book.id).permissions[sheets.key["client_email"]] = "reader"
    assert tab.get_all_values() == [[]]
    error = refused(lambda: tab.update_acell("A1", "x"))
    assert (error.code, error.error["status"]) == (403, "PERMISSION_DENIED")
    assert error.error["message"] == "The caller does not have permission"


def test_the_locale_is_indonesian_as_the_office_has_it(book):
    assert book.locale == "in_ID"


def test_a_key_signed_by_somebody_else_gets_no_token(sheets):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    pem = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    client = connect(sheets, {**sheets.key, "private_key": pem.decode()})
    with pytest.raises(RefreshError, match="invalid_grant"):
        client.open_by_key("1" * 44)


def test_a_clock_wrong_by_an_hour_gets_no_token(sheets):
    key = sheets.create_spreadsheet("Bansos").id
    now = sheets.clock
    sheets.clock = lambda: now() + 2 * 3600
    with pytest.raises(RefreshError, match="reasonable timeframe"):
        connect(sheets).open_by_key(key)


# Raw and typed values


def test_a_raw_value_is_stored_as_it_is(tab):
    tab.update([["=1+1", "2020-01-01", "0012", 5, True]], "A1")
    assert tab.get("A1:E1", value_render_option="UNFORMATTED_VALUE") == [["=1+1", "2020-01-01", "0012", 5, True]]


def test_an_entered_value_is_read_as_if_typed(tab):
    tab.update([["=1+1", "2020-01-01", "0012", "TRUE"]], "A1", raw=False)
    assert tab.get("A1:D1", value_render_option="UNFORMATTED_VALUE") == [[2, 43831, 12, True]]
    assert tab.get("A1:D1") == [["2", "2020-01-01", "12", "TRUE"]]


def test_a_nik_sent_as_a_number_loses_digits_and_as_a_string_does_not(tab):
    tab.update([[int(NIK), NIK]], "A1")
    number, string = tab.get("A1:B1", value_render_option="UNFORMATTED_VALUE")[0]
    assert number == 9271010101010004
    assert string == NIK


def test_a_typed_nik_loses_digits_unless_its_column_is_formatted_as_text(tab):
    tab.update([[NIK]], "A1", raw=False)
    tab.format("B1:B", {"numberFormat": {"type": "TEXT"}})
    tab.update([[NIK]], "B1", raw=False)
    assert tab.get("A1:B1") == [["9,27101E+15", NIK]]


def test_in_input_null_is_skipped_and_an_empty_text_clears(tab):
    tab.update([["a", "b", "c"]], "A1")
    tab.update([[None, "", "d"]], "A1")
    assert tab.get_all_values() == [["a", "", "d"]]


def test_a_formatted_value_follows_the_locale_of_the_spreadsheet(tab):
    tab.update([["1.234,5", "17/8/2026", "Rp1.500.000", "12,5%"]], "A1", raw=False)
    assert tab.get("A1:D1") == [["1.234,50", "17/08/2026", "Rp1.500.000", "12,50%"]]
    assert tab.get("A1:D1", value_render_option="UNFORMATTED_VALUE") == [[1234.5, 46251, 1500000, 0.125]]


def test_a_date_reads_as_text_where_that_is_asked_for(tab):
    tab.update([["2020-01-01"]], "A1", raw=False)
    answer = tab.get("A1", value_render_option="UNFORMATTED_VALUE", date_time_render_option="FORMATTED_STRING")
    assert answer == [["2020-01-01"]]


def test_a_formula_is_read_as_formula_value_or_shown_error(tab):
    tab.update([["=A2*2", "=SUM(A2:A3)", "=1/0", "=NOSUCH(1)"], [4], [5]], "A1", raw=False)
    assert tab.get("A1:D1", value_render_option="FORMULA") == [["=A2*2", "=SUM(A2:A3)", "=1/0", "=NOSUCH(1)"]]
    assert tab.get("A1:D1") == [["8", "9", "#DIV/0!", "#NAME?"]]


def test_trailing_empty_cells_and_rows_are_cut(tab):
    tab.update([["a", "", ""], ["", "", ""], ["", "b", ""], ["", "", ""]], "A1")
    assert tab.get("A1:D10") == [["a"], [], ["", "b"]]


def test_a_range_without_values_has_no_values(book):
    assert book.values_get("Sheet1!A1:C3") == {"range": "Sheet1!A1:C3", "majorDimension": "ROWS"}


def test_columns_can_be_the_major_dimension(tab):
    tab.update([["a", "b"], ["c"]], "A1")
    assert tab.get("A1:B2", major_dimension="COLUMNS") == [["a", "c"], ["b"]]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Penerima", "Penerima"),
        ("Data Baru", "'Data Baru'"),
        ("D3", "'D3'"),
        ("Jum'at", "'Jum''at'"),
        ("2026", "'2026'"),
    ],
)
def test_titles_are_quoted_in_answers_where_they_must_be(book, title, shown):
    tab = book.add_worksheet(title, 10, 3)
    assert tab.update([["x"]], "B2")["updatedRange"] == f"{shown}!B2"
    assert tab.acell("B2").value == "x"


def test_a_range_beyond_the_grid_is_refused(tab):
    error = refused(lambda: tab.update([["x"]], "A1001"))
    assert error.error["message"] == "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"


def test_a_range_that_names_nothing_cannot_be_parsed(book):
    assert refused(lambda: book.values_get("Tidak Ada!A1")).error["message"] == "Unable to parse range: Tidak Ada!A1"


def test_more_values_than_the_range_has_room_for_are_refused(tab):
    error = refused(lambda: tab.update([["a", "b", "c"]], "A1:B1"))
    assert error.error["message"] == "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]"


def test_a_cell_takes_fifty_thousand_characters_and_not_one_more(tab):
    tab.update([["x" * 50_000]], "A1")
    error = refused(lambda: tab.update([["x" * 50_001]], "A1"))
    assert "50000 characters" in error.error["message"]


def test_a_spreadsheet_takes_ten_million_cells(book):
    error = refused(lambda: book.add_worksheet("Besar", 1_000_000, 10))
    assert "10000000 cells" in error.error["message"]


# Appending


def test_append_after_a_row_with_a_gap_lands_at_the_last_block(tab):
    tab.append_row(["a", "", "c"])
    answer = tab.append_row(["a", "", "c"])
    assert (answer["tableRange"], answer["updates"]["updatedRange"]) == ("Sheet1!C1", "Sheet1!C2:E2")


def test_append_with_a_table_range_lands_under_that_table(tab):
    tab.append_row(["a", "", "c"])
    answer = tab.append_row(["a", "", "c"], table_range="A1")
    assert answer["updates"]["updatedRange"] == "Sheet1!A2:C2"


def test_append_with_insert_rows_grows_the_grid_and_keeps_what_stands_below(tab):
    tab.update([["a"], ["b"], [""], ["bawah"]], "A1")
    tab.append_rows([["c"], ["d"]], insert_data_option="INSERT_ROWS", table_range="A1")
    assert tab.get_all_values() == [["a"], ["b"], ["c"], ["d"], [""], ["bawah"]]
    assert tab.spreadsheet.sheet1.row_count == 1002


def test_append_without_insert_rows_overwrites_what_stands_below_the_table(tab):
    tab.update([["a"], ["b"], [""], ["bawah"]], "A1")
    tab.append_rows([["c"], ["d"]], table_range="A1")
    assert tab.get_all_values() == [["a"], ["b"], ["c"], ["d"]]


def test_append_cells_goes_below_the_last_row_and_grows_the_grid(book):
    tab = book.add_worksheet("Riwayat", 2, 2)
    tab.update([["a", "b"], ["c", ""]], "A1")
    request = {"sheetId": tab.id, "rows": [{"values": [text("d"), text("e"), text("f")]}], "fields": "userEnteredValue"}
    book.batch_update({"requests": [{"appendCells": request}]})
    assert book.worksheet("Riwayat").get_all_values() == [["a", "b", ""], ["c", "", ""], ["d", "e", "f"]]
    assert (book.worksheet("Riwayat").row_count, book.worksheet("Riwayat").col_count) == (3, 3)


# Batches


def test_one_refused_request_refuses_the_whole_batch(book, tab):
    tab.update([["asli"]], "A1")
    version = book.client.get_file_drive_metadata(book.id)["modifiedTime"]
    change = {"range": {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}}
    change |= {"rows": [{"values": [text("baru")]}], "fields": "userEnteredValue"}
    error = refused(lambda: book.batch_update({"requests": [{"updateCells": change}, {"deleteSheet": {"sheetId": 7}}]}))
    assert error.error["message"] == "Invalid requests[1].deleteSheet: No sheet with id: 7"
    assert tab.acell("A1").value == "asli"
    assert book.client.get_file_drive_metadata(book.id)["modifiedTime"] == version


def test_the_answer_of_a_batch_can_carry_the_cells_as_they_stand_after_it(book, tab):
    tab.update([["ID", "Nama"], ["1", "Siti"]], "A1")
    protect = {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}, "description": "op-1"}}}
    answer = book.client.request(
        "post",
        f"https://sheets.googleapis.com/v4/spreadsheets/{book.id}:batchUpdate",
        params={"fields": "replies,updatedSpreadsheet.sheets.data.rowData.values.userEnteredValue"},
        json={
            "requests": [protect],
            "includeSpreadsheetInResponse": True,
            "responseRanges": ["Sheet1!A2:B2"],
            "responseIncludeGridData": True,
        },
    ).json()
    values = [{"userEnteredValue": {"stringValue": word}} for word in ("1", "Siti")]
    assert answer["updatedSpreadsheet"] == {"sheets": [{"data": [{"rowData": [{"values": values}]}]}]}
    assert answer["replies"][0]["addProtectedRange"]["protectedRange"]["description"] == "op-1"


def test_a_lock_that_is_gone_makes_the_batch_that_would_delete_it_fail_whole(book, tab):
    unlock = {"deleteProtectedRange": {"protectedRangeId": 12345}}
    write = {"appendCells": {"sheetId": 0, "rows": [{"values": [text("x")]}], "fields": "userEnteredValue"}}
    assert refused(lambda: book.batch_update({"requests": [write, unlock]})).code == 400
    assert tab.get_all_values() == [[]]


def test_a_misspelt_request_is_refused_by_name(book):
    error = refused(lambda: book.batch_update({"requests": [{"updateCell": {}}]}))
    assert "Unknown name \"updateCell\" at 'requests[0]'" in error.error["message"]


def test_find_replace_on_one_cell_tells_whether_it_was_changed(book, tab):
    tab.update([["lama", "lama sekali"]], "A1")

    def replace(column: int) -> dict:
        place = {
            "sheetId": 0,
            "startRowIndex": 0,
            "endRowIndex": 1,
            "startColumnIndex": column,
            "endColumnIndex": column + 1,
        }
        request = {"range": place, "find": "lama", "replacement": "baru", "matchEntireCell": True}
        return book.batch_update({"requests": [{"findReplace": request}]})["replies"][0]["findReplace"]

    assert replace(0)["occurrencesChanged"] == 1
    assert replace(1) == {}
    assert tab.get_all_values() == [["baru", "lama sekali"]]


@pytest.mark.parametrize(("parses", "kept"), [(True, 7), (False, "007")])
def test_whether_find_replace_parses_the_new_text_is_an_assumption(sheets, book, tab, parses, kept):
    sheets.assume(Assumptions(find_replace_parses=parses))
    tab.update([["x"]], "A1")
    book.batch_update({"requests": [{"findReplace": {"sheetId": 0, "find": "x", "replacement": "007"}}]})
    assert tab.get("A1", value_render_option="UNFORMATTED_VALUE") == [[kept]]


@pytest.mark.parametrize(("follows", "row"), [(False, 0), (True, 2)])
def test_metadata_follows_inserted_rows_and_on_a_sort_it_is_an_assumption(sheets, book, tab, follows, row):
    sheets.assume(Assumptions(metadata_follows_sort=follows))
    tab.update([["c"], ["b"], ["a"]], "A1")
    place = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    metadata = {
        "metadataKey": "id",
        "metadataValue": "c",
        "visibility": "DOCUMENT",
        "location": {"dimensionRange": place},
    }
    book.batch_update({"requests": [{"createDeveloperMetadata": {"developerMetadata": metadata}}]})
    tab.sort((1, "asc"), range="A1:A3")
    tab.insert_rows([["paling atas"]])
    found = book.client.request(
        "post",
        f"https://sheets.googleapis.com/v4/spreadsheets/{book.id}/developerMetadata:search",
        json={"dataFilters": [{"developerMetadataLookup": {"metadataKey": "id"}}]},
    ).json()["matchedDeveloperMetadata"]
    assert found[0]["developerMetadata"]["location"]["dimensionRange"]["startIndex"] == row + 1


# Drive


def test_the_drive_version_rises_with_a_change_and_may_be_late(sheets, book, tab):
    def version() -> int:
        url = f"https://www.googleapis.com/drive/v3/files/{book.id}"
        return int(book.client.request("get", url, params={"fields": "version"}).json()["version"])

    before = version()
    assert version() == before
    tab.update([["x"]], "A1")
    assert version() > before
    sheets.assume(Assumptions(drive_version_is_late=True))
    assert version() == before


def test_permissions_are_listed_added_and_removed(book):
    book.share("tamu@example.com", "user", "reader")
    book.share("", "anyone", "reader")
    known = {(who.get("emailAddress", who["type"]), who["role"]) for who in book.list_permissions()}
    assert {("tamu@example.com", "reader"), ("anyone", "reader")} < known
    book.remove_permissions("tamu@example.com", "any")
    assert "tamu@example.com" not in str(book.list_permissions())


# Weather


def test_a_spent_quota_is_answered_as_google_does_and_nothing_is_applied(sheets, tab):
    sheets.weather.script([weather.QUOTA_SPENT, weather.QUOTA_SPENT])
    error = refused(lambda: tab.acell("A1"))
    assert (error.code, error.error["status"]) == (429, "RESOURCE_EXHAUSTED")
    assert error.error["message"].startswith(
        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' "
        "of service 'sheets.googleapis.com' for consumer 'project_number:"
    )
    assert "Write requests" in refused(lambda: tab.update([["x"]], "A1")).error["message"]
    assert tab.get_all_values() == [[]]


@pytest.mark.parametrize(
    ("kind", "applied"),
    [
        (weather.UNAVAILABLE, False),
        (weather.UNAVAILABLE_AFTER, True),
        (weather.INTERNAL_ERROR, False),
        (weather.INTERNAL_ERROR_AFTER, True),
    ],
)
def test_after_a_server_error_a_write_may_or_may_not_have_been_applied(sheets, tab, kind, applied):
    sheets.weather.script([kind])
    assert refused(lambda: tab.update([["x"]], "A1")).code == kind.status
    assert tab.get_all_values() == ([["x"]] if applied else [[]])


@pytest.mark.parametrize(("kind", "applied"), [(weather.RESET, False), (weather.RESET_AFTER, True)])
def test_a_cut_line_leaves_it_open_whether_a_write_was_applied(sheets, tab, kind, applied):
    sheets.weather.script([kind])
    with pytest.raises(LineCut):
        tab.update([["x"]], "A1")
    assert tab.get_all_values() == ([["x"]] if applied else [[]])


def test_an_expired_token_is_renewed_by_google_auth(sheets, tab):
    sheets.tokens.expire_all()
    sheets.weather.script([weather.TOKEN_EXPIRED])
    assert tab.get_all_values() == [[]]


def test_a_stale_read_sees_the_sheet_before_its_last_change(sheets, tab):
    tab.update([["lama"]], "A1")
    tab.update([["baru"]], "A1")
    sheets.weather.script([weather.STALE])
    assert tab.acell("A1").value == "lama"
    assert tab.acell("A1").value == "baru"


def test_a_slow_answer_runs_into_the_timeout_of_the_client(sheets, book, tab):
    book.client.set_timeout(0.02)
    sheets.weather.script([weather.slow(0.3)])
    with pytest.raises(OSError, match="timed out"):
        tab.acell("A1")


def test_random_weather_is_the_same_for_the_same_seed(sheets):
    def forecast() -> list[weather.Weather]:
        sheets.weather.at_random(seed=7, chance=0.5)
        return [sheets.weather.next() for _ in range(30)]

    assert forecast() == forecast()
    assert weather.FAIR in forecast()
    assert len(set(forecast())) > 3


def test_traffic_is_counted_in_requests_and_bytes(sheets, tab):
    sheets.requests.reset()
    tab.update([["x" * 1000]], "A1")
    tab.get("A1")
    assert (sheets.requests.count, sheets.requests.reads, sheets.requests.writes) == (2, 1, 1)
    assert sheets.requests.sent > 1000
    assert sheets.requests.received > 1000


# What gspread does to values on its own


def test_get_all_records_of_gspread_damages_texts_that_look_like_numbers(tab):
    tab.update([["NIK", "Luas"], ["0012345", "1,5"]], "A1")
    assert tab.get_all_records() == [{"NIK": 12345, "Luas": 15}]


def test_update_cell_of_gspread_types_by_default(tab):
    tab.update_cell(1, 1, "0012")
    assert tab.acell("A1").value == "12"


def test_add_rows_of_gspread_truncates_a_sheet_that_people_grew(sheets, tab):
    sheets.person("Siti").does({"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 10}})
    sheets.person("Siti").types("Sheet1", "A1010", "paling bawah")
    tab.add_rows(5)
    assert tab.get_all_values() == [[]]
    assert tab.spreadsheet.sheet1.row_count == 1005


def test_a_big_tab_is_filled_at_once_and_read_like_any_other(sheets, book):
    sheets.fill(book.id, "Penerima", [["ID", "Nama"], *([f"P-{number}", "Siti"] for number in range(2000))])
    assert len(book.worksheet("Penerima").get_all_values()) == 2001
    assert sheets.log.writes == []
