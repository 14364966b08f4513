"""Who is chosen within the quota, who is the reserve, and why: plain rules that can be said in a sentence.

Who was never helped comes first, then the lower decile (unknown last), then who was proposed earlier. A person's
decision goes before the rules. Where the quota is shared over the kelurahan, this order holds within each. Pure.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from services.domain.shares import Home, Person, Share, shares

UNKNOWN_DECILE = 11  # after the tenth


class Preference(StrEnum):
    """What a person decided about a candidate, before the rules."""

    FIRST = "Dahulukan"
    RESERVE = "Cadangkan"


TURN: dict[str | None, int] = {Preference.FIRST: 0, None: 1, Preference.RESERVE: 2}


class Candidate(NamedTuple):
    """What the rules look at. `reason` is that of the preference; without one it means nothing."""

    id: str
    no_kk: str | None = None
    decile: int | None = None
    helped: bool = False
    preference: str | None = None
    reason: str | None = None
    kecamatan: str | None = None
    kelurahan: str | None = None

    @property
    def home(self) -> Home:
        return Home(self.kecamatan, self.kelurahan)

    @property
    def why(self) -> str:
        """The sentence of the person who decided, else the rule's: "belum pernah dibantu, desil 2"."""
        if self.preference and self.reason:
            return self.reason
        decile = f"desil {self.decile}" if self.decile else "desil tidak diketahui"
        return f"{'pernah' if self.helped else 'belum pernah'} dibantu, {decile}"


class Placed(NamedTuple):
    """Where a candidate stands: `rank` counts from 1 through the list and on through the reserve."""

    id: str
    chosen: bool
    rank: int
    reason: str


SAME_KK = "satu KK dengan orang di daftar"


def choose(
    candidates: Iterable[Candidate], quota: int, one_per_kk: bool, rule: Share | None = None
) -> list[Placed]:
    """Everybody's place, in order. `candidates` come in the order in which they were proposed.

    With `one_per_kk` a second person of a family waits at the end of the reserve, unless a person put them first. With
    a `rule`, those whom a person put first are taken, and the packages left are shared out over the kelurahan; what a
    kelurahan then cannot use goes to the next in order, wherever they live.
    """
    people = sorted(candidates, key=_turn)
    taking = _Taking(quota, one_per_kk)
    whole_city: dict[Home, int] = defaultdict(lambda: quota)
    waiting = taking.take(people, _shares(people, quota, one_per_kk, rule) if rule else whole_city)
    waiting = taking.take(waiting, whole_city)
    in_order = [(person, True, person.why) for person in sorted(taking.chosen, key=_turn)]
    in_order += [(person, False, person.why) for person in waiting if not taking.has_served(person)]
    in_order += [(person, False, SAME_KK) for person in waiting if taking.has_served(person)]
    return [Placed(person.id, into, rank, why) for rank, (person, into, why) in enumerate(in_order, 1)]


class _Taking:
    """The list as it fills: who is chosen, and the families that are served."""

    def __init__(self, quota: int, one_per_kk: bool) -> None:
        self.quota, self.one_per_kk = quota, one_per_kk
        self.chosen: list[Candidate] = []
        self.served: set[str | None] = set()

    def has_served(self, person: Candidate) -> bool:
        """Whether the family has its package already."""
        return self.one_per_kk and person.no_kk in self.served and person.preference != Preference.FIRST

    def take(self, people: Iterable[Candidate], left: dict[Home, int]) -> list[Candidate]:
        """Choose in order, within the packages left for each home; who still waits."""
        waiting = []
        for person in people:
            first = person.preference == Preference.FIRST
            if self._may(person) and (first or left[person.home] > 0):
                self.chosen.append(person)
                self.served |= {person.no_kk} - {None}
                left[person.home] -= not first
            else:
                waiting.append(person)
        return waiting

    def _may(self, person: Candidate) -> bool:
        return len(self.chosen) < self.quota and person.preference != Preference.RESERVE and not self.has_served(person)


def _shares(people: Sequence[Candidate], quota: int, one_per_kk: bool, rule: Share) -> dict[Home, int]:
    """What each home gets after those whom a person put first; a family counts once where it gets one package."""
    first = [person for person in people if person.preference == Preference.FIRST]
    families = {person.no_kk for person in first} - {None}
    counted = []
    for person in people:
        if person.preference is None and not (one_per_kk and person.no_kk in families):
            counted.append(Person(person.home, person.decile, person.helped))
            families |= {person.no_kk} - {None}
    return Counter(shares(rule, max(0, quota - len(first)), counted))


def _turn(person: Candidate) -> tuple[int, bool, int]:
    return TURN[person.preference], person.helped, person.decile or UNKNOWN_DECILE


def digest(rows: Iterable[Mapping[str, Any]]) -> str:
    """The seal of a fixed list: SHA-256 over ID, NIK and name of everybody on it, in order."""
    lines = (f"{row['id']}\t{row['nik'] or ''}\t{row['name']}\n" for row in rows)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
