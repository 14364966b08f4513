"""Both sides matched as a job: told how far it is, stopped between two blocks, continued until all rows are on both."""

import json
from contextlib import suppress
from itertools import count

import pytest
from cast import BUDI, SITI
from sheet_cast import connected

from services import jobs
from services.domain import pace
from services.domain.schema import AGENCY
from services.errors import NotAllowed
from services.jobs import Stopped
from services.storage import jobs as known
from services.storage import state
from services.storage.jobs import JobState
from services.sync import blocks, cases, matching, rounds
from services.sync.connection import connect
from services.sync.rounds import Report

pytest_plugins = ["sheets_server.fixture"]

PANEL_ONLY, SHEET_ONLY, BOTH = range(5), range(5, 9), range(20, 23)


@pytest.fixture
def team(office, sheets, clock, monkeypatch):
    """An office and a sheet; a block is two rows or three."""
    monkeypatch.setattr(blocks, "BLOCK_BYTES", 6_000)
    return connected(office, sheets, clock)


@pytest.fixture
def filled(team):
    """Two filled sides: agencies here, there, and in both, one of them otherwise."""
    in_panel(team, *PANEL_ONLY, *BOTH)
    in_sheet(team, *SHEET_ONLY, *BOTH)
    team.types("Instansi", "INS-21", "Telepon", "'0511")
    team.types_row("Instansi", Nama_Instansi="Kelurahan tanpa ID")
    return team


def in_panel(team, *numbers):
    for number in numbers:
        team.add(AGENCY, f"INS-{number}", name=f"Kelurahan {number}")


def in_sheet(team, *numbers):
    header = team.people.sees("Instansi")[0]
    lines = [{"ID": f"INS-{number}", "Nama Instansi": f"Kelurahan {number}"} for number in numbers]
    first = len(team.people.sees("Instansi")) + 1
    team.people.pastes("Instansi", f"A{first}", [[line.get(title, "") for title in header] for line in lines])


def matched(team, rounds_made=None, rows=20):
    """The job, once it has ended."""
    matching.begin(team.office, team.clock.act(BUDI), rows, rounds_made or team.sync)
    jobs.QUEUE.join()
    return known.latest(team.office.database, matching.KIND, "")


def names(team):
    """The agencies of both sides by ID."""
    return [
        {row["id"]: row["name"] for row in team.rows(AGENCY)},
        {line["ID"]: line["Nama Instansi"] for line in team.sees("Instansi")},
    ]


def whole(team):
    """Both sides have all rows, with nothing left behind: no lock, no witness, nothing unsettled."""
    report = team.sync()
    assert (report.error, report.pending, report.pulled, report.pushed) == (None, 0, 0, 0)
    ours, theirs = names(team)
    assert ours == theirs
    assert {f"INS-{number}" for number in (*PANEL_ONLY, *SHEET_ONLY, *BOTH)} < {*ours}
    assert [*ours.values()].count("Kelurahan tanpa ID") == 1
    assert left_behind(team) == []


def left_behind(team):
    book = team.sheets.spreadsheet(team.people.book_id)
    locks = [item["description"] for item in book.objects["protectedRanges"].values() if "kunci" in item["description"]]
    return [*locks, *filter(None, [state.note(team.office.database, "push")])]


@pytest.mark.parametrize("fills", [
    lambda team: in_panel(team, *PANEL_ONLY), lambda team: in_sheet(team, *SHEET_ONLY),
    lambda team: (in_panel(team, *PANEL_ONLY, *BOTH), in_sheet(team, *SHEET_ONLY, *BOTH))], ids=["panel", "sheet", "both"])
def test_whichever_side_is_filled_one_job_brings_all_rows_to_both(team, fills):
    fills(team)
    job = matched(team)
    assert job["state"] == JobState.DONE
    assert job["sentence"].startswith("Panel dan Google Sheet sudah dicocokkan.") and "0 menunggu" in job["sentence"]
    ours, theirs = names(team)
    assert ours == theirs != {}
    assert team.sync().requests == 1


def test_each_tab_that_was_taken_over_and_each_block_that_was_written_is_told(filled):
    heard = []
    with pace.listening(heard.append):
        filled.sync()
    taken, *written = [steps for steps in heard if steps]
    assert taken == len(SHEET_ONLY) + len(BOTH) + 1
    assert len(written) > 2 and sum(written[:-1]) < len(PANEL_ONLY) + 2


@pytest.mark.parametrize("steps", range(1, 26))
def test_a_round_that_is_stopped_anywhere_leaves_nothing_half_done_and_the_next_ones_complete_it(filled, steps):
    left = count(steps, -1)

    def stops(_steps):
        if next(left) == 1:
            raise Stopped

    with suppress(Stopped), pace.listening(stops):
        filled.sync()
    assert left_behind(filled) == []
    filled.sync()
    filled.sync()
    whole(filled)


def stopped(team):
    """The job, which somebody wants to stop as soon as it has begun."""
    def rounds_made():
        job = known.latest(team.office.database, matching.KIND, "")
        known.note(team.office.database, job["id"], stop=True)
        return team.sync()

    return matched(team, rounds_made)


def test_a_panel_that_starts_anew_says_that_the_rounds_go_on(team, monkeypatch):
    monkeypatch.setattr(jobs, "_put", lambda _task: None)  # the process ends before anything is done
    matching.begin(team.office, team.clock.act(BUDI), 20, team.sync)
    team.clock.later(minutes=1)
    jobs.tidy(team.office, team.clock.act(BUDI))
    job = known.latest(team.office.database, matching.KIND, "")
    assert (job["state"], job["sentence"]) == (JobState.STOPPED, matching.BROKEN)
    assert team.sync().error is None


def test_who_stops_it_stops_the_rounds_too_and_every_page_says_so(filled):
    job = stopped(filled)
    assert (job["state"], job["sentence"]) == (JobState.STOPPED, rounds.HALTED)
    before = filled.people.sees("Instansi")
    report = filled.sync()
    assert (report.error, report.requests) == (rounds.HALTED, 0)
    assert filled.people.sees("Instansi") == before
    standing = cases.standing(filled.office)
    assert (standing.word, standing.attention) == ("dihentikan", rounds.HALTED)


def test_whoever_goes_on_brings_all_rows_to_both_sides(filled):
    stopped(filled)
    rows = matching.halted(filled.office)
    job = matched(filled, rows=rows)
    assert (rows, job["total"], job["state"]) == (20, 20, JobState.DONE)
    assert matching.halted(filled.office) is None
    whole(filled)


def test_connecting_anew_goes_on_too(filled, sheets, act):
    stopped(filled)
    connect(filled.office, act(BUDI), json.dumps(sheets.key).encode(), filled.people.book_id)
    filled.sync()
    filled.sync()
    whole(filled)


def test_what_is_in_the_way_ends_it_in_words(filled):
    filled.people.renames_header("Instansi", "Telepon", "Telp")
    job = matched(filled)
    assert job["state"] == JobState.FAILED and "“Telepon” tidak ada" in job["sentence"]
    assert matching.halted(filled.office) is None


def test_it_ends_even_while_something_always_waits(team):
    made = []

    def always():
        made.append(1)
        return Report(pulled=1, pending=1)

    assert "1 menunggu" in matched(team, always)["sentence"]
    assert len(made) == 1 + matching.MORE


def test_only_who_may_connect_a_sheet_begins_it(team):
    with pytest.raises(NotAllowed):
        matching.begin(team.office, team.clock.act(SITI), 1, team.sync)
