"""Long work in the background: told how far it is, stopped on request, its end in words; the start tidies up."""

from datetime import timedelta
from threading import Event

import pytest
from imports_cast import asked, book, checked, line, only_import, stored

from services import jobs
from services.domain import pace
from services.domain.schema import FILE
from services.errors import Refused
from services.jobs import Task
from services.people import imports
from services.storage import jobs as known
from services.storage.jobs import JobState


def last(office):
    return known.latest(office.database, "import", "PRG-1")


def begin(office, act, work, **more):
    jobs.begin(office, act(**more), Task("import", "PRG-1", "Menyimpan 10 baris", 10, "intake"), work)


def finished(office):
    jobs.QUEUE.join()
    return last(office)


def test_a_job_tells_how_far_it_is_and_how_it_ended(office, act):
    def work(told):
        told(4, 10)
        return "10 baris tersimpan."

    begin(office, act, work)
    job = finished(office)
    assert (job["state"], job["sentence"], job["done"], job["total"]) == (JobState.DONE, "10 baris tersimpan.", 4, 10)


@pytest.mark.parametrize(("error", "sentence"), [
    (Refused("Daftar sudah ditetapkan."), "Daftar sudah ditetapkan."), (ValueError("NIK 6372"), jobs.UNEXPECTED)])
def test_what_went_wrong_is_a_sentence_and_the_next_job_is_done(office, act, error, sentence):
    def work(_told):
        raise error

    begin(office, act, work)
    job = finished(office)
    assert (job["state"], job["sentence"]) == (JobState.FAILED, sentence)
    begin(office, act, lambda told: "Selesai.")
    assert finished(office)["state"] == JobState.DONE


def test_what_failed_is_no_longer_said_once_it_is_done_again_and_what_was_made_stays(office, act):
    def fails(_told):
        raise Refused("Daftar sudah ditetapkan.")

    for work in (lambda told: "Satu.", fails, lambda told: "Dua."):
        begin(office, act, work)
        jobs.QUEUE.join()
    shown = known.to_show(office.database, act().actor.id, "PRG-1")
    assert [job["sentence"] for job in shown] == ["Satu.", "Dua."]


def test_a_job_that_has_nothing_to_say_leaves_nothing_to_be_put_away(office, act):
    begin(office, act, lambda _told: "")
    assert finished(office) is None


@pytest.fixture
def held(office, act):
    """A job that waits in the middle, and what lets it go on."""
    begun, may_go_on = Event(), Event()

    def work(told):
        told(1, 10)
        begun.set()
        may_go_on.wait(10)
        told(2, 10)
        return "Selesai."

    begin(office, act, work, operation="OP-HELD")
    begun.wait(10)
    yield may_go_on
    may_go_on.set()
    jobs.QUEUE.join()


def test_a_job_is_stopped_where_it_next_tells_how_far_it_is(office, held):
    known.note(office.database, "OP-HELD", stop=True)
    held.set()
    job = finished(office)
    assert (job["state"], job["sentence"], job["done"]) == (JobState.STOPPED, jobs.STOPPED, 1)


def test_while_a_job_runs_another_of_its_kind_is_refused_and_the_same_act_begins_nothing(office, act, held):
    with pytest.raises(Refused, match="masih berjalan"):
        begin(office, act, lambda told: "Lain.")
    begin(office, act, lambda told: "Ganda.", operation="OP-HELD")
    known.put_away(office.database, "OP-HELD")
    assert last(office)["state"] == JobState.RUNNING
    held.set()
    assert finished(office)["sentence"] == "Selesai."


def test_who_has_read_how_it_ended_puts_it_away(office, act):
    begin(office, act, lambda told: "Selesai.")
    known.put_away(office.database, finished(office)["id"])
    assert last(office) is None


def test_a_letter_is_made_while_a_list_is_taken_in(office, act, held):
    made = Event()
    jobs.begin(office, act(), Task("print letter", "PRG-1", "Surat", 1), lambda told: str(made.set()))
    assert made.wait(10) and not held.is_set()


def test_what_ended_a_week_ago_is_put_away_when_the_next_begins(office, act, clock):
    begin(office, act, lambda told: "Selesai.")
    old = finished(office)["id"]
    clock.now += jobs.WAITS + timedelta(minutes=1)
    begin(office, act, lambda told: "Selesai.")
    assert finished(office)["id"] != old and known.find(office.database, old) is None


def test_who_learns_on_the_way_how_much_there_is_says_so(office, act):
    def work(_told):
        pace.expect(40)
        pace.step(20)
        return "Selesai."

    begin(office, act, work)
    job = finished(office)
    assert (job["done"], job["total"]) == (20, 40)


# --- the start of the process


@pytest.fixture
def programme(office, act):
    return asked(office, act)


def test_what_a_dead_process_left_is_ended_in_words_and_taken_away(office, act, clock, programme, monkeypatch):
    class Dead(Exception):
        pass

    def dies(done, _of):
        if done:
            raise Dead

    monkeypatch.setattr(imports, "CHUNK", 2)
    content, began = book(*map(line, range(5))), act()
    with pytest.raises(Dead):
        imports.store(office, began, programme, "INS-PALAM", "usulan.csv", content, checked(content, act), dies)
    known.add(office.database, {
        "id": "OP-OLD", "kind": "import", "programme": "PRG-1", "actor": "USR-1", "started": began.now,
        "state": JobState.RUNNING})
    clock.later(days=1)
    jobs.tidy(office, act())
    assert finished(office)["sentence"] == jobs.BROKEN
    batch = only_import(office)
    with office.database.reading() as reader:
        left = reader.connection.exec_driver_sql("SELECT count(*) FROM recipient WHERE NOT deleted").scalar()
        assert (batch["state"], left, reader.find(FILE, owner=batch["id"])) == ("Dibatalkan", 0, [])


def test_an_import_that_is_valid_is_left_alone(office, act, clock, programme):
    content = book(line(0))
    imports.store(office, act(), programme, "INS-PALAM", "usulan.csv", content, checked(content, act))
    clock.later(days=1)
    jobs.tidy(office, act())
    jobs.QUEUE.join()
    assert len(stored(office)) == 1 and only_import(office)["state"] == "Berlaku"
