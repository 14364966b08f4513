"""The one door: rights, validation, history, nobody's edit overwritten, nothing done twice."""

import threading

import pytest
import sqlalchemy as sa
from cast import BUDI, RINA, SITI

from services.domain.merge_actions import Case
from services.domain.schema import AGENCY, HANDOVER, RECIPIENT
from services.domain.states import RecipientState
from services.errors import BadInput, NotAllowed, NotFound, PanelError, Refused, Stale
from services.storage import sync_state
from services.storage.database import Database, create, delete, event, redact, restore, update
from services.storage.tables import HISTORY, HISTORY_PERSONAL


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "panel.db")
    yield opened
    opened.close()


@pytest.fixture
def agency(database, act):
    database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam", kind="Kelurahan")])
    return "INS-1"


def recipient(row, **values):
    known = {"programme": "PRG-1", "name": "Ahmad Fauzi", "nik": "6372010503840003", "state": RecipientState.CANDIDATE}
    return create(RECIPIENT, row, **(known | values))


def handover(row, person="PEN-1", **values):
    given = {"programme": "PRG-1", "recipient": person, "point": "TTK-1", "officer": "Tono", "taken_by": "Sendiri"}
    return create(HANDOVER, row, **given, **values)


def seen(database, table, row):
    with database.reading() as reader:
        return reader.get(table, row)


def test_a_new_row_is_there_and_its_entry_says_who_made_it_and_when(database, act, agency, clock):
    assert seen(database, AGENCY, agency)["name"] == "Kelurahan Palam"
    with database.reading() as reader:
        entry, = reader.history(row=agency)
    assert (entry.kind, entry.actor_name, entry.at) == ("create", SITI.name, clock.now)
    assert entry.fields["name"] == (None, "Kelurahan Palam")


def test_a_change_writes_only_the_fields_that_differ(database, act, agency):
    database.change(act(), "agencies", [update(AGENCY, agency, name="Kelurahan Palam", phone="0511-1234")])
    with database.reading() as reader:
        assert reader.history(row=agency)[0].fields == {"phone": (None, "0511-1234")}


def test_a_change_of_nothing_leaves_no_entry(database, act, agency):
    assert database.change(act(), "agencies", [update(AGENCY, agency, kind="Kelurahan")]).touched == ()


def test_a_row_that_changes_again_in_one_plan_ends_with_the_last_word(database, act, agency):
    plan = [
        update(AGENCY, agency, phone="0511-1"),
        update(AGENCY, agency, phone="0511-2", name="Kelurahan Bangkal"),
        update(AGENCY, agency, phone="0511-3"),
    ]
    database.change(act(), "agencies", plan)
    row = seen(database, AGENCY, agency)
    assert (row["name"], row["phone"]) == ("Kelurahan Bangkal", "0511-3")
    with database.reading() as reader:
        told = [entry.fields["phone"] for entry in reader.history(row=agency)[:3]]
    assert told == [("0511-2", "0511-3"), ("0511-1", "0511-2"), (None, "0511-1")]


def test_many_rows_that_change_in_one_plan_each_get_their_own_values(database, act):
    rows = [f"INS-{number}" for number in range(30)]
    database.change(act(), "agencies", [create(AGENCY, row, name=row, kind="Kelurahan") for row in rows])
    database.change(act(), "agencies", [
        update(AGENCY, row, **({"phone": row} if number % 2 else {"name": f"Kelurahan {row}", "phone": row}))
        for number, row in enumerate(rows)])
    with database.reading() as reader:
        stored = {row["id"]: (row["name"], row["phone"]) for row in reader.find(AGENCY)}
    assert stored == {
        row: (row if number % 2 else f"Kelurahan {row}", row) for number, row in enumerate(rows)}


def test_changing_a_row_that_is_not_there_is_refused_and_the_others_stay(database, act, agency):
    with pytest.raises(NotFound):
        database.change(act(), "agencies", [update(AGENCY, agency, phone="1"), update(AGENCY, "INS-9", phone="2")])
    assert seen(database, AGENCY, agency)["phone"] is None


