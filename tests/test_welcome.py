"""The first start."""

import pytest
from cast import Clock

from services import accounts, welcome
from services.domain.schema import OFFICIAL
from services.errors import BadInput, Refused

ADMINISTRATOR = {"username": "admin", "name": "Budi", "password": "rahasia-1"}
HEAD = {"duty": "Kepala Dinas", "position": "Kepala Dinas Sosial", "name": "Dr. Aminah, M.Si", "form": "Definitif"}


def test_office_officials_and_administrator_are_made_in_one_act(office, clock: Clock):
    welcome.set_up(office, clock.act(welcome.PANEL), {"office": "Dinas Sosial", "phone": "0511-1"}, [HEAD], ADMINISTRATOR)
    assert office.settings()["phone"] == "0511-1" and office.settings()["paper"] == "A4"
    assert accounts.sign_in(office.database, clock.act, "admin", "rahasia-1", clock.now)
    with office.database.reading() as reader:
        assert reader.first(OFFICIAL)["name"] == "Dr. Aminah, M.Si"


def test_a_weak_password_leaves_nothing_half_done(office, clock):
    with pytest.raises(BadInput):
        welcome.set_up(office, clock.act(welcome.PANEL), {}, [HEAD], ADMINISTRATOR | {"password": "x"})
    with office.database.reading() as reader:
        assert reader.count(OFFICIAL) == 0 and not accounts.has_users(office.database)


def test_an_office_is_set_up_once(office, clock):
    welcome.set_up(office, clock.act(welcome.PANEL), {}, [], ADMINISTRATOR)
    with pytest.raises(Refused, match="sudah disiapkan"):
        welcome.set_up(office, clock.act(welcome.PANEL), {}, [], ADMINISTRATOR | {"username": "lain"})
