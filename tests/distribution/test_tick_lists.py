"""The paper way: what was printed stays true, what is typed is recorded once, and nobody is overwritten."""

from contextlib import suppress
from datetime import UTC, datetime
from itertools import product

import pytest
from cast import RINA, SITI, TONO
from letters_cast import words

from services.distribution import handovers, papers, placing, points, seconds, tick_lists
from services.distribution.tick_lists import Fate
from services.domain.schema import HANDOVER, POINT, RECIPIENT
from services.errors import BadInput, NotAllowed, Refused
from services.storage.database import update


@pytest.fixture
def printed(office, act, point):
    return tick_lists.printed(office, act(RINA), point)


def hand_overs(office):
    with office.database.reading() as reader:
        return {row["recipient"]: row for row in reader.find(HANDOVER, cancelled_at=None)}


def typed(printed, *rows, everybody=False):
    """What a clerk types for the people of those IDs (with their marks), and the total that agrees."""
    ticks = tick_lists.ticks(printed)
    lines = [f"{ticks.code(0, ticks.people.index(row.split()[0]) + 1)} {' '.join(row.split()[1:])}" for row in rows]
    total = len(ticks.people) - sum(row.endswith("-") for row in rows) if everybody else len(rows)
    return "\n".join([*lines, f"A {ticks.number(0)} {'s ' if everybody else ''}{total}"])


def test_the_list_has_a_code_for_each_row_a_number_for_each_page_and_no_whole_nik(office, act, point, printed):
    text = words(papers.tick_list(office, act(RINA), point))
    ticks = tick_lists.ticks(printed)
    assert all(ticks.code(0, row) in text for row in (1, 2, 3)) and ticks.number(0) in text
    assert all(name in text for name in ("Aminah 0", "Badriah 1", "Contoh 2", "K0DE01")) and "Dahlia" not in text
    assert "637205******0001" in text and "6372051101800001" not in text


def test_printing_again_keeps_the_codes_until_the_people_differ(office, act, plan, point, printed):
    assert tick_lists.printed(office, act(), point) == printed
    placing.move(office, act(), ["PEN-3"], point)
    again = tick_lists.printed(office, act(), point)
    assert again["number"] == 2 and again["id"] != printed["id"]
    with office.database.reading() as reader:
        assert [row["number"] for row in tick_lists.lists_of(reader, point)] == [2, 1]


def test_a_point_without_people_has_a_list_too(office, act, programme):
    empty = points.save(office, act(), programme, {"name": "Titik Kosong", "date": act().today})
    assert "Titik Kosong" in words(papers.tick_list(office, act(), empty))
    assert tick_lists.printed(office, act(), empty)["number"] == 1


def test_what_was_typed_is_recorded_as_paper_at_the_end_of_the_day(office, act, clock, point, printed):
    clock.later(days=1)
    assert tick_lists.record(office, act(TONO), printed, typed(printed, "PEN-0", "PEN-1 w Rahmat")) == 2
    rows = hand_overs(office)
    assert (rows["PEN-0"]["taken_by"], rows["PEN-1"]["taken_by"], rows["PEN-1"]["proxy_name"]) == ("Sendiri", "Wakil", "Rahmat")
    assert rows["PEN-0"]["at"] == datetime(2026, 3, 12, 4, tzinfo=UTC) and rows["PEN-0"]["officer"] == "Tono"
    with office.database.reading() as reader:
        assert reader.get(POINT, point)["state"] == "Dibuka"
        assert {entry.source for entry in reader.history(table="handover")} == {"paper"}


def test_typing_a_page_again_changes_nothing(office, act, printed):
    text = typed(printed, "PEN-2 -", everybody=True)
    assert tick_lists.record(office, act(TONO), printed, text) == 2
    assert tick_lists.record(office, act(SITI), printed, text) == 0
    assert [row.fate for row in tick_lists.check(office, printed, text, act().today).rows] == [Fate.BEFORE] * 2
    assert sorted(hand_overs(office)) == ["PEN-0", "PEN-1"]


def test_who_was_served_elsewhere_is_shown_and_noted_and_never_overwritten(office, act, programme, plan, point, printed):
    handovers.hand_over(office, act(SITI), "PEN-0", plan["Banjarbaru Selatan"]["id"], elsewhere_reason="menumpang")
    text = typed(printed, "PEN-0", "PEN-1")
    [served] = tick_lists.check(office, printed, text, act().today).of(Fate.SERVED)
    assert (served.name, served.taken.row) == ("Aminah 0", "A02") and "diserahkan Siti Rahmah" in served.sentence
    for _ in range(2):
        tick_lists.record(office, act(TONO), printed, text)
    assert hand_overs(office)["PEN-0"]["officer"] == "Siti Rahmah" and len(hand_overs(office)) == 2
    with office.database.reading() as reader:
        [(person, _, again, _)] = seconds.of_programme(reader, programme)
    assert person["id"] == "PEN-0" and again.startswith("Titik 2 – Kec. Cempaka")