def test_a_role_without_the_right_is_refused_and_nothing_is_written(database, act):
    with pytest.raises(NotAllowed):
        database.change(act(RINA), "agencies", [create(AGENCY, "INS-9", name="X")])
    with database.reading() as reader:
        assert reader.count(AGENCY) == 0 and reader.history() == []


def test_a_right_does_not_reach_tables_it_does_not_name(database, act):
    with pytest.raises(PanelError):
        database.change(act(), "agencies", [recipient("PEN-1")])


def test_one_bad_row_keeps_the_whole_plan_out(database, act):
    with pytest.raises(BadInput):
        database.change(act(), "agencies", [create(AGENCY, "INS-1", name="A"), create(AGENCY, "INS-2", name=" ")])
    with database.reading() as reader:
        assert reader.count(AGENCY) == 0


def test_all_problems_of_a_row_are_reported_together(database, act):
    with pytest.raises(BadInput) as caught:
        database.change(act(), "recipients", [recipient("PEN-1", name="", nik="123", sex="X")])
    assert {problem.field for problem in caught.value.problems} == {"name", "nik", "sex"}


def test_a_repeated_operation_changes_nothing_and_is_told_so(database, act):
    again = act(operation="OP-SAME")
    first = database.change(again, "agencies", [create(AGENCY, "INS-1", name="A")])
    second = database.change(again, "agencies", [create(AGENCY, "INS-2", name="A")])
    assert not first.repeated and second.repeated and second.touched == first.touched
    with database.reading() as reader:
        assert reader.count(AGENCY) == 1


def test_two_people_who_change_different_fields_of_a_row_both_win(database, act, agency):
    form = seen(database, AGENCY, agency)
    database.change(act(), "agencies", [update(AGENCY, agency, form, phone="1")])
    database.change(act(BUDI), "agencies", [update(AGENCY, agency, form, contact="Lurah")])
    assert (seen(database, AGENCY, agency)["phone"], seen(database, AGENCY, agency)["contact"]) == ("1", "Lurah")


def test_the_second_to_change_the_same_field_is_told_and_shown_what_stands_there(database, act, agency):
    form = seen(database, AGENCY, agency)
    database.change(act(), "agencies", [update(AGENCY, agency, form, phone="1")])
    with pytest.raises(Stale) as caught:
        database.change(act(BUDI), "agencies", [update(AGENCY, agency, form, phone="2")])
    assert caught.value.theirs == {"phone": "1"}
    assert seen(database, AGENCY, agency)["phone"] == "1"


def test_a_form_sent_whole_does_not_put_back_what_somebody_else_changed_meanwhile(database, act, agency):
    form = seen(database, AGENCY, agency)
    database.change(act(), "agencies", [update(AGENCY, agency, form, phone="1")])
    database.change(act(BUDI), "agencies", [update(AGENCY, agency, form, name=form["name"], phone=None, note="x")])
    assert seen(database, AGENCY, agency)["phone"] == "1"


def test_a_deleted_row_is_out_of_sight_and_can_be_restored(database, act, agency):
    database.change(act(), "agencies", [delete(AGENCY, agency)])
    with database.reading() as reader:
        assert reader.find(AGENCY) == [] and reader.find(AGENCY, gone=True)
    database.change(act(), "agencies", [restore(AGENCY, agency)])
    with database.reading() as reader:
        assert len(reader.find(AGENCY)) == 1


def test_deleting_a_row_that_is_not_there_is_refused(database, act):
    with pytest.raises(NotFound):
        database.change(act(), "agencies", [delete(AGENCY, "INS-NONE")])


def test_a_plan_may_look_inside_the_transaction(database, act, agency):
    def rename(reader):
        return [update(AGENCY, row["id"], name=row["name"].upper()) for row in reader.find(AGENCY)]

    database.change(act(), "agencies", rename)
    assert seen(database, AGENCY, agency)["name"] == "KELURAHAN PALAM"


def test_an_entry_can_be_neither_changed_nor_deleted(database, agency):
    for attack in (sa.update(HISTORY).values(actor="X"), sa.delete(HISTORY)):
        with pytest.raises(PanelError), database.state() as connection:
            connection.execute(attack)


