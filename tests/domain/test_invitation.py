"""Slots share people out evenly over the hours of a point; the message holds no personal data."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.domain.invitation import appointed, message, slots

PROGRAMME = {"name": "Paket Ramadan 2026", "goods": "paket Ramadan", "proxy_allowed": False}
POINT = {"name": "Titik 2", "address": "Aula Kecamatan", "kelurahan_list": "Palam, Bangkal", "kecamatan": "Cempaka",
         "date": date(2026, 3, 12), "starts": "08.00", "ends": "12.00"}


def people(*slots_they_have):
    return [{"id": number, "slot": slot} for number, slot in enumerate(slots_they_have)]


def test_the_last_slot_takes_what_is_left_of_the_hours():
    assert slots("08.00", "09.45", 30) == ["08.00–08.30", "08.30–09.00", "09.00–09.45"]


@given(st.integers(1, 500), st.integers(0, 90))
def test_no_slot_has_more_than_one_person_more_than_another_and_the_order_is_kept(many, minutes):
    given_slots = list(appointed(POINT, people(*[None] * many), minutes).values())
    counted = Counter(given_slots)
    assert len(given_slots) == many and given_slots == sorted(given_slots)
    assert max(counted.values()) - min(counted.values()) <= 1


@given(st.lists(st.sampled_from([None, "07.00–07.30", *slots("08.00", "12.00", 30)]), max_size=60))
def test_who_has_a_slot_of_the_point_keeps_it_and_the_others_fill_what_is_free(slots_they_have):
    given_slots = appointed(POINT, people(*slots_they_have), 30)
    offered = slots("08.00", "12.00", 30)
    for number, slot in enumerate(slots_they_have):
        assert given_slots[number] == slot if slot in offered else given_slots[number] in offered
    fair = -(-len(slots_they_have) // len(offered))
    kept = Counter(slot for slot in slots_they_have if slot in offered)
    assert all(many <= max(fair, kept[slot]) for slot, many in Counter(given_slots.values()).items())
    assert appointed(POINT, [{"id": row, "slot": slot} for row, slot in given_slots.items()], 30) == given_slots


def test_without_hours_or_slots_everybody_has_what_is_known():
    assert slots("08.00", "12.00", 0) == ["08.00–12.00"] and slots("08.00", None, 30) == ["08.00"]
    assert appointed(POINT | {"starts": None, "ends": None}, people(None, "08.00–08.30"), 30) == {0: None, 1: None}


def test_the_message_says_where_when_and_what_to_bring():
    text = message(PROGRAMME, POINT, "Dinas Sosial Kota Banjarbaru")
    for part in ("Kamis, 12 Maret 2026", "pukul 08.00–12.00 WITA", "Titik 2, Aula Kecamatan", "Palam, Bangkal",
                 "KTP dan KK asli", "Tidak dapat diwakilkan", "gratis"):
        assert part in text
    assert "Boleh diwakilkan" in message(PROGRAMME | {"proxy_allowed": True}, POINT, "")
    bare = POINT | {"address": None, "kelurahan_list": None, "kecamatan": None, "starts": None, "ends": None}
    assert "Untuk warga" not in message(PROGRAMME | {"goods": None}, bare, "") and "WITA" not in message(PROGRAMME, bare, "")
