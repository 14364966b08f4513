"""Slots share people out evenly over the hours of a point; the message holds no personal data."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.domain.invitation import message, slots

PROGRAMME = {"name": "Paket Ramadan 2026", "goods": "paket Ramadan", "proxy_allowed": False}
POINT = {"name": "Titik 2", "address": "Aula Kecamatan", "kelurahan_list": "Palam, Bangkal", "kecamatan": "Cempaka",
         "date": date(2026, 3, 12), "starts": "08.00", "ends": "12.00"}


def test_people_come_in_slots_from_the_first_hour_to_the_last():
    assert slots("08.00", "09.45", 4, 30) == ["08.00–08.30", "08.00–08.30", "08.30–09.00", "09.00–09.45"]


@given(st.integers(1, 500), st.integers(0, 90))
def test_no_slot_has_more_than_one_person_more_than_another_and_the_order_is_kept(many, minutes):
    given_slots = slots("08.00", "12.00", many, minutes)
    counted = Counter(given_slots)
    assert len(given_slots) == many and given_slots == sorted(given_slots)
    assert max(counted.values()) - min(counted.values()) <= 1


def test_without_hours_or_slots_everybody_has_what_is_known():
    assert slots("08.00", "12.00", 2, 0) == ["08.00–12.00"] * 2
    assert (slots("08.00", None, 1, 30), slots(None, None, 1, 30)) == (["08.00"], [""])


def test_the_message_says_where_when_and_what_to_bring():
    text = message(PROGRAMME, POINT, "Dinas Sosial Kota Banjarbaru")
    for part in ("Kamis, 12 Maret 2026", "pukul 08.00–12.00 WITA", "Titik 2, Aula Kecamatan", "Palam, Bangkal",
                 "KTP dan KK asli", "Tidak dapat diwakilkan", "gratis"):
        assert part in text
    assert "Boleh diwakilkan" in message(PROGRAMME | {"proxy_allowed": True}, POINT, "")
    bare = POINT | {"address": None, "kelurahan_list": None, "kecamatan": None, "starts": None, "ends": None}
    assert "Untuk warga" not in message(PROGRAMME | {"goods": None}, bare, "") and "WITA" not in message(PROGRAMME, bare, "")
