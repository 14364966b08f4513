"""The three-way merge, a test for each branch in the words of the world, with plain values."""

from hypothesis import example, given
from hypothesis import strategies as st

from services.domain.merge import gifts, plan
from services.domain.merge_actions import Case, Gift, Naming, Take
from services.domain.schema import AGENCY, HANDOVER, PROGRAMME, RECIPIENT
from services.domain.tabs import DELETED, ID, Line, cells_of, columns

NAME, PHONE, KIND, STATUS, QUOTA = "Nama Instansi", "Telepon", "Jenis", "Status", "Kuota Paket"


def cells(table=AGENCY, **given):
    """A row of the panel as cells, all empty but those given."""
    row = {field.name: given.get(field.name) for field in table.fields}
    return cells_of(table, row | {"deleted": given.get("deleted", False), "extra": given.get("extra")})


def line(number, row, given):
    return Line(number, {ID: row} | {header: cell for header, cell in given.items() if cell != ""})


def merged(base, panel, sheet, table=AGENCY, **more):
    """The plan for one row R; `sheet` None where it is gone."""
    row = f"{table.prefix}-1"
    lines = [] if sheet is None else [line(1, row, sheet)]
    return plan(table, {} if base is None else {row: base}, {} if panel is None else {row: panel}, lines, **more)


PALAM = cells(name="Palam", phone="1")


def with_phone(phone):
    return PALAM | {PHONE: phone}


def test_new_rows_keep_a_number_a_mark_and_a_text_apart():
    lines = [line(at, f"INS-{at}", {NAME: "Palam", PHONE: cell}) for at, cell in enumerate([1, True, "1", 1.0, "1"], start=1)]
    assert [take.values["phone"] for take in plan(AGENCY, {}, {}, lines).takes] == ["1", "True", "1", "1", "1"]


# --- a cell of a row that both sides have


def test_nothing_changed_means_nothing_to_do():
    found = merged(PALAM, PALAM, PALAM)
    assert (found.takes, found.agreed, found.cases) == ((), {}, ())


def test_changed_in_the_sheet_untouched_in_the_panel_is_taken():
    found = merged(PALAM, PALAM, with_phone("2"))
    assert found.takes == (Take("change", "INS-1", {"phone": "2"}),)
    assert found.agreed["INS-1"][PHONE] == "2"


def test_changed_in_the_panel_untouched_in_the_sheet_is_given():
    found = merged(PALAM, with_phone("2"), PALAM)
    assert (found.takes, found.agreed, found.cases) == ((), {}, ())
    assert gifts({"INS-1": PALAM}, {"INS-1": with_phone("2")}) == [Gift("INS-1", {PHONE: "2"})]


def test_changed_on_both_sides_to_the_same_is_agreement():
    found = merged(PALAM, with_phone("2"), with_phone("2"))
    assert (found.takes, found.cases) == ((), ())
    assert found.agreed["INS-1"][PHONE] == "2"


def test_changed_on_both_sides_differently_keeps_the_sheet_and_lists_the_panels_value():
    found = merged(PALAM, with_phone("panel"), with_phone("orang"))
    assert found.takes == (Take("change", "INS-1", {"phone": "orang"}),)
    assert found.cases == (Case("conflict", "INS-1", PHONE, "orang", "panel", line=2),)


def test_a_value_of_the_panel_typed_over_is_proposed_and_put_back():
    before = cells(PROGRAMME, name="Ramadan", year=2026, quota=400, status="Berjalan")
    found = merged(before, before, before | {STATUS: "Selesai"}, PROGRAMME)
    assert found.takes == ()
    assert found.cases == (Case("proposal", "PRG-1", STATUS, "Selesai", "Berjalan", line=2),)
    assert gifts(found.agreed, {"PRG-1": before}) == [Gift("PRG-1", {STATUS: "Berjalan"})]


def test_nonsense_in_a_column_of_the_panel_is_a_proposal_too():
    before = cells(PROGRAMME, name="Ramadan", year=2026, quota=400, status="Berjalan")
    assert merged(before, before, before | {STATUS: "entah"}, PROGRAMME).cases[0].kind == "proposal"


