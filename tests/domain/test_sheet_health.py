"""What is wrong with the sheet, each as a sentence that says where and what to do."""

import pytest

from services.domain import tabs
from services.domain.schema import AGENCY, OFFICIAL, RECIPIENT
from services.domain.sheet_health import MOST_CELLS, Account, Snapshot, TabState, findings


def state(table=AGENCY, lines=(), headers=None, **more):
    """A tab in good order but for what is said."""
    head = headers or tabs.headers(table)
    grid = [head, *([line.get(header, "") for header in head] for line in lines)]
    good = {"guarded": True, "warned": frozenset(range(len(head)))}
    return TabState(table, 7, table.title, grid, **{**good, **more})


def found(tab):
    return {finding.kind: finding for finding in findings(Snapshot((tab,), accounts=()))}


def test_a_sheet_in_good_order_has_no_findings():
    tab = state(lines=[{"ID": "INS-1", "Nama Instansi": "Kelurahan Palam"}])
    assert findings(Snapshot((tab,), accounts=())) == []


def test_niks_that_became_numbers_are_named_and_mended_where_the_panel_knows_them():
    lines = [{"ID": "PEN-1", "NIK": 6.372e15}, {"ID": "PEN-2", "NIK": 6.372e15}, {"ID": "PEN-3", "NIK": "6372010503840003"}]
    numbers = found(state(RECIPIENT, lines, rows={"PEN-1": {"NIK": "6372010503840003"}}))["number"]
    column = chr(65 + tabs.headers(RECIPIENT).index("NIK"))
    assert f"({column}2 dan {column}3)" in numbers.sentence and "1 tidak ada di panel" in numbers.sentence
    assert (numbers.mend, numbers.detail) == ("Tulis ulang dari panel", (("PEN-1", "NIK", 6.372e15),))


def test_formulas_with_errors_are_listed_and_left_to_people():
    error = found(state(lines=[{"ID": "INS-1", "Telepon": "#REF!"}, {"ID": "INS-2", "Telepon": "#lain"}]))["error"]
    assert "1 sel" in error.sentence and error.mend == ""


def test_a_filter_left_on_and_hidden_rows_can_be_shown_again():
    tab = found(state(filter={"range": {"sheetId": 7}, "criteria": {"0": {}}}, hidden=((3, 4), (9, 9))))
    assert tab["filter"].mend == "Matikan filter"
    assert "3 baris disembunyikan: 4–5 dan 10" in tab["hidden"].sentence


def test_a_doubled_id_is_named():
    said = found(state(lines=[{"ID": "INS-1"}, {"ID": "INS-2"}, {"ID": "INS-1"}]))["double"].sentence
    assert "INS-1 (baris 2 dan 4)" in said and "INS-2" not in said


def test_a_renamed_header_is_known_by_what_stands_below_it():
    headers = ["Telp" if header == "Telepon" else header for header in tabs.headers(AGENCY)]
    rows = {f"INS-{number}": {"Telepon": str(number)} for number in range(3)}
    lines = [{"ID": row, "Telp": cells["Telepon"]} for row, cells in rows.items()]
    tab = found(state(lines=lines, headers=headers, rows=rows))
    finding = tab["header"]
    assert finding.mend == "Kembalikan judul Telepon" and "column" not in tab
    assert finding.detail == (headers.index("Telp"), "Telp", "Telepon")


def test_a_header_whose_values_are_nowhere_is_for_people_to_bring_back():
    headers = [header for header in tabs.headers(AGENCY) if header != "Telepon"]
    finding = found(state(lines=[{"ID": "INS-1"}], headers=headers, rows={"INS-1": {"Telepon": "1"}}))["header"]
    assert finding.mend == "" and "Riwayat versi" in finding.sentence


def test_a_renamed_header_above_empty_cells_is_brought_back_too():
    headers = ["Telp" if header == "Telepon" else header for header in tabs.headers(AGENCY)]
    tab = state(lines=[{"ID": "INS-1"}], headers=headers, rows={"INS-1": {"Telepon": ""}})
    assert found(tab)["header"].mend == "Kembalikan judul Telepon"


def test_a_header_that_stands_twice_says_what_to_do():
    assert "ada 2 kali" in found(state(headers=[*tabs.headers(AGENCY), "Telepon"]))["doubled"].sentence


def test_a_tab_that_is_gone_says_how_it_comes_back():
    [gone] = findings(Snapshot((), accounts=(), missing=("Instansi",)))
    assert gone.tab == "Instansi" and "riwayat versi" in gone.sentence and not gone.mend


def test_columns_that_the_panel_does_not_know_are_told():
    assert "“Warna”" in found(state(headers=[*tabs.headers(AGENCY), "Warna"]))["column"].sentence


def test_a_tab_of_the_panel_without_protection_and_a_column_without_warning_are_found():
    assert found(state(OFFICIAL, guarded=False))["guard"].mend == "Lindungi tab"
    assert found(state(RECIPIENT, warned=frozenset()))["warning"].detail[0] == 0
    assert "guard" not in found(state(RECIPIENT, guarded=False))


def sharing(*accounts, known=()):
    return {finding.kind: finding for finding in findings(Snapshot((), accounts, frozenset(known)))}


def test_a_link_that_opens_the_sheet_to_all_is_told_with_the_way_to_close_it():
    assert "Dibatasi" in sharing(Account("", "reader"))["link"].sentence


def test_an_account_that_nobody_knows_is_named_until_people_say_so():
    strange = Account("entah@example.com", "writer")
    assert "entah@example.com (Editor)" in sharing(strange)["account"].sentence
    assert sharing(strange, known=["entah@example.com"]) == {}


def test_where_the_key_may_not_read_the_sharing_that_is_said():
    assert [finding.kind for finding in findings(Snapshot())] == ["unread"]


@pytest.mark.parametrize(("share", "said"), [(0.4, False), (0.6, True)])
def test_half_of_the_cells_google_allows_is_a_warning(share, said):
    kinds = [finding.kind for finding in findings(Snapshot(accounts=(), cells=int(share * MOST_CELLS)))]
    assert ("size" in kinds) is said
