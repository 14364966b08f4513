"""The desk on a weak line: what its browser holds, and what happens to what it sends, once or twice, soon or late."""

import pytest
from cast import BUDI, KADIS, SITI, TONO

from services import waiting
from services.distribution import complaints, desk_day, handovers, seconds, tick_lists
from services.domain.schema import COMPLAINT, FILE, HANDOVER, POINT, USER
from services.errors import BadFile, BadInput, NotAllowed, PanelError, Refused
from services.storage.database import create

HOUR = 3600


@pytest.fixture
def point(plan):
    return plan["Cempaka"]


def sent(code, point, recipient="PEN-0", ago=0, late=False, **more):
    return desk_day.deed(
        {"code": f"{code:0>10}", "ago": ago, "late": late, "recipient": recipient, "point": point["id"]} | more)


def hand_overs(office):
    with office.database.reading() as reader:
        return reader.find(HANDOVER)


def told(office, read, *arguments):
    with office.database.reading() as reader:
        return read(reader, *arguments)


def test_the_browser_holds_the_people_of_its_point_with_their_answers_and_no_whole_nik(office, act, point):
    handovers.hand_over(office, act(TONO), "PEN-1", point["id"])
    people = told(office, desk_day.people_of, point, act().today)
    assert {person.id: person.answer.word for person in people} == {
        "PEN-0": "BOLEH", "PEN-1": "SUDAH", "PEN-2": "BOLEH"}
    assert people[0].answer.who == "637205******0002 · Bangkal" and "6372051201800002" not in str(people)


def test_of_the_people_of_other_points_it_holds_the_codes_alone(office, act, plan, point):
    [other] = told(office, desk_day.elsewhere, point, act().today)
    assert (other.lead, other.codes) == (f"Ambil di {plan['Banjarbaru Selatan']['name']}", ("K0DE00",))
    assert other.rest == ", hari ini pukul 08.00–12.00."


def test_a_search_answers_for_each_person_found(office, act, plan, point):
    handovers.hand_over(office, act(TONO), "PEN-0", plan["Banjarbaru Selatan"]["id"], elsewhere_reason="menumpang")
    found = told(office, desk_day.look_up, point, "a", act().today)
    assert found == []
    found = told(office, desk_day.look_up, point, "ah", act().today)
    assert [(person.id, person.answer.word) for person in found] == [
        ("PEN-0", "SUDAH"), ("PEN-1", "BOLEH"), ("PEN-3", "BUKAN TITIK INI")]


def test_a_deed_that_arrives_twice_is_done_once(office, act, point):
    once = [desk_day.hand_over(office, act(TONO), sent("7K", point)) for _ in range(3)]
    assert once == ["SER-000000007K"] * 3
    assert len(hand_overs(office)) == 1


def test_a_deed_keeps_the_time_at_which_it_was_done(office, act, clock, point):
    desk_day.hand_over(office, act(TONO), sent("A", point, ago=2 * HOUR))
    desk_day.hand_over(office, act(TONO), sent("B", point, "PEN-1", ago=-5))
    desk_day.hand_over(office, act(TONO), sent("C", point, "PEN-2", ago=1e9))
    times = {row["recipient"]: (clock.now - row["at"]).total_seconds() for row in hand_overs(office)}
    assert times == {"PEN-0": 2 * HOUR, "PEN-1": 0, "PEN-2": 0}


def test_somebody_served_elsewhere_meanwhile_is_refused_and_noted_for_the_office(office, act, programme, point):
    handovers.hand_over(office, act(SITI), "PEN-0", point["id"])
    for _ in range(2):
        with pytest.raises(Refused, match="Sudah diterima hari ini"):
            desk_day.hand_over(office, act(TONO), sent("A", point, ago=60, late=True))
    [(person, valid, again, _)] = told(office, seconds.of_programme, programme)
    assert (person["id"], valid["officer"]) == ("PEN-0", "Siti Rahmah")
    assert again.startswith(point["name"]) and again.endswith("diserahkan Tono")
    assert told(office, seconds.of_programme, "PRG-LAIN") == []
    said = [line.text for line in waiting.today_of(office, SITI.role, act().today).lines]
    assert any(text.startswith("1 orang menerima dua kali di") for text in said)


