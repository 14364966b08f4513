"""Doubles over agencies, programmes and years: who may be one person, and what a person decided about each pair.

A decision holds for the two people, not for their rows: when the same two NIKs come again next year, nobody is asked.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from services.domain import likeness, pairing
from services.domain.likeness import LIKELY, Likeness, Marked, Person
from services.domain.nik import mask
from services.domain.occasion import Occasion
from services.domain.schema import AGENCY, DECISION, PROGRAMME, RECIPIENT
from services.domain.states import Verdict
from services.errors import Refused
from services.office import Office
from services.storage import doubles as stored
from services.storage import state
from services.storage.database import Change, create, delete
from services.storage.kept import Last
from services.storage.reader import Reader, Row

Two = frozenset[str]  # the NIKs of two people, or the IDs of their rows where the NIKs do not tell them apart


class Pair(NamedTuple):
    """The IDs of two recipients, and the two people they are."""

    first: str
    second: str
    people: Two


def pair_of(one: Mapping[str, Any], other: Mapping[str, Any]) -> Pair:
    """The pair of two rows (anything with `id` and `nik`)."""
    apart = one["nik"] and other["nik"] and one["nik"] != other["nik"]
    key = "nik" if apart else "id"
    return Pair(one["id"], other["id"], frozenset((one[key], other[key])))


@dataclass(frozen=True)
class Found:
    """The pairs of a programme by why a person is asked: the same NIK, the same No. KK, or likeness."""

    nik: tuple[Pair, ...] = ()
    no_kk: tuple[Pair, ...] = ()
    alike: tuple[Pair, ...] = ()

    def without(self, known: Collection[Two]) -> "Found":
        """What is left when some pairs of people need no question any more."""
        return Found(*(tuple(pair for pair in pairs if pair.people not in known) for pairs in vars(self).values()))


def search(office: Office, programme: str) -> Found:
    """All pairs of which one is in the programme, decided or not. Takes seconds for 50,000 people.

    The same NIK in another programme is the same person helped again, and only asked about where the names differ.
    """
    with office.database.reading() as reader:
        same_nik = stored.sharing(reader, programme, "nik")
        other_name = [pair for pair in stored.same_nik_elsewhere(reader, programme) if not likeness.name_likeness(*pair)]
        same_kk = stored.sharing(reader, programme, "no_kk")
        alike = [pair[:2] for pair in pairing.pairs(stored.everybody(reader), programme)]
    known = {frozenset((one.id, other.id)) for one, other in (*same_nik, *alike)}
    families = [pair for pair in same_kk if frozenset((pair[0].id, pair[1].id)) not in known]
    return Found(*(tuple(pair_of(vars(one), vars(other)) for one, other in pairs)
                   for pairs in ([*same_nik, *other_name], families, alike)))


@dataclass(frozen=True)
class Looked(Last[Found]):
    """What the last search found, and when that was."""

    at: datetime


def look(office: Office, programme: str, now: datetime) -> None:
    """Search, and keep what was found; of people only the IDs of their rows, as a NIK must not outlive its row."""
    with office.database.reading() as reader:
        version = stored.version(reader)
    pairs = {why: [pair[:2] for pair in found] for why, found in vars(search(office, programme)).items()}
    state.write_note(office.database, _note(programme), {"version": version, "at": now.isoformat(), "pairs": pairs})


def looked(reader: Reader, programme: str) -> Looked | None:
    """What is known of the doubles of a programme; None before the first search. Who is out since is left out."""
    kept = state.note_in(reader.connection, _note(programme))
    if kept is None:
        return None
    niks = stored.niks(reader, {row for pairs in kept["pairs"].values() for pair in pairs for row in pair})
    found = Found(**{
        why: tuple(pair_of(*({"id": row, "nik": niks[row]} for row in pair)) for pair in pairs if niks.keys() >= set(pair))
        for why, pairs in kept["pairs"].items()
    })
    return Looked(found, stored.changed(reader, kept["version"]), datetime.fromisoformat(kept["at"]))


def _note(programme: str) -> str:
    return f"doubles {programme}"


def verdicts(reader: Reader) -> dict[Two, Verdict]:
    """What was decided about any two people."""
    return {pair.people: Verdict(row["verdict"]) for pair, row in _decided(reader)}


def _decided(reader: Reader) -> list[tuple[Pair, Row]]:
    """Each decision with its pair, newest first."""
    return [
        (pair_of(*({"id": row[side], "nik": row[f"{side}_nik"]} for side in ("first", "second"))), row)
        for row in stored.decided(reader)
    ]


@dataclass(frozen=True)
class Line:
    """One fact of both people, in pieces, each with whether it differs."""

    header: str
    left: Marked
    right: Marked


@dataclass(frozen=True)
class Compared:
    """A pair as a person sees it: both sides line by line, the reasons, and the decision if there is one."""

    pair: Pair
    titles: tuple[str, str]
    lines: tuple[Line, ...]
    likeness: Likeness
    decision: Row | None = None

    @property
    def headline(self) -> str:
        """Why a person is asked: how alike the two are, or else the number that both have."""
        alike = f"{round(self.likeness.score * 100)} % mirip"
        if self.likeness.score >= LIKELY:
            return alike
        same = {reason.field: reason.words for reason in self.likeness.reasons if reason.alike}
        return same.get("nik") or same.get("no_kk") or alike

    @property
    def reasons(self) -> str:
        """What speaks for and against, in words without the values."""
        return ", ".join(reason.words for reason in self.likeness.reasons)


SHOWN = ("name", "nik", "no_kk", "birth_date", "sex", "address", "rt", "rw", "kelurahan")
MASKED = ("nik", "no_kk")


def compared(reader: Reader, pairs: Iterable[Pair]) -> list[Compared]:
    """The pairs side by side, in the order given."""
    pairs = list(pairs)
    people = stored.rows(reader, {row for pair in pairs for row in pair[:2]})
    decisions = {pair.people: row for pair, row in _decided(reader)}
    names = {row["id"]: row["name"] for table in (PROGRAMME, AGENCY) for row in reader.find(table, gone=True)}
    return [_compared(pair, people, names, decisions.get(pair.people)) for pair in pairs]


def _compared(pair: Pair, people: Mapping[str, Row], names: Mapping[str, str], decision: Row | None) -> Compared:
    one, other = people[pair.first], people[pair.second]
    left, right = (_title(row, names, one["programme"] != other["programme"]) for row in (one, other))
    lines = tuple(line for name in SHOWN if (line := _line(name, one, other)))
    alike = likeness.compare(*(Person(*(row[name] for name in stored.COMPARED)) for row in (one, other)))
    return Compared(pair, (left, right), lines, alike, decision)


def _title(row: Row, names: Mapping[str, str], with_programme: bool) -> str:
    """Where a row comes from: the agency, and the programme where the two are not of the same."""
    parts = [names.get(row["programme"], "")] if with_programme else []
    return " · ".join([*parts, names.get(row["agency"], "diisi di panel")])


def _line(name: str, one: Row, other: Row) -> Line | None:
    field = RECIPIENT.field(name)
    left, right = field.show(one[name]), field.show(other[name])
    if not left and not right:
        return None
    marked = likeness.differing(left, right)
    return Line(field.header, *(map(_masked, marked) if name in MASKED else marked))


def _masked(number: Marked) -> Marked:
    """A number masked piece by piece, so that a difference is seen also where its digits are not."""
    hidden = iter(mask("".join(piece for piece, _ in number)))
    return tuple(("".join(next(hidden) for _ in piece), differs) for piece, differs in number)


def decide(office: Office, occasion: Occasion, pair: Pair, verdict: Verdict) -> None:
    """Remember what two people are; the reasons that stood on the screen are kept with it.

    Raises NotAllowed; Refused where somebody decided about them meanwhile.
    """

    def plan(reader: Reader) -> list[Change]:
        (shown,) = compared(reader, [pair])
        if shown.decision:
            raise Refused("Pasangan ini sudah diputuskan. Muat ulang halaman ini.")
        values = {"first": pair.first, "second": pair.second, "verdict": verdict, "reason": shown.reasons}
        return [create(DECISION, occasion.new_id(DECISION.prefix), **values)]

    office.database.change(occasion, "doubles", plan)


def take_back(office: Office, occasion: Occasion, decision: str) -> None:
    """Undo a decision: the pair is asked about again."""
    office.database.change(occasion, "doubles", [delete(DECISION, decision)])


def decided_pairs(reader: Reader, programme: str) -> list[Pair]:
    """The decided pairs of which one is in the programme, newest first."""
    return [pair for pair, row in _decided(reader) if programme in (row["first_programme"], row["second_programme"])]
