"""The desk's answers, the codes it is told, and the pace of a queue."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain import desk
from services.domain.desk import Word
from services.domain.paper import ALPHABET

TODAY = date(2026, 3, 12)
AT = datetime(2026, 3, 12, 1, 5, tzinfo=UTC)  # 09.05 WITA
PROGRAMME = {"id": "PRG-1", "name": "Paket Ramadan 2026", "goods": "paket Ramadan"}
HERE = {"id": "TTK-3", "name": "Titik 3 – Aula Kec. Cempaka", "date": TODAY, "starts": "08.00", "ends": "12.00"}
THERE = {"id": "TTK-5", "name": "Titik 5 – Aula Kec. Banjarbaru Selatan", "date": TODAY, "starts": "10.00",
         "ends": "11.00"}
POINTS = {row["id"]: row for row in (HERE, THERE)}
BADRIAH = {"id": "PEN-1", "programme": "PRG-1", "deleted": False, "name": "BADRIAH", "nik": "6372046601800007",
           "rt": "004", "rw": "002", "kelurahan": "Sungai Tiung", "state": "Ditetapkan", "point": "TTK-3"}
SERVED = {"id": "SER-1", "at": AT, "point": "TTK-3", "officer": "Hendra", "taken_by": "Sendiri", "proxy_name": None,
          "proxy_relation": None}
PROXIED = SERVED | {"taken_by": "Wakil"}


def answer(person=BADRIAH, served=None, today=TODAY):
    return desk.answer(person, HERE, POINTS, served, PROGRAMME, today)


def test_who_is_on_the_list_at_this_point_may():
    found = answer()
    assert (found.word, found.name) == (Word.MAY, "BADRIAH")
    assert found.who == "637204******0007 · RT 004/RW 002 · Sungai Tiung"
    assert found.lead == "1 paket Ramadan."


def test_the_answer_never_holds_a_whole_nik():
    assert BADRIAH["nik"] not in repr(answer()) and BADRIAH["nik"] not in repr(answer(served=SERVED))


def test_who_was_served_is_told_when_where_and_by_whom():
    found = answer(served=SERVED)
    assert (found.word, found.handover) == (Word.SERVED, "SER-1")
    assert found.sentence == (
        "Sudah diterima hari ini pukul 09.05 di Titik 3 – Aula Kec. Cempaka, diserahkan Hendra, "
        "diterima yang bersangkutan.")


def test_a_wakil_is_named_with_the_relation():
    assert "diterima Rahmat (anak)" in answer(served=PROXIED | {"proxy_name": "Rahmat", "proxy_relation": "Anak"}).rest
    assert "diterima wakil." in answer(served=PROXIED).rest


def test_another_day_is_written_out():
    assert "diterima Kamis, 12 Maret 2026 pukul 09.05" in answer(served=SERVED, today=date(2026, 3, 13)).lead


def test_who_belongs_elsewhere_is_told_where_and_when():
    found = answer(BADRIAH | {"point": "TTK-5"})
    assert found.word is Word.ELSEWHERE
    assert found.sentence == "Ambil di Titik 5 – Aula Kec. Banjarbaru Selatan, hari ini pukul 10.00–11.00."


def test_who_has_no_point_yet_is_not_at_the_right_one():
    assert answer(BADRIAH | {"point": None}).word is Word.ELSEWHERE


@pytest.mark.parametrize("state", ["Calon", "Cadangan", "Diganti", "Gugur"])
def test_who_is_not_on_the_fixed_list_is_not_registered(state):
    found = answer(BADRIAH | {"state": state})
    assert found.word is Word.UNKNOWN and state in found.sentence


def test_who_was_served_and_replaced_later_was_served():
    assert answer(BADRIAH | {"state": "Diganti"}, SERVED).word is Word.SERVED


@pytest.mark.parametrize("other", [{"programme": "PRG-2"}, {"deleted": True}])
def test_a_stranger_to_the_programme_is_not_registered(other):
    assert answer(BADRIAH | other).word is Word.UNKNOWN


@pytest.mark.parametrize("typed", ["K7PQ30", "k7pq3o", " K7PQ-30 ", "https://bansos.contoh.id/verifikasi/K7PQ30/"])
def test_a_code_is_understood_however_it_comes(typed):
    assert desk.code_in(typed) == "K7PQ30"


@given(st.text(ALPHABET, min_size=6, max_size=6))
def test_a_code_as_printed_is_taken_as_it_is(code):
    assert desk.code_in(code) == code == desk.code_in(code.lower())


def every(seconds, count):
    return [AT + timedelta(seconds=seconds * n) for n in range(count)]


def test_the_pace_tells_when_the_last_one_will_be_served():
    found = desk.pace(every(60, 20), AT + timedelta(minutes=20), waiting=30)
    assert (found.seconds, found.each) == (60, "60 detik")
    assert found.end == AT + timedelta(minutes=50)


def test_a_pause_makes_the_pace_slower():
    brisk = desk.pace(every(60, 20), AT + timedelta(minutes=20), 30)
    paused = desk.pace(every(60, 20), AT + timedelta(minutes=60), 30)
    assert paused.seconds > brisk.seconds and paused.each == "3 menit"


def test_two_hand_overs_and_those_of_yesterday_make_no_pace():
    assert desk.pace(every(60, 2), AT + timedelta(minutes=2), 30) is None
    assert desk.pace(every(60, 20), AT + timedelta(days=1), 30) is None


def test_packages_left_are_unknown_until_it_is_told_how_many_were_brought():
    assert desk.Counters(planned=87, packages=80, handed=41, not_come=46).left == 39
    assert desk.Counters(planned=87, packages=None, handed=41, not_come=46).left is None