def test_an_officer_who_is_refused_in_time_kept_the_package_and_nothing_is_noted(office, act, programme, point):
    handovers.hand_over(office, act(SITI), "PEN-0", point["id"])
    with pytest.raises(Refused):
        desk_day.hand_over(office, act(TONO), sent("A", point))
    assert told(office, seconds.of_programme, programme) == []


def test_a_refused_deed_may_be_sent_again_when_the_reason_is_gone(office, act, point):
    first = handovers.hand_over(office, act(SITI), "PEN-0", point["id"])
    with pytest.raises(Refused):
        desk_day.hand_over(office, act(TONO), sent("A", point, late=True))
    handovers.cancel(office, act(SITI), first, "salah orang")
    assert desk_day.hand_over(office, act(TONO), sent("A", point, late=True)) == "SER-000000000A"


def test_a_hand_over_that_was_never_sent_is_cancelled_by_the_name_it_will_have(office, act, clock, point):
    clock.later(days=1)
    yesterday = 24 * HOUR
    desk_day.hand_over(office, act(TONO), sent("A", point, ago=yesterday, late=True))
    undo = sent("B", point, ago=yesterday - 60, handover="SER-000000000A", reason="salah orang")
    assert desk_day.cancel(office, act(TONO), undo) == desk_day.cancel(office, act(TONO), undo)
    [row] = hand_overs(office)
    assert (row["cancelled_at"] - row["at"]).total_seconds() == 60 and row["cancel_reason"] == "salah orang"


def test_a_wakil_comes_through_with_all_particulars(office, act, point):
    proxy = {"proxy_relation": "Anak", "proxy_name": "Rahmat", "proxy_phone": "0812", "proxy_reason": "sakit"}
    with pytest.raises(BadInput, match="KK"):
        desk_day.hand_over(office, act(TONO), sent("A", point, proxy=proxy))
    desk_day.hand_over(office, act(TONO), sent("A", point, proxy=proxy | {"kk_seen": True}))
    assert hand_overs(office)[0]["proxy_name"] == "Rahmat"


@pytest.mark.parametrize("nonsense", [
    None, [], "x", {}, {"code": "kecil", "ago": 0}, {"code": "0" * 10}, {"code": "0" * 11, "ago": 0},
    {"code": 1, "ago": 0}, {"code": "0" * 10, "ago": "0"},
])
def test_what_is_no_deed_is_said_in_a_sentence(nonsense):
    with pytest.raises(BadInput, match="tidak dapat dibaca"):
        desk_day.deed(nonsense)


@pytest.mark.parametrize("nonsense", [{"recipient": {"a": 1}}, {"point": None}, {"proxy": {"proxy_name": ["x"]}}])
def test_a_deed_of_nonsense_changes_nothing(office, act, point, nonsense):
    values = {"code": "0" * 10, "ago": 0, "recipient": "PEN-0", "point": point["id"]} | nonsense
    with pytest.raises(PanelError):
        desk_day.hand_over(office, act(TONO), desk_day.deed(values))
    assert hand_overs(office) == []


def test_the_history_says_that_it_came_from_a_desk(office, act, point):
    desk_day.hand_over(office, act(TONO), sent("A", point))
    with office.database.reading() as reader:
        assert reader.get(POINT, point["id"])["state"] == "Dibuka"
        assert {entry.source for entry in reader.history(operation="OP-000000000A")} == {"desk"}


@pytest.fixture
def users(office, act):
    office.database.change(act(BUDI), "users", [
        create(USER, actor.id, username=actor.id.lower(), name=actor.name, role=actor.role, active=True, password_hash="x")
        for actor in (TONO, KADIS)
    ])


