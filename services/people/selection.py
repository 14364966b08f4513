"""Stage 6: which of two doubles stays, and who is proposed within the quota.

What the rules propose is computed from the rows and never stored; only what a person decides is.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.domain import choosing
from services.domain.choosing import Candidate, Placed, Preference
from services.domain.occasion import Occasion
from services.domain.schema import AGENCY, HANDOVER, IMPORT, PROGRAMME, RECIPIENT
from services.domain.shares import Home, Share
from services.domain.states import RecipientState
from services.errors import BadInput, Problem, Refused
from services.office import Office
from services.storage import people
from services.storage.database import Change, update
from services.storage.figures import change_count
from services.storage.kept import Last, kept
from services.storage.reader import Reader, Row

CHUNK = 1_000


class Decision(StrEnum):
    """What a person may say about a candidate."""

    FIRST = "Dahulukan"
    RESERVE = "Cadangkan"
    DROP = "Gugurkan"
    RULES = "Menurut aturan"


VALUES: dict[Decision, dict[str, Any]] = {
    Decision.FIRST: {"state": RecipientState.CANDIDATE, "preference": Preference.FIRST},
    Decision.RESERVE: {"state": RecipientState.CANDIDATE, "preference": Preference.RESERVE},
    Decision.DROP: {"state": RecipientState.DROPPED, "preference": None},
    Decision.RULES: {"state": RecipientState.CANDIDATE, "preference": None, "reason": None},
}


def require_open(reader: Reader, programme: str) -> Row:
    """The programme, whose list is not fixed. Raises Refused."""
    row = reader.get(PROGRAMME, programme)
    if row["fixed_at"]:
        raise Refused("Daftar sudah ditetapkan. Minta Kepala Dinas membukanya kembali sebelum mengubah pilihan.")
    return row


def require_reason(text: str) -> str:
    """The reason without blanks around it. Raises BadInput where it is empty."""
    if not text.strip():
        raise BadInput(Problem("reason", "Tulis alasannya; alasan itu masuk Riwayat."))
    return text.strip()


# --- doubles and decisions


def decide(office: Office, occasion: Occasion, recipients: Sequence[str], decision: Decision, reason: str = "") -> None:
    """Put candidates first, into the reserve or out, with a reason; or leave them to the rules again."""
    said = {} if decision is Decision.RULES else {"reason": require_reason(reason)}

    def plan(reader: Reader) -> list[Change]:
        for programme in {row["programme"] for row in reader.find(RECIPIENT, id=list(recipients))}:
            require_open(reader, programme)
        return [update(RECIPIENT, row, **VALUES[decision] | said) for row in recipients]

    office.database.change(occasion, "list", plan)


@dataclass(frozen=True)
class Doubles:
    """Numbers that stand at several people: how many, and the people behind the first of them with their senders."""

    number: int
    groups: tuple[tuple[tuple[Row, str], ...], ...]


def doubles(reader: Reader, programme: str, field: str, limit: int) -> Doubles:
    """The doubles of a programme by `nik` or `no_kk`, as long as nothing was decided."""
    groups = people.doubles(reader, programme, field, limit)
    pairs = (tuple((row, _sender(reader, row)) for row in group) for group in groups)
    return Doubles(people.count_doubles(reader, programme, field), tuple(pairs))


def keep_only(office: Office, occasion: Occasion, recipient: str, field: str) -> None:
    """Of all in the programme with the same number (`nik`, `no_kk`), this one stays and the others are out."""

    def plan(reader: Reader) -> list[Change]:
        stays = reader.get(RECIPIENT, recipient)
        require_open(reader, stays["programme"])
        alike = {field: stays[field], "programme": stays["programme"], "state": people.IN_PLAY}
        return _dropped(reader, field, stays, reader.find(RECIPIENT, **alike))

    office.database.change(occasion, "list", plan)


def keep_first(office: Office, occasion: Occasion, programme: str, field: str) -> None:
    """Of all doubles of a programme, who came first stays; at most a thousand numbers in one act."""

    def plan(reader: Reader) -> list[Change]:
        require_open(reader, programme)
        groups = people.doubles(reader, programme, field, CHUNK)
        return [change for group in groups for change in _dropped(reader, field, group[0], group)]

    office.database.change(occasion, "list", plan)


def _dropped(reader: Reader, field: str, kept: Row, group: Sequence[Row]) -> list[Change]:
    """The changes by which one of a group stays and the others are out."""
    reason = f"{RECIPIENT.field(field).header} ganda; dipakai baris dari {_sender(reader, kept)}"
    others = (row["id"] for row in group if row["id"] != kept["id"])
    return [update(RECIPIENT, row, reason=reason, **VALUES[Decision.DROP]) for row in others]


def _sender(reader: Reader, row: Row) -> str:
    return reader.get(AGENCY, row["agency"])["name"] if row["agency"] else "isian panel"


# --- the proposal


def version(reader: Reader) -> int:
    """Grows with every change: a proposal made for the same version still holds."""
    return change_count(reader)


@dataclass(frozen=True)
class Proposal:
    """Everybody in play where the rules and the decisions place them, in order."""

    chosen: tuple[Placed, ...]
    reserve: tuple[Placed, ...]


@kept(PROGRAMME, RECIPIENT, IMPORT, HANDOVER)
def proposed(reader: Reader, programme: str) -> Proposal:
    """The proposal of a programme: of 25,000 people it takes a second."""
    placed = proposal(reader, reader.get(PROGRAMME, programme))
    return Proposal(*(tuple(one for one in placed if one.chosen is chosen) for chosen in (True, False)))


def look(office: Office, programme: str, _now: datetime) -> None:
    """Make the proposal, for `last`."""
    with office.database.reading() as reader:
        proposed(reader, programme)


def last(reader: Reader, programme: str) -> Last[Proposal] | None:
    """The proposal that was made last, although people may have changed since; None before the first."""
    return proposed.last(reader, programme)


def proposal(reader: Reader, programme: Row) -> list[Placed]:
    """What the rules and the decisions make of everybody in play, in order; as the programme's `share_rule` shares."""
    return arranged(programme, people.candidates(reader, programme["id"]))


