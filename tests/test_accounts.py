"""Users and sign-in."""

import pytest
from cast import BUDI, SITI

from services import accounts
from services.domain.occasion import Role
from services.domain.schema import USER
from services.errors import BadInput, NotAllowed, NotSignedIn, Refused

PASSWORD = "rahasia-1"


@pytest.fixture
def siti(office, act):
    values = {"username": "Siti", "name": "Siti Rahmah", "role": Role.OPERATOR, "password": PASSWORD}
    return accounts.add_user(office.database, act(BUDI), values)


@pytest.fixture
def enter(office, clock):
    def enter(username="siti", password=PASSWORD):
        return accounts.sign_in(office.database, clock.act, username, password, clock.now)

    return enter


def test_the_right_name_and_password_open_a_session_whatever_the_case_of_the_name(office, clock, siti, enter):
    token = enter(" SITI ")
    assert accounts.signed_in(office.database, token, clock.now).name == "Siti Rahmah"


def test_a_wrong_password_and_an_unknown_name_get_the_same_sentence(siti, enter):
    sentences = set()
    for name, password in (("siti", "salah-salah"), ("tidak-ada", PASSWORD)):
        with pytest.raises(BadInput) as caught:
            enter(name, password)
        sentences.add(str(caught.value))
    assert len(sentences) == 1


def test_after_five_failures_even_the_right_password_waits_five_minutes(clock, siti, enter):
    for _ in range(5):
        with pytest.raises(BadInput, match="tidak cocok"):
            enter(password="salah-salah")
    with pytest.raises(BadInput, match="Tunggu 5 menit"):
        enter()
    clock.later(minutes=5)
    assert enter()


def test_a_session_ends_by_itself_by_signing_out_and_with_a_new_password(office, act, clock, siti, enter):
    def ended(token):
        with pytest.raises(NotSignedIn):
            accounts.signed_in(office.database, token, clock.now)
        return True

    first, second = enter(), enter()
    accounts.sign_out(office.database, first)
    assert ended(first) and accounts.signed_in(office.database, second, clock.now)
    accounts.set_password(office.database, act(BUDI), siti, "rahasia-2")
    assert ended(second)
    third = enter(password="rahasia-2")
    clock.later(hours=accounts.SESSION_HOURS)
    assert ended(third)


def test_a_user_who_is_not_active_can_not_enter_and_is_out_at_once(office, act, clock, siti, enter):
    token = enter()
    with office.database.reading() as reader:
        row = reader.get(USER, siti)
    accounts.change_user(office.database, act(BUDI), siti, row, {"active": False})
    with pytest.raises(NotSignedIn):
        accounts.signed_in(office.database, token, clock.now)
    with pytest.raises(BadInput):
        enter()


def test_no_password_is_kept_or_written_into_the_history(office, siti):
    assert PASSWORD.encode() not in office.database.path.read_bytes()
    with office.database.reading() as reader:
        assert PASSWORD not in str(reader.history())


def test_the_hash_of_a_password_is_not_in_the_history(office, siti):
    with office.database.reading() as reader:
        assert "argon2" not in str(reader.history())


def test_a_short_password_and_a_taken_name_are_refused(office, act, siti):
    values = {"username": "lain", "name": "Lain", "role": Role.OPERATOR, "password": "pendek"}
    with pytest.raises(BadInput, match="terlalu pendek"):
        accounts.add_user(office.database, act(BUDI), values)
    with pytest.raises(Refused, match="sudah dipakai"):
        accounts.add_user(office.database, act(BUDI), values | {"username": "siti", "password": PASSWORD})


def test_only_an_administrator_makes_users_but_everyone_changes_the_own_password(office, act, siti, enter):
    with pytest.raises(NotAllowed):
        accounts.add_user(office.database, act(SITI), {"username": "x", "name": "X", "password": PASSWORD})
    me = type(SITI)(siti, "Siti Rahmah", Role.OPERATOR)
    accounts.set_password(office.database, act(me), siti, "rahasia-baru")
    assert enter(password="rahasia-baru")


def test_the_last_administrator_stays_one(office, act):
    values = {"username": "budi", "name": "Budi", "role": Role.ADMINISTRATOR, "password": PASSWORD}
    budi = accounts.add_user(office.database, act(BUDI), values)
    with office.database.reading() as reader:
        row = reader.get(USER, budi)
    for loss in ({"role": Role.OPERATOR}, {"active": False}):
        with pytest.raises(Refused, match="satu Administrator"):
            accounts.change_user(office.database, act(BUDI), budi, row, loss)
