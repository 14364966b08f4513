"""Handing over: once, at the right point, by the right hands, taken back within the day."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cast import KABID, RINA, SITI, TONO
from distribution_cast import distribution, planned, set_stage

from services import programmes
from services.distribution import handovers, points
from services.domain.desk import Word
from services.domain.schema import HANDOVER, POINT, RECIPIENT
from services.errors import BadInput, NotAllowed, PanelError, Refused
from services.storage.database import update

PROXY = {"proxy_relation": "Anak", "proxy_name": "Rahmat", "proxy_phone": "0812", "proxy_reason": "sakit",
         "kk_seen": True}


def count(office, **equals):
    with office.database.reading() as reader:
        return reader.count(HANDOVER, **equals)


def row_of(office, table, row):
    with office.database.reading() as reader:
        return reader.get(table, row)


def answer(office, person, point, today):
    with office.database.reading() as reader:
        return handovers.answer(reader, reader.get(RECIPIENT, person), reader.get(POINT, point), today)


def test_a_package_is_handed_over_and_the_point_is_open(office, act, point):
    row = row_of(office, HANDOVER, handovers.hand_over(office, act(TONO), "PEN-0", point))
    assert (row["recipient"], row["officer"], row["taken_by"]) == ("PEN-0", "Tono", "Sendiri")
    assert row_of(office, POINT, point)["state"] == "Dibuka"


def test_a_second_time_is_refused_and_says_when_where_and_by_whom(office, act, clock, point):
    handovers.hand_over(office, act(TONO), "PEN-0", point)
    clock.later(minutes=10)
    with pytest.raises(Refused) as caught:
        handovers.hand_over(office, act(SITI), "PEN-0", point)
    assert str(caught.value) == (
        "Sudah diterima hari ini pukul 09.20 di Titik 2 – Kec. Cempaka, diserahkan Tono, diterima yang bersangkutan.")
    assert answer(office, "PEN-0", point, act().today).word is Word.SERVED


def test_a_double_click_hands_over_once_and_says_so_twice(office, act, point):
    once = act(TONO, operation="OP-DOUBLE")
    assert handovers.hand_over(office, once, "PEN-0", point) == handovers.hand_over(office, once, "PEN-0", point)
    assert count(office) == 1


def test_twenty_desks_at_the_same_instant_serve_a_person_once(office, act, point):
    occasions = [act(TONO) for _ in range(20)]

    def serve(occasion):
        try:
            return handovers.hand_over(office, occasion, "PEN-0", point)
        except PanelError as error:
            return error

    with ThreadPoolExecutor(20) as desks:
        results = list(desks.map(serve, occasions))
    refused = [result for result in results if isinstance(result, Refused)]
    assert len(refused) == 19 and all("Sudah diterima hari ini" in str(error) for error in refused)
    assert count(office, recipient="PEN-0") == 1


def test_another_point_hands_over_only_with_a_reason(office, act, plan):
    other = plan["Banjarbaru Selatan"]["id"]
    with pytest.raises(BadInput, match="Ambil di Titik 2"):
        handovers.hand_over(office, act(TONO), "PEN-0", other, elsewhere_reason="  ")
    row = handovers.hand_over(office, act(TONO), "PEN-0", other, elsewhere_reason="tidak ada kendaraan")
    assert row_of(office, HANDOVER, row)["elsewhere_reason"] == "tidak ada kendaraan"


@pytest.mark.parametrize("state", ["Calon", "Cadangan", "Diganti", "Gugur"])
def test_only_who_is_on_the_fixed_list_receives(office, act, point, state):
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-0", state=state)])
    with pytest.raises(Refused, match=f"Tercatat sebagai {state}"):
        handovers.hand_over(office, act(TONO), "PEN-0", point)


def test_who_is_of_another_programme_does_not_receive_here(office, act, clock, point):
    other = programmes.start(office, act(), {"name": "Bantuan Lansia", "year": 2026, "quota": 10})
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-0", programme=other)])
    with pytest.raises(Refused, match="Tidak ada dalam daftar"):
        handovers.hand_over(office, act(TONO), "PEN-0", point)


def test_a_wakil_receives_with_all_particulars(office, act, point):
    row = row_of(office, HANDOVER, handovers.hand_over(office, act(TONO), "PEN-0", point, PROXY))
    assert (row["taken_by"], row["proxy_name"], row["kk_seen"]) == ("Wakil", "Rahmat", True)
    assert "diterima Rahmat (anak)" in answer(office, "PEN-0", point, act().today).sentence


def test_everything_a_wakil_lacks_is_told_at_once(office, act, point):
    with pytest.raises(BadInput) as caught:
        handovers.hand_over(office, act(TONO), "PEN-0", point, {"kk_seen": True})
    assert len(caught.value.problems) == 4


def test_a_wakil_shows_the_kk(office, act, point):
    with pytest.raises(BadInput, match="KK Diperlihatkan"):
        handovers.hand_over(office, act(TONO), "PEN-0", point, PROXY | {"kk_seen": False})


def test_a_programme_may_refuse_wakil(office, act):
    strict = distribution(office, act)
    point = planned(office, act, strict)["Cempaka"]["id"]
    with pytest.raises(Refused, match="tidak boleh diwakilkan"):
        handovers.hand_over(office, act(TONO), "PEN-0", point, PROXY)


def test_nothing_is_handed_over_unless_the_stage_runs(office, act, programme, point):
    with office.database.reading() as reader:
        stage = programmes.stages(reader, programme)["distribution"]["id"]
        assert handovers.desks(reader)
    set_stage(office, act, stage, "Selesai")
    with pytest.raises(Refused, match="tidak sedang berjalan"):
        handovers.hand_over(office, act(TONO), "PEN-0", point)
    with office.database.reading() as reader:
        assert handovers.desks(reader) == []


def test_a_closed_point_hands_nothing_over_and_takes_nothing_back(office, act, point):
    given = handovers.hand_over(office, act(TONO), "PEN-0", point)
    points.close(office, act(TONO), point, {"to_warehouse": 2})
    with pytest.raises(Refused, match="sudah ditutup"):
        handovers.hand_over(office, act(TONO), "PEN-1", point)
    with pytest.raises(Refused, match="sudah ditutup"):
        handovers.cancel(office, act(TONO), given, "salah orang")


@pytest.mark.parametrize("person", [RINA, KABID])
def test_only_the_field_and_the_office_hand_over(office, act, point, person):
    with pytest.raises(NotAllowed):
        handovers.hand_over(office, act(person), "PEN-0", point)


def test_a_cancelled_hand_over_stays_and_the_person_may_receive(office, act, point):
    first = handovers.hand_over(office, act(TONO), "PEN-0", point)
    handovers.cancel(office, act(TONO), first, "salah orang")
    handovers.hand_over(office, act(TONO), "PEN-0", point)
    assert row_of(office, HANDOVER, first)["cancel_reason"] == "salah orang"
    assert (count(office), count(office, cancelled_at=None)) == (2, 1)
    with office.database.reading() as reader:
        kinds = [entry.kind for entry in reader.history(row=first)]
    assert kinds == ["change", "create"]


def test_a_hand_over_is_cancelled_once_with_a_reason_and_on_its_day(office, act, clock, point):
    given = handovers.hand_over(office, act(TONO), "PEN-0", point)
    with pytest.raises(BadInput, match="wajib diisi"):
        handovers.cancel(office, act(TONO), given, " ")
    clock.later(days=1)
    with pytest.raises(Refused, match="hari yang sama"):
        handovers.cancel(office, act(TONO), given, "salah orang")
    clock.later(days=-1)
    handovers.cancel(office, act(TONO), given, "salah orang")
    with pytest.raises(Refused, match=r"sudah dibatalkan pukul 09\.20"):
        handovers.cancel(office, act(TONO), given, "salah orang")


@pytest.mark.parametrize(("typed", "ids"), [
    ("K0DE00", ["PEN-3"]), ("k0de-00", ["PEN-3"]), ("0001", ["PEN-1"]), ("badriah", ["PEN-1"]), ("1 BADR", ["PEN-1"]),
    ("k0de", ["PEN-0", "PEN-1", "PEN-2", "PEN-3"]), ("kod", []),
    ("%", []), ("", []), ("a", []), ("Tidak Ada", []), ("001", []),
])
def test_a_person_is_found_by_code_or_its_beginning_by_the_end_of_the_nik_or_by_name(office, plan, programme, typed, ids):
    with office.database.reading() as reader:
        assert [row["id"] for row in handovers.find(reader, programme, typed)] == ids


def test_an_invitation_of_somebody_replaced_is_still_answered(office, act, programme, plan):
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-0", state="Diganti")])
    with office.database.reading() as reader:
        code = reader.get(RECIPIENT, "PEN-0")["code"]
        assert [row["id"] for row in handovers.find(reader, programme, code)] == ["PEN-0"]
        assert handovers.find(reader, programme, "aminah") == []


def test_the_counters_follow_the_day(office, act, clock, programme, plan, point):
    other = plan["Banjarbaru Selatan"]["id"]
    handovers.hand_over(office, act(TONO), "PEN-0", point)
    handovers.hand_over(office, act(TONO), "PEN-1", other, elsewhere_reason="menumpang")
    with office.database.reading() as reader:
        now = handovers.counters(reader, reader.get(POINT, point), clock.now)
    assert (now.planned, now.handed, now.left, now.not_come, now.pace) == (3, 1, 2, 1, None)


def test_the_pace_comes_from_the_hand_overs_at_the_point(office, act, clock):
    programme = distribution(office, act, people=8)
    point = planned(office, act, programme)["Cempaka"]
    for number in (0, 1, 2, 4):
        handovers.hand_over(office, act(TONO), f"PEN-{number}", point["id"])
        clock.later(seconds=50)
    with office.database.reading() as reader:
        pace = handovers.counters(reader, point, clock.now).pace
    assert pace.each == "50 detik" and pace.end > clock.now