def test_a_row_of_a_fixed_list_is_the_panels_as_a_whole():
    before = cells(RECIPIENT, programme="PRG-1", name="Ahmad", state="Ditetapkan")
    found = merged(before, before, before | {"Nama": "Amat"}, RECIPIENT, frozen={"PEN-1"})
    assert (found.takes, found.cases[0].kind) == ((), "proposal")


def test_a_value_of_the_wrong_kind_stays_and_is_held():
    before = cells(PROGRAMME, name="Ramadan", year=2026, quota=400, status="Berjalan")
    found = merged(before, before | {QUOTA: 500}, before | {QUOTA: "banyak"}, PROGRAMME)
    assert found.takes == ()
    assert (found.cases[0].kind, found.cases[0].sheet) == ("unreadable", "banyak")
    assert gifts({"PRG-1": before}, {"PRG-1": before | {QUOTA: 500}}, found.held) == []


def test_a_required_cell_that_was_emptied_is_held():
    assert merged(PALAM, PALAM, PALAM | {NAME: ""}).held == {("INS-1", NAME)}


def test_another_way_of_typing_the_same_is_no_change():
    before = cells(name="Palam", kind="Kelurahan")
    found = merged(before, before, before | {KIND: "kelurahan ", NAME: " Palam"})
    assert (found.takes, found.agreed) == ((), {})


def test_a_column_that_only_the_sheet_knows_is_an_extra_field():
    found = merged(PALAM, PALAM, PALAM | {"Warna": "merah"})
    assert found.takes == (Take("change", "INS-1", {"extra": {"Warna": "merah"}}),)


def test_the_mark_of_deletion_set_in_the_sheet_deletes_and_taken_away_restores():
    gone = PALAM | {DELETED: "Ya"}
    assert merged(PALAM, PALAM, gone).takes == (Take("delete", "INS-1"),)
    assert merged(gone, gone, PALAM).takes == (Take("restore", "INS-1"),)


# --- lines that lost their ID


def test_a_line_with_its_id_under_no_header_gets_it_back():
    stray = Line(1, {ID: "", NAME: "Palam", PHONE: "9"}, loose={4: "INS-1"})
    found = plan(AGENCY, {"INS-1": PALAM}, {"INS-1": PALAM}, [stray])
    assert (found.namings, found.takes) == ((Naming(stray, "INS-1"),), ())


def test_a_new_row_whose_cells_stand_one_column_off_is_known_again():
    landed = cells() | {NAME: "INS-1", KIND: "Palam"}
    stray = Line(1, landed | {ID: "", PHONE: "diketik"})
    found = plan(AGENCY, {"INS-1": landed}, {"INS-1": PALAM}, [stray])
    assert (found.namings, found.takes) == ((Naming(stray, "INS-1"),), ())


def test_an_id_that_stands_elsewhere_in_a_line_is_its_own_though_the_panel_never_met_it():
    shifted = Line(1, {**with_phone("INS-7K3QX9ZD4M"), ID: ""})
    assert plan(AGENCY, {}, {}, [shifted]).namings == (Naming(shifted, "INS-7K3QX9ZD4M"),)
    again = Line(2, shifted.cells)
    assert [naming.row for naming in plan(AGENCY, {}, {}, [shifted, again]).namings] == ["INS-7K3QX9ZD4M", None]


def test_an_id_of_another_line_or_of_another_table_names_no_line():
    other, mentions = line(1, "INS-7K3QX9ZD4M", PALAM), Line(2, {**with_phone("INS-7K3QX9ZD4M"), ID: ""})
    assert plan(AGENCY, {}, {}, [other, mentions]).namings == (Naming(mentions),)
    foreign = Line(1, {**with_phone("PRG-7K3QX9ZD4M"), ID: ""})
    assert plan(AGENCY, {}, {}, [foreign]).namings == (Naming(foreign),)


def test_rows_that_say_the_same_each_get_an_id_back():
    lines = [line(number, "", PALAM) for number in (1, 2)]
    rows = {"INS-1": PALAM, "INS-2": PALAM}
    assert {naming.row for naming in plan(AGENCY, rows, rows, lines).namings} == {"INS-1", "INS-2"}


