"""The packages of a programme shared out over the kelurahan: rules that can be said in a sentence, largest remainder.

Shared by largest remainder (Hamilton): each place gets the whole part of its due, and the packages left go to the
largest remainders. No place gets more than it has candidates; what is left of it goes to the others. Pure.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

POOR = 4  # the lowest four of ten deciles


class Share(StrEnum):
    """How the packages are shared; without one, the whole city is one list."""

    KELURAHAN = "Sama rata antarkelurahan"
    KECAMATAN = "Sama rata antarkecamatan"
    CANDIDATES = "Menurut jumlah calon"
    DECILE = "Menurut calon desil 1–4"
    NEVER_HELPED = "Menurut calon yang belum pernah dibantu"


class Home(NamedTuple):
    """Where a candidate lives; None where it is not known."""

    kecamatan: str | None
    kelurahan: str | None


class Person(NamedTuple):
    """What the rules look at of a candidate."""

    home: Home
    decile: int | None
    helped: bool


WEIGHS: dict[Share, Callable[[Person], bool]] = {
    Share.CANDIDATES: lambda person: True,
    Share.DECILE: lambda person: person.decile is not None and person.decile <= POOR,
    Share.NEVER_HELPED: lambda person: not person.helped,
}


def shares(rule: Share, quota: int, people: Iterable[Person]) -> dict[Home, int]:
    """How many packages each place gets; together the quota, or everybody where there are fewer people."""
    people = list(people)
    room = Counter(person.home for person in people)
    homes = sorted(room, key=lambda home: (home.kelurahan is None, str(home)))
    weights = _equal(rule, homes) if rule not in WEIGHS else Counter(
        person.home for person in people if WEIGHS[rule](person))
    return allocate(quota, {home: Fraction(weights.get(home, 0)) for home in homes}, room)


def _equal(rule: Share, homes: Sequence[Home]) -> dict[Home, Fraction]:
    """The same for each kelurahan, or for each kecamatan; a place that is not known has no due of its own."""
    known = [home for home in homes if home.kelurahan]
    in_kecamatan = Counter(home.kecamatan for home in known)
    return {home: Fraction(1, in_kecamatan[home.kecamatan] if rule is Share.KECAMATAN else 1) for home in known}


def allocate(quota: int, weights: Mapping[Home, Fraction], room: Mapping[Home, int]) -> dict[Home, int]:
    """Whole numbers in proportion to the weights, none above its room; places without weight get what nobody else can.

    The sum is the quota, or all the room where there is less. Of equal remainders the heavier weight, then the earlier
    place comes first.
    """
    given = dict.fromkeys(weights, 0)
    for open_ in ([place for place in weights if weights[place]], [place for place in weights if not weights[place]]):
        left = min(quota - sum(given.values()), sum(room[place] for place in open_))
        due = {place: weights[place] or Fraction(room[place]) for place in open_}
        given |= _largest_remainders(left, due, room)
    return given


def _largest_remainders(left: int, due: dict[Home, Fraction], room: Mapping[Home, int]) -> dict[Home, int]:
    """Share `left`, which all the room together can hold."""
    full: dict[Home, int] = {}
    while over := [place for place in due if _part(left, due, place) >= room[place]]:
        full |= {place: room[place] for place in over}
        left -= sum(room[place] for place in over)
        due = {place: weight for place, weight in due.items() if place not in full}
    whole = {place: int(_part(left, due, place)) for place in due}
    order = sorted(due, key=lambda place: (whole[place] - _part(left, due, place), -due[place]))
    more = set(order[:left - sum(whole.values())])
    return full | {place: number + (place in more) for place, number in whole.items()}


def _part(left: int, due: Mapping[Home, Fraction], place: Home) -> Fraction:
    return left * due[place] / sum(due.values())
