"""Each kind of request that gspread can send, by what the untouched gspread reads afterwards."""

import gspread
import pytest
from gspread.exceptions import APIError
from gspread.utils import ExportFormat, ValidationConditionType
from sheets_server.client import connect

pytest_plugins = ["sheets_server.fixture"]


@pytest.fixture
def client(sheets) -> gspread.Client:
    return connect(sheets)


@pytest.fixture
def book(client) -> gspread.Spreadsheet:
    return client.create("Bansos 2026")


@pytest.fixture
def tab(book) -> gspread.Worksheet:
    return book.sheet1


def refusal_of(step) -> str:
    with pytest.raises(APIError) as caught:
        step()
    return caught.value.error["message"]


def titles(book) -> list[str]:
    return [tab.title for tab in book.worksheets()]


# The spreadsheet and its tabs


def test_title_time_zone_and_locale_are_set(book):
    book.update_title("Bansos 2027")
    book.update_timezone("Asia/Makassar")
    book.update_locale("id_ID")
    again = book.client.fetch_sheet_metadata(book.id)["properties"]
    assert (again["title"], again["timeZone"], again["locale"]) == ("Bansos 2027", "Asia/Makassar", "id_ID")
    assert "Outer/Space" in refusal_of(lambda: book.update_timezone("Outer/Space"))
    assert "aa_BB" in refusal_of(lambda: book.update_locale("aa_BB"))


@pytest.mark.parametrize("name", ["en", "fil", "id", "in_ID"])
def test_a_locale_may_be_a_language_alone(book, name):
    book.update_locale(name)
    assert book.fetch_sheet_metadata()["properties"]["locale"] == name


def test_tabs_are_added_renamed_hidden_moved_and_deleted(book, tab):
    first = book.add_worksheet("Satu", 5, 5, index=0)
    first.update_title("Pertama")
    first.hide()
    tab.update_index(0)
    assert titles(book) == ["Sheet1", "Pertama"]
    assert [other.title for other in book.worksheets(exclude_hidden=True)] == ["Sheet1"]
    first.show()
    book.del_worksheet(tab)
    assert titles(book) == ["Pertama"]
    assert refusal_of(lambda: book.del_worksheet(first)).endswith("You can't remove all the sheets in a document.")


def test_a_title_is_taken_once(book):
    assert refusal_of(lambda: book.add_worksheet("sheet1", 1, 1)) == (
        'Invalid requests[0].addSheet: A sheet with the name "sheet1" already exists. Please enter another name.'
    )


def test_tabs_are_put_in_order(book, tab):
    one, two = book.add_worksheet("Satu", 1, 1), book.add_worksheet("Dua", 1, 1)
    book.reorder_worksheets([two, tab, one])
    assert titles(book) == ["Dua", "Sheet1", "Satu"]


def test_a_tab_is_duplicated_with_its_cells_and_copied_to_another_spreadsheet(client, book, tab):
    tab.update([["a", "=1+1"]], "A1", raw=False)
    assert tab.duplicate().title == "Copy of Sheet1"
    assert book.get_worksheet(0).get("A1:B1") == [["a", "2"]]
    other = client.create("Lain")
    assert tab.copy_to(other.id)["title"] == "Copy of Sheet1"
    assert other.get_worksheet(1).get("A1:B1") == [["a", "2"]]


def test_a_grid_is_resized_and_frozen(book, tab):
    tab.update([["a", "b"], ["c", "d"]], "A1")
    tab.resize(1, 1)
    assert tab.get_all_values() == [["a"]]
    tab.resize(10, 10)
    tab.freeze(2, 1)
    assert (book.sheet1.frozen_row_count, book.sheet1.frozen_col_count) == (2, 1)
    assert "freeze all visible rows" in refusal_of(lambda: tab.freeze(rows=10))
    tab.hide_gridlines()
    assert book.sheet1.is_gridlines_hidden


def test_a_tab_colour_is_set_and_cleared(book, tab):
    tab.update_tab_color("#FF007F")
    assert book.sheet1.tab_color == "#FF007F"
    tab.clear_tab_color()
    assert book.sheet1.tab_color is None


# Cells