def test_a_damaged_id_that_comes_back_is_meant():
    line_of_another = line(1, "INS-9", PALAM)
    assert plan(AGENCY, {"INS-1": PALAM}, {"INS-1": PALAM}, [line_of_another]).namings
    found = plan(AGENCY, {"INS-1": PALAM}, {"INS-1": PALAM}, [line_of_another], insisted={"INS-9"})
    assert [(take.kind, take.row) for take in found.takes] == [("create", "INS-9"), ("delete", "INS-1")]


def test_a_line_that_holds_something_under_no_header_alone_is_no_new_row():
    assert plan(AGENCY, {}, {}, [Line(1, {ID: "", NAME: ""}, loose={9: "x"})]).namings == ()


def test_no_line_gets_a_new_id_while_too_many_rows_are_gone():
    rows = {f"INS-{number}": cells(name=f"Instansi {number}") for number in range(20)}
    found = plan(AGENCY, rows, rows, [line(1, "", cells(name="Baru"))])
    assert (found.braked, found.namings) == (True, ())


# --- rows that one side has


def test_new_in_the_panel_is_given():
    assert gifts({}, {"INS-1": PALAM}) == [Gift("INS-1", PALAM, new=True)]


def test_deleted_in_the_panel_before_the_sheet_knew_it_is_no_matter():
    assert gifts({}, {"INS-1": PALAM | {DELETED: "Ya"}}) == []


def test_new_in_the_sheet_is_created_in_the_panel():
    found = merged(None, None, PALAM)
    assert [(take.kind, take.values["name"]) for take in found.takes] == [("create", "Palam")]
    assert gifts(found.agreed, {"INS-1": PALAM}) == []


def test_new_in_the_sheet_and_not_complete_waits_and_is_shown():
    found = merged(None, None, {PHONE: "1"})
    assert (found.takes, found.agreed) == ((), {})
    assert [case.kind for case in found.cases] == ["unreadable"]


def test_new_in_the_sheet_begins_as_the_panel_begins_rows():
    typed = {"Program": "PRG-1", "Nama": "Ahmad", "Keadaan": "Ditetapkan", "No. Urut": 1}
    found = merged(None, None, typed, RECIPIENT)
    created = found.takes[0].values
    assert (created["programme"], created["state"], created["rank"]) == ("PRG-1", "Calon", None)
    assert {(case.kind, case.header) for case in found.cases} == {("proposal", "Keadaan"), ("proposal", "No. Urut")}
    back = gifts(found.agreed, {"PEN-1": cells(RECIPIENT, programme="PRG-1", name="Ahmad", state="Calon")})
    assert back == [Gift("PEN-1", {"Keadaan": "Calon", "No. Urut": ""})]


def test_a_lost_panel_takes_the_columns_of_the_panel_from_the_sheet_too():
    typed = {"Program": "PRG-1", "Nama": "Ahmad", "Keadaan": "Ditetapkan", "No. Urut": 1}
    found = merged(None, None, typed, RECIPIENT, trusted=True)
    assert (found.takes[0].values["state"], found.takes[0].values["rank"], found.cases) == ("Ditetapkan", 1, ())


def test_on_both_sides_and_never_agreed_is_merged_by_id():
    found = merged(None, with_phone("") | {NAME: "Palam"}, with_phone("2"))
    assert found.takes == (Take("change", "INS-1", {"phone": "2"}),)


def test_deleted_in_the_sheet_is_deleted_in_the_panel():
    found = merged(PALAM, PALAM, None)
    assert (found.takes, found.agreed, found.cases) == ((Take("delete", "INS-1"),), {"INS-1": None}, ())


def test_deleted_in_the_sheet_changed_in_the_panel_is_deleted_and_listed():
    found = merged(PALAM, with_phone("2"), None)
    assert found.takes == (Take("delete", "INS-1"),)
    assert found.cases == (Case("conflict", "INS-1", PHONE, "", "2"),)


