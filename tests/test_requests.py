"""Stage 4: one letter each in one go, who has answered, who is late, reminders."""

from datetime import date, timedelta

import pytest
from cast import THURSDAY
from letters_cast import agencies, reach, started, words

from services import correspondence, numbering, printing, programmes, requests
from services.domain.schema import AGENCY, DATA_REQUEST, LETTER
from services.domain.states import LetterState
from services.errors import BadInput, Refused, Stale

TODAY, DUE = THURSDAY.date(), date(2026, 3, 17)


@pytest.fixture
def programme(office, act):
    return started(office, act)


@pytest.fixture
def three(office, act):
    return agencies(office, act, "Palam", "Bangkal", "Kemuning")


def asked(office, programme, today=TODAY):
    with office.database.reading() as reader:
        return requests.asked(reader, programme, today)


def test_every_agency_gets_its_letter_in_one_act(office, act, programme, three):
    occasion = act()
    requests.ask(office, occasion, programme, three, DUE)
    with office.database.reading() as reader:
        assert len(reader.rows_of(occasion.operation)) == 6
    everyone = asked(office, programme)
    assert [one.letter["addressee"] for one in everyone] == ["Lurah Bangkal", "Lurah Kemuning", "Lurah Palam"]
    text = words(printing.pdf(office, [everyone[2].letter["id"]], THURSDAY))
    assert "Lurah Palam" in text and "Selasa, 17 Maret 2026" in text and "Lurah Bangkal" not in text


def test_all_letters_come_as_one_file(office, act, programme, three):
    requests.ask(office, act(), programme, three, DUE)
    letters = [one.letter["id"] for one in asked(office, programme)]
    text = words(printing.pdf(office, letters, THURSDAY, clean=True))
    assert all(name in text for name in ("Lurah Palam", "Lurah Bangkal", "Lurah Kemuning")) and "KONSEP" not in text


def test_nobody_is_asked_twice_and_then_nobody_at_all(office, act, programme, three):
    requests.ask(office, act(), programme, three[:1], DUE)
    with pytest.raises(Refused, match="sudah diminta"):
        requests.ask(office, act(), programme, three, DUE)
    with office.database.reading() as reader:
        assert reader.count(DATA_REQUEST) == reader.count(LETTER) == 1


def test_a_choice_and_a_day_to_come_are_needed(office, act, programme, three):
    with pytest.raises(BadInput, match="Pilih sedikitnya satu instansi"):
        requests.ask(office, act(), programme, [], DUE)
    with pytest.raises(BadInput, match="sudah lewat"):
        requests.ask(office, act(), programme, three, TODAY - timedelta(1))


def test_an_agency_without_an_addressee_is_addressed_by_its_head(office, act, programme):
    requests.add_agency(office, act(), {"name": "Dinas Kesehatan"})
    with office.database.reading() as reader:
        agency = reader.first(AGENCY)["id"]
    requests.ask(office, act(), programme, [agency], DUE)
    assert asked(office, programme)[0].letter["addressee"] == "Pimpinan Dinas Kesehatan"


def test_all_letters_are_signed_and_numbered_together_in_order(office, act, programme, three):
    reach(office, act, programme, "data_request")
    requests.ask(office, act(), programme, three, DUE)
    letters = [one.letter["id"] for one in asked(office, programme)]
    correspondence.sign(office, act(), letters, act().today, hardcopy_place="map keluar")
    numbering.number(office, act(), letters)
    correspondence.send(office, act(), letters)
    everyone = asked(office, programme)
    assert [one.letter["serial"] for one in everyone] == [1, 2, 3]
    assert {one.letter["state"] for one in everyone} == {LetterState.SENT}
    programmes.finish(office, act(), programme, "data_request")


def test_who_has_not_answered_is_late_from_the_day_after(office, act, programme, three):
    requests.ask(office, act(), programme, three[:1], DUE)
    on_the_day = asked(office, programme, DUE)[0]
    after = asked(office, programme, DUE + timedelta(3))[0]
    assert (on_the_day.word, after.word) == ("Menunggu data", "Terlambat")
    assert after.sentence == "terlambat 3 hari, sejak 17 Maret 2026"
    assert on_the_day.sentence == "ditunggu sampai 17 Maret 2026"


def test_an_answer_ends_the_waiting(office, act, programme, three):
    requests.ask(office, act(), programme, three[:1], DUE)
    seen = asked(office, programme)[0].request
    requests.note(office, act(), seen, {"answered": act().today})
    one = asked(office, programme, DUE + timedelta(3))[0]
    assert (one.late, one.word, one.sentence) == (False, "Selesai", "dijawab 12 Maret 2026")
    with pytest.raises(Stale):
        requests.note(office, act(), seen, {"answered": DUE})


def test_a_reminder_names_the_letter_it_follows(office, act, programme, three):
    requests.ask(office, act(), programme, three[:1], DUE)
    one = asked(office, programme)[0]
    correspondence.sign(office, act(), [one.letter["id"]], act().today, hardcopy_place="map")
    numbering.number(office, act(), [one.letter["id"]])
    requests.remind(office, act(), [one.request["id"]])
    one = asked(office, programme)[0]
    assert "400.9.14.1/1/DINSOS/2026" in words(printing.pdf(office, [one.reminder["id"]], THURSDAY))
    with pytest.raises(Refused, match="sudah diingatkan"):
        requests.remind(office, act(), [one.request["id"]])


def test_a_new_version_stays_the_letter_of_its_agency(office, act, programme, three):
    requests.ask(office, act(), programme, three[:1], DUE)
    old = asked(office, programme)[0].letter["id"]
    correspondence.sign(office, act(), [old], act().today, hardcopy_place="map")
    correspondence.new_version(office, act(), [old])
    new = asked(office, programme)[0].letter
    assert (new["version"], new["addressee"]) == (2, "Lurah Palam")
    assert "Lurah Palam" in words(printing.pdf(office, [new["id"]], THURSDAY))