def test_a_queue_that_somebody_else_sends_keeps_who_did_it(office, act, programme, point, users):
    desk_day.hand_over(office, act(SITI), sent("A", point, ago=60, late=True, officer=TONO.id))
    assert hand_overs(office)[0]["officer"] == "Tono"
    with office.database.reading() as reader:
        assert {entry.actor_name for entry in reader.history(operation="OP-000000000A")} == {"Siti Rahmah"}
    handovers.hand_over(office, act(SITI), "PEN-1", point["id"])
    with pytest.raises(Refused):
        desk_day.hand_over(office, act(SITI), sent("B", point, "PEN-1", late=True, officer=TONO.id))
    [(_, _, again, _)] = told(office, seconds.of_programme, programme)
    assert again.endswith("diserahkan Tono")


@pytest.mark.parametrize("officer", ["USR-LAIN", KADIS.id, None, {"a": 1}])
def test_a_device_cannot_name_just_anybody_as_the_officer(office, act, point, users, officer):
    desk_day.hand_over(office, act(SITI), sent("A", point, officer=officer))
    assert hand_overs(office)[0]["officer"] == "Siti Rahmah"


def test_a_complaint_is_noted_once_and_answered_by_the_office(office, act, programme, point):
    said = sent("A", point, name="Contoh Warga", phone="", reason="Tidak ada di daftar, padahal diundang.")
    assert [desk_day.complain(office, act(TONO), said) for _ in range(2)] == ["ADU-000000000A"] * 2
    [row] = told(office, complaints.of_programme, programme)
    assert (row["name"], row["officer"], row["answer"]) == ("Contoh Warga", "Tono", None)
    with pytest.raises(NotAllowed):
        complaints.answer(office, act(TONO), row["id"], row, {"answer": "x"})
    complaints.answer(office, act(SITI), row["id"], row, {"answer": "Masuk cadangan."})
    [row] = told(office, complaints.of_programme, programme)
    assert row["answer"] == "Masuk cadangan."


def test_a_complaint_without_name_or_reason_is_refused(office, act, point):
    with pytest.raises(BadInput, match="Pengaduan"):
        desk_day.complain(office, act(TONO), sent("A", point, name="Contoh", reason=""))
    with office.database.reading() as reader:
        assert reader.count(COMPLAINT) == 0


def test_a_photo_is_kept_beside_its_hand_over(office, act, point):
    served = handovers.hand_over(office, act(TONO), "PEN-0", point["id"])
    for _ in range(2):  # the answer may get lost on the way
        desk_day.photograph(office, act(TONO), served, b"\xff\xd8\xff foto", "0" * 10)
    with office.database.reading() as reader:
        [kept] = reader.find(FILE, owner=served)
    assert (kept["kind"], kept["name"]) == ("jpg", desk_day.PHOTO) and office.files.read(kept["sha256"])
    with pytest.raises(BadFile):
        desk_day.photograph(office, act(TONO), served, b"bukan foto", "1" * 10)
    with pytest.raises(BadInput):
        desk_day.photograph(office, act(TONO), served, b"\xff\xd8\xff foto", "x")


def test_what_was_typed_from_this_points_paper_is_the_hand_over_that_a_device_sends_later(office, act, programme, point):
    printed = tick_lists.printed(office, act(), point["id"])
    ticks = tick_lists.ticks(printed)
    row = ticks.people.index("PEN-0") + 1
    tick_lists.record(office, act(TONO), printed, f"{ticks.code(0, row)}\nA {ticks.number(0)} 1")
    typed = desk_day.hand_over(office, act(TONO), sent("A", point, ago=60, late=True))
    assert typed.endswith(f"A{row:02}") and told(office, seconds.of_programme, programme) == []
    with pytest.raises(Refused, match="Sudah diterima"):  # an officer who stands there hands nothing over
        desk_day.hand_over(office, act(TONO), sent("B", point))