def test_who_was_scanned_and_ticked_at_the_same_point_has_one_package(office, act, programme, point, printed):
    scanned = handovers.hand_over(office, act(SITI), "PEN-0", point)
    text = typed(printed, "PEN-0", "PEN-1")
    [same] = tick_lists.check(office, printed, text, act().today).of(Fate.HERE)
    assert same.name == "Aminah 0" and "diserahkan Siti Rahmah" in same.sentence
    assert tick_lists.record(office, act(TONO), printed, text) == 1
    assert hand_overs(office)["PEN-0"]["id"] == scanned and len(hand_overs(office)) == 2
    with office.database.reading() as reader:
        assert seconds.of_programme(reader, programme) == []
        assert handovers.counters(reader, reader.get(POINT, point), act().now).handed == 2


def test_who_was_ticked_cancelled_and_then_scanned_has_one_package(office, act, programme, point, printed):
    text = typed(printed, "PEN-0")
    tick_lists.record(office, act(TONO), printed, text)
    handovers.cancel(office, act(TONO), hand_overs(office)["PEN-0"]["id"], "salah baris")
    handovers.hand_over(office, act(SITI), "PEN-0", point)
    assert [row.fate for row in tick_lists.check(office, printed, text, act().today).rows] == [Fate.HERE]


@pytest.mark.parametrize("ways", list(product(["scan here", "scan there", "type"], repeat=3)))
def test_only_a_scan_at_another_point_makes_a_second_package(office, act, programme, plan, point, printed, ways):
    for way in ways:
        if way == "type":
            tick_lists.record(office, act(TONO), printed, typed(printed, "PEN-0"))
            continue
        place = point if way == "scan here" else plan["Banjarbaru Selatan"]["id"]
        with suppress(Refused):
            handovers.hand_over(office, act(SITI), "PEN-0", place, elsewhere_reason="menumpang")
    with office.database.reading() as reader:
        assert bool(seconds.of_programme(reader, programme)) == (ways[0] == "scan there" and "type" in ways)


def test_a_row_stays_the_person_it_was_when_people_are_moved_after_printing(office, act, plan, point, printed):
    placing.move(office, act(), ["PEN-0"], plan["Banjarbaru Selatan"]["id"])
    tick_lists.record(office, act(TONO), printed, typed(printed, "PEN-0"))
    row = hand_overs(office)["PEN-0"]
    assert (row["point"], row["elsewhere_reason"]) == (point, tick_lists.REASON)


def test_a_code_of_the_list_before_is_not_taken_for_one_of_the_new_list(office, act, point, printed):
    placing.move(office, act(), ["PEN-3"], point)
    newer = tick_lists.printed(office, act(), point)
    checked = tick_lists.check(office, newer, typed(printed, "PEN-0"), act().today)
    assert checked.rows == () and checked.faults


def test_nothing_is_recorded_while_a_total_does_not_agree(office, act, printed):
    with pytest.raises(BadInput, match="jumlah di kertas 3, yang diketik 2"):
        tick_lists.record(office, act(TONO), printed, typed(printed, "PEN-0", "PEN-1")[:-1] + "3")
    assert hand_overs(office) == {}


@pytest.mark.parametrize(("change", "said"), [({"state": "Diganti"}, "Tercatat sebagai Diganti"), ({}, "wakil")])
def test_who_may_not_receive_is_told_and_left_out(office, act, programme, printed, change, said):
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-0", **change)])
    with office.database.reading() as reader:
        row = reader.get(tick_lists.PROGRAMME, programme)
    office.database.change(act(), "programme", [update(tick_lists.PROGRAMME, row["id"], proxy_allowed=False)])
    text = typed(printed, "PEN-0 w", "PEN-1")
    assert tick_lists.record(office, act(TONO), printed, text) == 1
    [refused] = tick_lists.check(office, printed, text, act().today).of(Fate.REFUSED)
    assert said in refused.sentence and list(hand_overs(office)) == ["PEN-1"]


def test_a_hand_over_that_was_taken_back_is_not_made_again_by_typing(office, act, printed):
    text = typed(printed, "PEN-0")
    tick_lists.record(office, act(TONO), printed, text)
    handovers.cancel(office, act(TONO), hand_overs(office)["PEN-0"]["id"], "salah baris")
    assert tick_lists.record(office, act(TONO), printed, text) == 0
    [refused] = tick_lists.check(office, printed, text, act().today).rows
    assert refused.fate is Fate.REFUSED and "sudah dibatalkan" in refused.sentence


def test_a_closed_point_takes_nothing_and_a_reader_records_nothing(office, act, point, printed):
    with pytest.raises(NotAllowed):
        tick_lists.record(office, act(RINA), printed, typed(printed, "PEN-0"))
    points.close(office, act(), point, {"to_warehouse": 3})
    with pytest.raises(Refused, match="sudah ditutup"):
        tick_lists.record(office, act(TONO), printed, typed(printed, "PEN-0"))
