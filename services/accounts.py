"""Users and sign-in: argon2 hashes, sessions looked up on every run, failed tries slowed down."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from services.domain.fields import Secret
from services.domain.occasion import Actor, Occasion, Role
from services.domain.schema import USER
from services.errors import BadInput, NotSignedIn, Problem, Refused
from services.storage import state
from services.storage.database import Change, Database, create, event, update
from services.storage.reader import Reader, Row

SESSION_HOURS = 12
SHORTEST_PASSWORD = 8
FREE_FAILURES = 5
PAUSE = timedelta(minutes=5)

PASSWORD = Secret(
    name="password", header="Kata Sandi", required=True, help=f"Paling sedikit {SHORTEST_PASSWORD} huruf atau angka")
NEW_PASSWORD = replace(PASSWORD, header="Kata Sandi Baru")  # of an account that has one

HASHER = PasswordHasher()
# Checked when the user name is unknown, so that the answer takes as long as for a known one.
NOBODY = HASHER.hash(secrets.token_hex(8))


def add_user(database: Database, occasion: Occasion, values: Mapping[str, Any]) -> str:
    """A new user with name, role and `password`; the ID. Raises NotAllowed, BadInput, Refused (name taken)."""
    row = occasion.new_id(USER.prefix)
    database.change(occasion, "users", [new_user(row, values)])
    return row


def new_user(row: str, values: Mapping[str, Any]) -> Change:
    """The change that makes a user. Raises BadInput for a weak password."""
    named = {name: value for name, value in values.items() if name != "password"}
    named["username"] = str(values.get("username") or "").strip().lower()
    return create(USER, row, **named, active=True, password_hash=_hash(values.get("password") or ""))


def set_password(database: Database, occasion: Occasion, user: str, password: str) -> None:
    """A new password by the administrator, or by the user; other sessions of the user end."""
    right = "own_password" if occasion.actor.id == user else "users"
    database.change(occasion, right, [update(USER, user, password_hash=_hash(password))])
    state.close_sessions_of(database, user)


def change_user(database: Database, occasion: Occasion, user: str, seen: Row, values: Mapping[str, Any]) -> None:
    """Change name, role or whether active. The last active administrator stays one. Ends the user's sessions."""

    def plan(reader: Reader) -> list[Change]:
        administrators = [row["id"] for row in reader.find(USER, role=Role.ADMINISTRATOR, active=True)]
        stays = values.get("role", Role.ADMINISTRATOR) == Role.ADMINISTRATOR and values.get("active") is not False
        if administrators == [user] and not stays:
            raise Refused("Harus ada satu Administrator yang aktif. Jadikan orang lain Administrator dulu.")
        return [update(USER, user, seen, **values)]

    database.change(occasion, "users", plan)
    state.close_sessions_of(database, user)


def sign_in(database: Database, occasion_of: Any, username: str, password: str, now: datetime) -> str:
    """A session token for the right name and password. Raises BadInput with the sentence to show.

    `occasion_of(actor)` gives the occasion under which the sign-in enters the history.
    """
    name = username.strip().lower()
    _slow_down(database, name, now)
    with database.reading() as reader:
        user = reader.first(USER, username=name, active=True)
    if not _matches(user["password_hash"] if user else NOBODY, password) or user is None:
        state.count_failure(database, name, now)
        raise BadInput("Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar-kecil, lalu coba lagi.")
    state.forget_failures(database, name)
    token = secrets.token_urlsafe(32)
    state.open_session(database, token, user["id"], now, now + timedelta(hours=SESSION_HOURS))
    database.change(occasion_of(_actor(user)), "own_password", [event(USER, user["id"], sign_in="masuk")])
    return token


def signed_in(database: Database, token: str | None, now: datetime) -> Actor:
    """The person behind a session token. Raises NotSignedIn."""
    user_id = state.session_user(database, token, now) if token else None
    if user_id is None:
        raise NotSignedIn
    with database.reading() as reader:
        user = reader.first(USER, id=user_id, active=True)
    if user is None:
        raise NotSignedIn
    return _actor(user)


def sign_out(database: Database, token: str) -> None:
    """End the session."""
    state.close_session(database, token)


def is_password(user: Row, password: str) -> bool:
    """Whether that is the password of a user."""
    return _matches(user["password_hash"], password)


def has_users(database: Database) -> bool:
    """Whether the office has been set up."""
    with database.reading() as reader:
        return reader.has(USER)


def _actor(user: Row) -> Actor:
    return Actor(user["id"], user["name"], Role(user["role"]))


def _hash(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        sentence = f"Kata sandi terlalu pendek. Pakai paling sedikit {SHORTEST_PASSWORD} huruf atau angka."
        raise BadInput(Problem("password", sentence))
    return HASHER.hash(password)


def _matches(known: str, password: str) -> bool:
    try:
        return HASHER.verify(known, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _slow_down(database: Database, name: str, now: datetime) -> None:
    failed, last = state.failures(database, name)
    if failed >= FREE_FAILURES and last is not None and now < last + PAUSE:
        raise BadInput("Terlalu banyak percobaan. Tunggu 5 menit, lalu coba lagi.")