def test_cells_apart_are_updated_and_those_between_left_alone(tab):
    tab.update([["a", "b", "c"]], "A1")
    tab.update_cells([gspread.Cell(1, 1, "x"), gspread.Cell(2, 3, "y")])
    assert tab.get_all_values() == [["x", "b", "c"], ["", "", "y"]]


def test_a_batch_of_ranges_is_updated_and_told_in_sum(book, tab):
    data = [{"range": "A1:B1", "values": [["a", "b"]]}, {"range": "B5", "values": [["c"]]}]
    answer = tab.batch_update(data, include_values_in_response=True)
    assert [answer[f"totalUpdated{what}"] for what in ("Rows", "Columns", "Cells", "Sheets")] == [2, 2, 3, 1]
    assert answer["responses"][1]["updatedData"]["values"] == [["c"]]
    bad = {"valueInputOption": "RAW", "data": [{"range": "Sheet1!A1:B", "values": [["x"]]}, {"range": "Tidak!A1"}]}
    assert refusal_of(lambda: book.values_batch_update(bad)) == "Invalid data[1]: Unable to parse range: Tidak!A1"
    assert tab.get("A1") == [["a"]]


def test_ranges_are_cleared_and_formats_stay(tab):
    tab.format("A1", {"numberFormat": {"type": "TEXT"}})
    tab.update([["01", "b"], ["c", "d"]], "A1")
    assert tab.batch_clear(["A1", "B2"])["clearedRanges"] == ["Sheet1!A1", "Sheet1!B2"]
    assert tab.get_all_values() == [["", "b"], ["c", ""]]
    tab.update_acell("A1", "0012")
    assert tab.acell("A1").value == "0012"


def test_blocks_are_copied_and_cut(tab):
    tab.update([["a", "=A1&1"]], "A1", raw=False)
    tab.copy_range("A1:B1", "C3:D6")
    assert tab.get("C3:D6", value_render_option="FORMULA") == [["a", f"=C{row}&1"] for row in range(3, 7)]
    tab.copy_range("B1", "E1", paste_type="PASTE_VALUES")
    tab.copy_range("A1:B1", "G1", paste_orientation="TRANSPOSE")
    assert tab.get("E1:G2", value_render_option="FORMULA") == [["a1", "", "a"], ["", "", "=F2&1"]]
    tab.cut_range("A1:B1", "A9")
    assert tab.get("A1:B1") == [[]]
    assert tab.get("A9:B9", value_render_option="FORMULA") == [["a", "=A1&1"]]


def test_rows_are_sorted_numbers_before_texts_and_empty_ones_last(tab):
    tab.update([["b", 1], [2, 2], ["", 3], ["A", 4], [1, 5]], "A1")
    tab.sort((1, "asc"), range="A1:B5")
    assert [row[1] for row in tab.get("A1:B5")] == ["5", "2", "4", "1", "3"]
    tab.sort((1, "des"), range="A1:B5")
    assert [row[1] for row in tab.get("A1:B5")] == ["1", "4", "2", "5", "3"]


def test_notes_are_set_read_and_cleared(tab):
    tab.update_notes({"A1": "satu", "B2": "dua"})
    assert tab.get_notes() == [["satu"], ["", "dua"]]
    tab.clear_note("A1")
    assert (tab.get_note("A1"), tab.get_note("B2")) == ("", "dua")


def test_formats_are_set_by_field_and_the_rest_stays(book, tab):
    tab.format("A1", {"textFormat": {"bold": True}})
    tab.batch_format([{"range": "A1:B1", "format": {"backgroundColor": {"red": 1.0}}}])
    fields = "sheets.data.rowData.values.userEnteredFormat(textFormat.bold,backgroundColorStyle)"
    answer = book.client.spreadsheets_get(book.id, {"ranges": "Sheet1!A1:B1", "fields": fields})
    colour = {"backgroundColorStyle": {"rgbColor": {"red": 1.0}}}
    assert answer["sheets"][0]["data"][0]["rowData"][0]["values"] == [
        {"userEnteredFormat": {"textFormat": {"bold": True}, **colour}},
        {"userEnteredFormat": colour},
    ]


