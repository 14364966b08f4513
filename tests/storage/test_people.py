"""Questions over many people."""

import pytest
import sqlalchemy as sa
from recipients_cast import PEOPLE, propose, recapitulating

from services.domain.schema import IMPORT, RECIPIENT
from services.domain.states import ImportState
from services.storage import people
from services.storage.database import create, delete, redact, update


@pytest.fixture
def programme(office, act):
    programme = recapitulating(office, act)
    propose(office, act, programme, PEOPLE[0], PEOPLE[2])
    return programme


def groups(office, programme, field="nik", limit=20, offset=0):
    with office.database.reading() as reader:
        found = people.doubles(reader, programme, field, limit, offset)
        return [[row["id"] for row in group] for group in found], people.count_doubles(reader, programme, field)


def test_doubles_come_in_pages_of_numbers_with_everybody_behind_each(office, programme):
    assert groups(office, programme) == ([["PEN-1", "PEN-6"], ["PEN-3", "PEN-7"]], 2)
    assert groups(office, programme, limit=1, offset=1) == ([["PEN-3", "PEN-7"]], 2)
    assert groups(office, programme, "no_kk")[0] == [["PEN-1", "PEN-2", "PEN-6"], ["PEN-3", "PEN-7"]]


@pytest.mark.parametrize("gone", [
    delete(RECIPIENT, "PEN-6"), update(RECIPIENT, "PEN-6", state="Gugur"), update(RECIPIENT, "PEN-6", state="Diganti"),
    update(RECIPIENT, "PEN-6", batch="IMP-1"),
])
def test_who_is_out_or_invisible_is_no_double(office, act, programme, gone):
    unfinished = create(
        IMPORT, "IMP-1", programme=programme, name="usulan.csv", sha256="0", state=ImportState.READING, at=act().now)
    office.database.change(act(), "intake", [unfinished])
    office.database.change(act(), "recipients", [gone])
    assert groups(office, programme) == ([["PEN-3", "PEN-7"]], 1)


def test_people_without_a_number_are_no_doubles(office, act, programme):
    office.database.change(act(), "recipients", [update(RECIPIENT, row, nik=None) for row in ("PEN-2", "PEN-4")])
    assert groups(office, programme)[1] == 2


def test_candidates_come_in_the_order_in_which_they_were_proposed(office, programme):
    with office.database.reading() as reader:
        found = people.candidates(reader, programme)
    assert [row["id"] for row in found] == [f"PEN-{at}" for at in range(1, 8)]
    assert [bool(row["helped"]) for row in found] == [False, False, False, True, False, False, False]



def steps_of(office, question):
    """How SQLite goes about it: the lines of the plan of each statement."""
    asked = []

    def listen(_connection, _cursor, statement, parameters, *_):
        asked.append((statement, parameters))

    with office.database.reading() as reader:
        sa.event.listen(reader.connection, "before_cursor_execute", listen)
        question(reader)
        sa.event.remove(reader.connection, "before_cursor_execute", listen)
        plans = [reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values) for text, values in asked]
        return " ".join(line.detail for plan in plans for line in plan)


@pytest.mark.parametrize("question", [
    lambda reader: reader.count(RECIPIENT, programme="PRG-1", state=people.IN_PLAY),
    lambda reader: reader.tally(RECIPIENT, "point", programme="PRG-1", state="Ditetapkan"),
    lambda reader: reader.tally(RECIPIENT, "programme"),
])  # fmt: skip
def test_people_are_counted_without_reading_their_rows(office, question):
    assert "COVERING INDEX ix_recipient_counted" in steps_of(office, question)


def test_the_history_of_one_row_is_found_without_walking_the_history_of_its_table(office):
    steps = steps_of(office, lambda reader: reader.history(table=RECIPIENT.name, row="PEN-1"))
    assert "ix_history_row" in steps
    assert "ix_history_table" not in steps


@pytest.mark.parametrize("asked", [{}, {"programme": "PRG-1"}])
def test_the_first_by_name_are_found_without_sorting_everybody(office, asked):
    assert "ORDER BY" not in steps_of(office, lambda reader: people.page(reader, people.matching(""), 15, 0, **asked))


def test_who_has_no_name_any_more_stands_behind_all_who_have_one(office, act, programme):
    office.database.change(act(), "recipients", [redact(RECIPIENT, "PEN-2")])
    with office.database.reading() as reader:
        found = people.page(reader, people.matching(""), None, 0)
    assert [row["name"] for row in found] == ["Aminah", "Aminah", "Contoh", "Contoh", "Dahlia", "Esah", None]


def test_people_of_a_state_are_counted_once_for_each_change(office, act, programme):
    def counted():
        with office.database.reading() as reader:
            numbers = people.number(reader, programme, "Calon"), people.number(reader, programme, "Gugur")
            return numbers, people.number_put_first(reader, programme), people.tally(reader, programme) is people.tally(reader, programme)

    assert counted() == ((7, 0), 0, True)
    office.database.change(act(), "list", [
        update(RECIPIENT, "PEN-1", state="Gugur"), update(RECIPIENT, "PEN-2", preference="Dahulukan")])
    assert counted() == ((6, 1), 1, True)
