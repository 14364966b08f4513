"""Which people of long lists are compared: 50,000 of them block by block, never each with each. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from services.domain import names
from services.domain.likeness import LIKELY, Likeness, Person, compare, name_likeness

LARGEST = 200  # people of a block that are compared each with each; families and birthdays are smaller


class Pair(NamedTuple):
    """Two people who may be one, as a person is asked about them."""

    one: Person
    other: Person
    likeness: Likeness


def pairs(people: Iterable[Person], programme: str, least: float = LIKELY) -> list[Pair]:
    """The pairs at least that alike of which one is in the programme, the most alike first.

    Pairs with the same NIK are left out: those are known to be one, or are shown as such. Blocks are small since they
    share a family, a birth date, or a name within a kelurahan; one that is not (a whole list born on 1 January, a No. KK
    of zeros) is compared among neighbours by name, so that work and memory stay bounded whatever was sent.
    """
    found = (Pair(one, other, compare(one, other)) for one, other in _to_compare(people, programme))
    alike = [pair for pair in found if pair.likeness.score >= least]
    return sorted(alike, key=lambda pair: (-pair.likeness.score, pair.one.id, pair.other.id))


def _to_compare(people: Iterable[Person], programme: str) -> Iterator[tuple[Person, Person]]:
    """Pairs that share a block, each once, whose names are alike at all."""
    blocks: dict[tuple[object, ...], list[Person]] = defaultdict(list)
    for person in people:
        for key in block_keys(person):
            blocks[key].append(person)
    seen: set[tuple[str, str]] = set()
    for one, other in (pair for block in blocks.values() for part in _parts(block) for pair in _of_block(part, programme)):
        ids = (one.id, other.id) if one.id < other.id else (other.id, one.id)
        if ids not in seen and name_likeness(one, other):
            seen.add(ids)
            yield (one, other) if one.id == ids[0] else (other, one)


def _parts(block: list[Person]) -> Iterator[list[Person]]:
    """A block, or where it is too large its people in the order of their names, part by part."""
    ordered = block if len(block) <= LARGEST else sorted(block, key=lambda person: names.skeleton(person.joined))
    for start in range(0, len(ordered), LARGEST):
        yield ordered[start:start + LARGEST]


def _of_block(block: Collection[Person], programme: str) -> Iterator[tuple[Person, Person]]:
    for one, other in combinations(block, 2):
        if programme in (one.programme, other.programme) and (one.nik is None or one.nik != other.nik):
            yield one, other


def block_keys(person: Person) -> Iterator[tuple[object, ...]]:
    """Where a person is looked for: the family, the birth date (also with day and month exchanged), the name at home."""
    if person.no_kk:
        yield "kk", person.no_kk
    if person.born:
        day, month, year = person.born.split("-")
        yield "born", min(day, month), max(day, month), year
        yield "year", names.skeleton(names.distinctive(person.words)), year, person.kelurahan
    yield "name", names.skeleton(person.joined), person.kelurahan