def test_validation_is_set_with_its_choices(book, tab):
    tab.add_validation("A1:A2", ValidationConditionType.one_of_list, ["Ya", "Tidak"], strict=True, showCustomUi=True)
    answer = book.client.spreadsheets_get(book.id, {"fields": "sheets.data.rowData.values.dataValidation"})
    rules = [row["values"][0]["dataValidation"] for row in answer["sheets"][0]["data"][0]["rowData"]]
    assert [rule["condition"]["values"][1]["userEnteredValue"] for rule in rules] == ["Tidak", "Tidak"]


def test_merged_cells_keep_the_first_value_and_cannot_be_cut_apart(book, tab):
    tab.update([["a", "b"], ["c", "d"]], "A1")
    tab.merge_cells("A1:B2")
    assert tab.get_all_values() == [["a"]]
    assert "select all cells in a merged range" in refusal_of(lambda: tab.merge_cells("B2:C3"))
    tab.unmerge_cells("A1:B2")
    tab.batch_merge([{"range": "A1:B1"}, {"range": "A2:B3", "mergeType": "MERGE_ROWS"}])
    merges = book.fetch_sheet_metadata()["sheets"][0]["merges"]
    assert [(merge["startRowIndex"], merge["endRowIndex"]) for merge in merges] == [(0, 1), (1, 2), (2, 3)]


# Rows and columns


def test_rows_and_columns_are_inserted_with_the_look_beside_them(tab):
    tab.update([["a", "b"], ["c", "d"]], "A1")
    tab.format("A2:B2", {"numberFormat": {"type": "TEXT"}})
    tab.insert_rows([["01", "02"]], 3, value_input_option="USER_ENTERED", inherit_from_before=True)
    tab.insert_cols([["x", "y"]], 2)
    assert tab.get_all_values() == [["a", "x", "b"], ["c", "y", "d"], ["01", "", "02"]]


def test_formulas_follow_inserted_deleted_and_renamed_things(book, tab):
    other = book.add_worksheet("Rekap", 5, 5)
    tab.update([["1"], ["2"], ["=SUM(A1:A2)"]], "A1", raw=False)
    other.update([["=Sheet1!A3*2"]], "A1", raw=False)
    tab.insert_rows([["5"]], 2, value_input_option="USER_ENTERED")
    tab.update_title("Data")
    assert other.acell("A1", value_render_option="FORMULA").value == "='Data'!A4*2"
    assert other.acell("A1").value == "16"
    tab.delete_rows(1)
    assert tab.acell("A3", value_render_option="FORMULA").value == "=SUM(#REF!:A2)"


def test_rows_are_deleted_but_never_all(tab):
    tab.update([["a"], ["b"], ["c"]], "A1")
    tab.delete_rows(1, 2)
    assert tab.get_all_values() == [["c"]]
    assert "delete all the columns" in refusal_of(lambda: tab.delete_columns(1, 26))


def test_columns_are_hidden_shown_and_fitted(book, tab):
    tab.update([["AAAAAAAAAAAAAAAAAAAA"]], "A1")
    tab.hide_columns(1, 2)
    tab.columns_auto_resize(0, 1)
    widths = book.fetch_sheet_metadata({"fields": "sheets.data.columnMetadata"})["sheets"][0]["data"][0][
        "columnMetadata"
    ]
    assert widths[0]["pixelSize"] > 150
    assert widths[1] == {"pixelSize": 100, "hiddenByUser": True}
    tab.unhide_columns(1, 2)
    tab.hide_rows(0, 1)
    tab.rows_auto_resize(0, 2)


def test_rows_are_grouped_within_groups(tab):
    tab.add_dimension_group_rows(1, 6)
    tab.add_dimension_group_rows(2, 4)
    assert [group["depth"] for group in tab.list_dimension_group_rows()] == [1, 2]
    tab.delete_dimension_group_rows(2, 4)
    assert [group["depth"] for group in tab.list_dimension_group_rows()] == [1]


# Things over the cells


def test_a_named_range_is_found_by_its_name_and_moves_with_its_cells(book, tab):
    tab.update([["a"], ["b"]], "A1")
    tab.define_named_range("A1:A2", "Nama")
    tab.insert_rows([["x"]], 1)
    assert tab.get("Nama") == [["a"], ["b"]]
    book.sheet1.delete_named_range(book.list_named_ranges()[0]["namedRangeId"])
    assert book.list_named_ranges() == []