def test_deleted_on_both_sides_is_forgotten():
    found = merged(PALAM, PALAM | {DELETED: "Ya"}, None)
    assert (found.takes, found.agreed) == ((), {"INS-1": None})


def test_a_row_that_comes_back_in_the_sheet_is_as_the_sheet_brings_it():
    deleted = PALAM | {DELETED: "Ya"}
    assert merged(None, deleted, PALAM).takes == (Take("restore", "INS-1"),)
    found = merged(None, deleted, with_phone(""))
    assert found.takes == (Take("change", "INS-1", {"phone": None}), Take("restore", "INS-1"))
    assert found.cases == (Case("conflict", "INS-1", PHONE, "", "1", line=2),)
    assert gifts(found.agreed, {"INS-1": with_phone("")}) == []


def test_a_row_that_comes_back_damaged_is_restored_as_soon_as_it_is_mended():
    deleted = PALAM | {DELETED: "Ya"}
    found = merged(None, deleted, PALAM | {DELETED: "entah"})
    assert (found.takes, found.held) == ((), {("INS-1", DELETED)})
    assert merged(found.agreed["INS-1"], deleted, PALAM).takes == (Take("restore", "INS-1"),)


def test_a_row_that_was_deleted_stays_so_where_panel_and_sheet_meet_for_the_first_time():
    deleted = PALAM | {DELETED: "Ya"}
    found = merged(None, deleted, PALAM, trusted=True)
    assert found.takes == ()
    assert gifts(found.agreed, {"INS-1": deleted}) == [Gift("INS-1", {DELETED: "Ya"})]


def test_a_row_that_only_the_panel_may_delete_comes_back():
    before = cells(HANDOVER, programme="PRG-1", officer="Tono")
    found = merged(before, before, None, HANDOVER)
    assert (found.takes, found.cases[0].kind, found.agreed) == ((), "proposal", {"SER-1": None})
    assert gifts({}, {"SER-1": before}) == [Gift("SER-1", before, new=True)]


def test_too_many_rows_gone_at_once_delete_nothing():
    base = {f"INS-{n}": PALAM | {PHONE: str(n)} for n in range(20)}
    left = [line(n, f"INS-{n}", base[f"INS-{n}"]) for n in range(1, 14)]
    found = plan(AGENCY, base, base, left)
    assert (found.braked, found.gone, found.takes) == (True, 7, ())
    assert len(plan(AGENCY, base, base, left, may_vanish=True).takes) == 7


def test_an_emptied_tab_deletes_nothing():
    base = {f"INS-{n}": PALAM | {PHONE: str(n)} for n in range(2)}
    assert plan(AGENCY, base, base, []).braked


def test_a_look_at_some_lines_says_nothing_about_the_others():
    assert plan(AGENCY, {"INS-1": PALAM}, {"INS-1": PALAM}, [], whole=False).takes == ()


# --- IDs


def test_a_row_without_an_id_gets_one():
    typed = Line(4, {ID: "", NAME: "Cempaka"})
    assert plan(AGENCY, {}, {}, [typed]).namings == (Naming(typed),)


def test_a_row_typed_where_only_the_panel_makes_rows_is_shown():
    typed = Line(4, {ID: "", STATUS: "Selesai"})
    found = plan(PROGRAMME, {}, {}, [typed])
    assert (found.namings, found.cases[0].line) == ((), 5)
    assert "dibuat di panel" in found.cases[0].sentence


def test_of_a_copied_row_the_one_that_differs_is_the_copy():
    copy, original = line(1, "INS-1", with_phone("9")), line(2, "INS-1", PALAM)
    found = plan(AGENCY, {"INS-1": PALAM}, {"INS-1": PALAM}, [copy, original])
    assert (found.namings, found.takes) == ((Naming(copy),), ())


def test_of_two_equal_rows_the_lower_is_the_copy():
    upper, lower = line(1, "INS-1", PALAM), line(2, "INS-1", PALAM)
    assert plan(AGENCY, {"INS-1": PALAM}, {"INS-1": PALAM}, [upper, lower]).namings == (Naming(lower),)