def test_personal_values_stand_beside_the_entry_not_in_it(database, act):
    database.change(act(), "recipients", [recipient("PEN-1")])
    with database.reading() as reader:
        public = str(reader.connection.execute(sa.select(HISTORY)).mappings().one())
        assert "Ahmad" not in public and "6372010503840003" not in public
        assert reader.history(row="PEN-1")[0].fields["name"] == (None, "Ahmad Fauzi")


def test_redacting_destroys_personal_values_and_the_chain_still_holds(database, act):
    database.change(act(), "recipients", [recipient("PEN-1", kelurahan="Palam")])
    database.change(act(), "recipients", [redact(RECIPIENT, "PEN-1")])
    row = seen(database, RECIPIENT, "PEN-1")
    assert row["name"] is None and row["nik"] is None and row["kelurahan"] == "Palam"
    with database.reading() as reader:
        assert reader.history(row="PEN-1", kind="create")[0].fields["name"] == (None, None)
    assert database.first_fault() is None


def test_redacting_takes_its_values_out_of_what_people_had_to_settle(database, act, clock):
    database.change(act(), "recipients", [recipient("PEN-1"), recipient("PEN-2", nik="6372010503840004")])
    with database.state() as connection:
        for row in ("PEN-1", "PEN-2"):
            found = Case("conflict", row, "Nama Lengkap", "Ahmad F.", "Ahmad Fauzi")
            sync_state.record(connection, "recipient", [found], clock.now, clock.new_id)
    database.change(act(), "recipients", [redact(RECIPIENT, "PEN-1")])
    with database.reading() as reader:
        assert [case["row"] for case in sync_state.cases(reader.connection, "conflict")] == ["PEN-2"]


def test_an_event_is_in_the_history_and_touches_no_row(database, act):
    database.change(act(), "recipients", [recipient("PEN-1")])
    database.change(act(), "reveal", [event(RECIPIENT, "PEN-1", reason="Cocokkan KTP")])
    with database.reading() as reader:
        newest = reader.history(row="PEN-1")[0]
    assert newest.kind == "event" and newest.fields["reason"] == (None, "Cocokkan KTP")


def test_the_chain_shows_the_first_entry_that_was_tampered_with(database, act):
    for number in range(4):
        database.change(act(), "agencies", [create(AGENCY, f"INS-{number}", name="A")])
    assert database.first_fault() is None
    with database.state() as connection:
        connection.exec_driver_sql("DROP TRIGGER history_no_update")
        connection.execute(sa.update(HISTORY).where(HISTORY.c.seq == 3).values(actor_name="Orang lain"))
    assert database.first_fault() == 3


def test_a_changed_personal_side_is_found_too(database, act):
    database.change(act(), "recipients", [recipient("PEN-1")])
    with database.state() as connection:
        connection.execute(sa.update(HISTORY_PERSONAL).values(values={"name": [None, "Lain"]}))
    assert database.first_fault() == 1


def test_the_database_itself_refuses_a_second_handover(database, act, clock):
    database.change(act(), "handover", [handover("SER-1", at=clock.now)])
    with pytest.raises(Refused, match="sudah menerima"):
        database.change(act(), "handover", [handover("SER-2", at=clock.now)])


def test_a_cancelled_handover_does_not_stand_in_the_way(database, act, clock):
    database.change(act(), "handover", [handover("SER-1", at=clock.now, cancelled_at=clock.now)])
    database.change(act(), "handover", [handover("SER-2", at=clock.now)])
    with database.reading() as reader:
        assert reader.count(HANDOVER) == 2


def test_twenty_threads_at_one_door_lose_nothing(database, act):
    occasions = [act() for _ in range(20)]
    faults = []

    def enter(number):
        try:
            database.change(occasions[number], "agencies", [create(AGENCY, f"INS-{number}", name=f"Instansi {number}")])
        except PanelError as error:
            faults.append(error)

    threads = [threading.Thread(target=enter, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as reader:
        assert faults == [] and reader.count(AGENCY) == 20
    assert database.first_fault() is None


def test_a_database_of_a_newer_panel_is_not_touched(tmp_path, database):
    with database.state() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 999")
    with pytest.raises(PanelError, match="lebih baru"):
        Database(tmp_path / "panel.db")