def test_a_tab_is_locked_as_a_whole_only_once(book, tab):
    lock = {"requests": [{"addProtectedRange": {"protectedRange": {"range": {"sheetId": tab.id}}}}]}
    book.batch_update(lock)
    assert refusal_of(lambda: book.batch_update(lock)) == (
        'Invalid requests[0].addProtectedRange: Sheet "Sheet1" already has sheet protection.'
    )


def test_a_protection_lists_its_editors_and_a_warning_has_none(sheets, book, tab):
    tab.add_protected_range("A1:B2", ["lain@example.go.id"], description="op-1")
    tab.add_protected_range("C1:C2", warning_only=True)
    hard, soft = book.list_protected_ranges(tab.id)
    assert set(hard["editors"]["users"]) == {"lain@example.go.id", sheets.key["client_email"]}
    assert (soft["warningOnly"], "editors" in soft) == (True, False)
    assert refusal_of(lambda: tab.delete_protected_range(1)).endswith("No protected range with id: 1")


def test_a_basic_filter_is_set_and_cleared(book, tab):
    tab.set_basic_filter("A1:B3")
    assert book.fetch_sheet_metadata()["sheets"][0]["basicFilter"]["range"]["endRowIndex"] == 3
    tab.set_basic_filter()
    assert book.fetch_sheet_metadata()["sheets"][0]["basicFilter"]["range"]["endRowIndex"] == 1000
    tab.clear_basic_filter()
    assert "basicFilter" not in book.fetch_sheet_metadata()["sheets"][0]


def test_a_saved_filter_view_is_added_changed_and_deleted(book, tab):
    view = {"title": "Aktif", "range": {"sheetId": tab.id, "startRowIndex": 0, "endRowIndex": 10}}
    answer = book.batch_update({"requests": [{"addFilterView": {"filter": view}}]})
    number = answer["replies"][0]["addFilterView"]["filter"]["filterViewId"]
    change = {"filter": {"filterViewId": number, "title": "Semua"}, "fields": "title"}
    book.batch_update({"requests": [{"updateFilterView": change}]})
    assert book.fetch_sheet_metadata()["sheets"][0]["filterViews"][0]["title"] == "Semua"
    book.batch_update({"requests": [{"deleteFilterView": {"filterId": number}}]})
    assert "filterViews" not in book.fetch_sheet_metadata()["sheets"][0]


def test_conditional_formats_are_kept_in_order(book, tab):
    def rule(text: str) -> dict:
        condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": text}]}
        return {
            "ranges": [{"sheetId": tab.id, "startRowIndex": 1}],
            "booleanRule": {"condition": condition, "format": {"backgroundColor": {"red": 1}}},
        }

    add = [{"addConditionalFormatRule": {"rule": rule(text), "index": 0}} for text in ("a", "b")]
    book.batch_update({"requests": add})
    book.batch_update({"requests": [{"deleteConditionalFormatRule": {"sheetId": tab.id, "index": 0}}]})
    rules = book.fetch_sheet_metadata()["sheets"][0]["conditionalFormats"]
    assert [rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for rule in rules] == ["a"]


# Files


def test_files_are_listed_found_copied_and_deleted(client, book, tab):
    tab.update([["isi"]], "A1")
    twin = client.copy(book.id, title="Salinan", copy_permissions=True)
    assert twin.sheet1.acell("A1").value == "isi"
    assert {entry["name"] for entry in client.list_spreadsheet_files()} == {"Bansos 2026", "Salinan"}
    assert client.open("Salinan").id == twin.id
    client.del_spreadsheet(twin.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open("Salinan")


def test_a_csv_is_exported_and_imported(client, book, tab):
    tab.update([["a", "b, c"], ["", ""], ["1", ""]], "A1")
    assert book.export(ExportFormat.CSV) == b'a,"b, c"\r\n,\r\n1,'
    client.import_csv(book.id, "x,y\n5,2026-08-17")
    assert book.sheet1.get_all_values() == [["x", "y"], ["5", "2026-08-17"]]
    assert book.sheet1.get("A2", value_render_option="UNFORMATTED_VALUE") == [[5]]