def test_a_damaged_id_is_healed_by_what_else_stands_in_the_row():
    for damaged in ("", "entah", "INS-999"):
        typed = Line(1, {**PALAM, ID: damaged})
        found = plan(AGENCY, {"INS-1": PALAM}, {"INS-1": PALAM}, [typed])
        assert (found.namings, found.takes) == ((Naming(typed, "INS-1"),), ())


# --- whatever the three sides are


ROW = st.fixed_dictionaries({
    NAME: st.sampled_from(["Palam", "Cempaka"]), PHONE: st.sampled_from(["", "1", "2"]),
    KIND: st.sampled_from(["", "Kelurahan", "Dinas"]), DELETED: st.sampled_from(["", "Ya"]), "Warna": st.sampled_from(["", "merah"]),
}).map(lambda given: cells() | given)
SIDE = st.dictionaries(st.sampled_from(["INS-1", "INS-2", "INS-3"]), ROW, max_size=3)


def healings(found):
    """IDs that somebody damaged, and what they are again."""
    return {naming.line.cells[ID]: naming.row for naming in found.namings if naming.row}


def perform(found, base, panel, sheet):
    """All three sides after the plan and the gifts were carried out."""
    panel, base = {row: dict(given) for row, given in panel.items()}, dict(base)
    by_name = {field.name: header for header, field in columns("agency").items()}
    for take in found.takes:
        row = panel.setdefault(take.row, cells())
        if take.kind in ("delete", "restore"):
            row[DELETED] = "Ya" if take.kind == "delete" else ""
        row |= {by_name[name]: value or "" for name, value in take.values.items() if name != "extra"}
        row |= {"Warna": (take.values["extra"] or {}).get("Warna", "")} if "extra" in take.values else {}
    for row, agreed in found.agreed.items():
        base.pop(row, None)
        base |= {row: agreed} if agreed is not None else {}
    healed = healings(found)
    sheet = {healed.get(row, row): given for row, given in sheet.items()}
    for gift in gifts(base, panel, found.held):
        sheet[gift.row] = sheet.get(gift.row, cells()) | gift.cells
        base[gift.row] = base.get(gift.row, cells()) | gift.cells
    return base, panel, sheet


def lines_of(sheet):
    return [line(number, row, given) for number, (row, given) in enumerate(sheet.items(), start=1)]


DAMAGED = {"INS-1": cells() | {NAME: "Palam", PHONE: "1", KIND: "", DELETED: "", "Warna": ""}}


@given(SIDE, SIDE, SIDE)
@example(DAMAGED, {}, {"INS-2": DAMAGED["INS-1"]})
def test_after_one_round_both_sides_say_the_same_and_a_second_does_nothing(base, panel, sheet):
    panel = {**base, **panel}  # what was agreed is in the panel, be it deleted
    found = plan(AGENCY, base, panel, lines_of(sheet), may_vanish=True)
    base, after, sheet = perform(found, base, panel, sheet)
    again = plan(AGENCY, base, after, lines_of(sheet), may_vanish=True)
    assert (again.takes, again.agreed, again.cases, again.namings) == ((), {}, (), ())
    assert gifts(base, after) == []
    for row, typed in sheet.items():
        assert {h: c for h, c in typed.items() if c != ""} == {h: c for h, c in after[row].items() if c != ""}


@given(SIDE, SIDE, SIDE)
@example(DAMAGED, {}, {"INS-2": DAMAGED["INS-1"]})
def test_whatever_somebody_changed_stands_somewhere_afterwards(base, panel, sheet):
    panel = {**base, **panel}
    found = plan(AGENCY, base, panel, lines_of(sheet), may_vanish=True)
    _, after, sheet_after = perform(found, base, panel, sheet)
    listed = {(case.row, case.header, cell) for case in found.cases for cell in (case.sheet, case.panel)}
    for side in (panel, sheet):
        for row, told in side.items():
            now = healings(found).get(row, row)
            for header, cell in told.items():
                if cell not in ("", base.get(now, {}).get(header, "")) and header != DELETED:
                    places = [after.get(now, {}).get(header), sheet_after.get(now, {}).get(header)]
                    assert cell in places or (row, header, cell) in listed