def arranged(programme: Row, rows: Sequence[Row]) -> list[Placed]:
    """The places of these candidates (`people.candidates`) as the programme has them chosen."""
    candidates = (Candidate(*(row[name] for name in Candidate._fields)) for row in rows)
    rule = Share(programme["share_rule"]) if programme["share_rule"] else None
    return choosing.choose(candidates, programme["quota"], bool(programme["one_per_kk"]), rule)


def people_of(reader: Reader, placed: Sequence[Placed]) -> list[Row]:
    """The people of a part of the proposal, in its order, with rank and reason as it has them."""
    rows = {row["id"]: row for row in reader.find(RECIPIENT, id=[one.id for one in placed])}
    return [rows[one.id] | {"rank": one.rank, "reason": one.reason} for one in placed if one.id in rows]


def obstacles(reader: Reader, programme: Row) -> list[str]:
    """Why the list cannot be fixed yet, in words."""
    doubles = people.count_doubles(reader, programme["id"], "nik")
    first = people.number_put_first(reader, programme["id"])
    said = (
        (not reader.has(RECIPIENT, programme=programme["id"], state=people.IN_PLAY), "calon penerima"),
        (doubles, f"putusan atas {doubles} NIK ganda"),
        (first > programme["quota"], f"paket: {first} orang didahulukan untuk {programme['quota']} paket"),
    )
    return [words for stands, words in said if stands]


def compare(
    reader: Reader, programme: Row, one: Share | None, other: Share | None
) -> dict[Home, tuple[int, tuple[int, int]]]:
    """For each home how many are in play, and how many either way of sharing chooses; None: the city as one list."""
    homes = {row["id"]: Home(row["kecamatan"], row["kelurahan"]) for row in people.candidates(reader, programme["id"])}
    first, second = (
        Counter(homes[one.id] for one in proposal(reader, programme | {"share_rule": rule}) if one.chosen)
        for rule in (one, other)
    )
    return {home: (number, (first[home], second[home])) for home, number in Counter(homes.values()).items()}


def share(office: Office, occasion: Occasion, programme: str, rule: Share | None, reason: str) -> None:
    """Share the quota over the kelurahan by that rule (None: the whole city as one list), with a reason."""
    why = require_reason(reason)

    def plan(reader: Reader) -> list[Change]:
        require_open(reader, programme)
        return [update(PROGRAMME, programme, share_rule=rule, share_reason=why)]

    office.database.change(occasion, "list", plan)
