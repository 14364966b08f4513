"""Who is chosen within the quota, who is the reserve, and why: plain rules that can be said in a sentence.

Who was never helped comes first, then the lower decile (unknown last), then who was proposed earlier. A person's
decision goes before the rules. Pure.
"""

import hashlib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

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


def choose(candidates: Iterable[Candidate], quota: int, one_per_kk: bool) -> list[Placed]:
    """Everybody's place, in order. `candidates` come in the order in which they were proposed.

    With `one_per_kk` a second person of a family waits at the end of the reserve, unless a person put them first.
    """
    chosen: list[Candidate] = []
    reserve: list[Candidate] = []
    same_kk: list[Candidate] = []
    served: set[str | None] = set()
    for person in sorted(candidates, key=_turn):
        if one_per_kk and person.no_kk in served and person.preference != Preference.FIRST:
            same_kk.append(person)
        elif len(chosen) < quota and person.preference != Preference.RESERVE:
            chosen.append(person)
            served |= {person.no_kk} - {None}
        else:
            reserve.append(person)
    in_order = [(person, True, person.why) for person in chosen]
    in_order += [(person, False, person.why) for person in reserve]
    in_order += [(person, False, SAME_KK) for person in same_kk]
    return [Placed(person.id, into, rank, why) for rank, (person, into, why) in enumerate(in_order, 1)]


def _turn(person: Candidate) -> tuple[int, bool, int]:
    return TURN[person.preference], person.helped, person.decile or UNKNOWN_DECILE


def digest(rows: Iterable[Mapping[str, Any]]) -> str:
    """The seal of a fixed list: SHA-256 over ID, NIK and name of everybody on it, in order."""
    lines = (f"{row['id']}\t{row['nik'] or ''}\t{row['name']}\n" for row in rows)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
