"""Papers made in the background: told row by row, stopped, handed out by right, put away."""

from datetime import timedelta
from threading import Event

import pytest
from cast import RINA, SITI, TONO

from services import jobs, prints
from services.domain import pace
from services.errors import BadInput, NotAllowed, NotFound, Trouble
from services.jobs import Task
from services.letters import papers, sample
from services.storage import jobs as known
from services.storage.jobs import JobState
from services.storage.workbooks import write_xlsx

TASK = Task("print receipts", "PRG-1", "Tanda terima · Titik 1", 10 * prints.STEPS, "export", "tanda terima.pdf")


def begin(office, act, make, operation="OP-1"):
    prints.begin(office, act(operation=operation), TASK, make)
    jobs.QUEUE.join()
    return known.find(office.database, operation)


def test_what_was_made_is_handed_out_under_its_name_to_who_holds_the_right(office, act):
    job = begin(office, act, lambda _office, occasion: occasion.operation.encode())
    assert (job["state"], job["sentence"]) == (JobState.DONE, "Tanda terima · Titik 1 siap.")
    made = prints.printed(office, SITI, "OP-1")
    assert (made.path.read_bytes(), made.name) == (b"OP-1", "tanda terima.pdf")
    with pytest.raises(NotAllowed):
        prints.printed(office, RINA, "OP-1")


@pytest.mark.parametrize("form", ["one", "four", "list"])
def test_every_row_of_a_paper_is_told_when_it_is_set_and_drawn(form):
    steps: list[int] = []
    with pace.listening(steps.append):
        papers.receipts(sample.people(10), sample.DELIVERY, now=sample.NOW, draft=False, form=form)
    assert 10 * prints.STEPS <= sum(steps) <= 10 * prints.STEPS + 20  # a list has titles and signatures too


def test_every_row_of_a_workbook_is_told():
    steps: list[int] = []
    with pace.listening(steps.append):
        write_xlsx(("Nama",), [["Aminah"]] * 10)
    assert sum(steps) == 10 * prints.STEPS


def test_one_that_is_stopped_leaves_no_file(office, act):
    begun, may_go_on = Event(), Event()

    def make(_office, _occasion):
        begun.set()
        may_go_on.wait(10)
        return papers.receipts(sample.people(10), sample.DELIVERY, now=sample.NOW, draft=False)

    prints.begin(office, act(operation="OP-1"), TASK, make)
    begun.wait(10)
    known.note(office.database, "OP-1", stop=True)
    may_go_on.set()
    jobs.QUEUE.join()
    assert known.find(office.database, "OP-1")["state"] == JobState.STOPPED
    with pytest.raises(NotFound):
        prints.printed(office, SITI, "OP-1")


def test_one_that_cannot_be_made_says_why_and_leaves_no_file(office, act):
    def make(_office, _occasion):
        raise BadInput("Belum ada Kepala Dinas.")

    assert begin(office, act, make)["sentence"] == "Belum ada Kepala Dinas."
    with pytest.raises(NotFound):
        prints.printed(office, SITI, "OP-1")


def test_a_disk_that_refuses_is_said_in_words(office, act, monkeypatch):
    def full(_place, _content):
        raise OSError

    monkeypatch.setattr("services.storage.prints.write", full)
    assert begin(office, act, lambda *_: b"")["sentence"] == str(Trouble(
        "Hasil cetak tidak dapat disimpan. Periksa ruang disk, lalu ulangi."))


def test_what_is_put_away_is_gone_from_the_disk(office, act):
    begin(office, act, lambda *_: b"%PDF-")
    path = prints.printed(office, SITI, "OP-1").path
    jobs.put_away(office, "OP-1")
    assert not path.exists() and known.find(office.database, "OP-1") is None


def test_a_file_that_waited_for_a_week_is_put_away_when_the_next_is_made(office, act, clock):
    begin(office, act, lambda *_: b"old")
    path = prints.printed(office, SITI, "OP-1").path
    clock.now += jobs.WAITS + timedelta(minutes=1)
    begin(office, act, lambda *_: b"new", "OP-2")
    assert not path.exists() and prints.printed(office, SITI, "OP-2").path.read_bytes() == b"new"


@pytest.mark.parametrize("job", ["OP-9", "../panel.db"])
def test_what_no_job_has_made_is_not_found(office, job):
    with pytest.raises(NotFound):
        prints.printed(office, TONO, job)
