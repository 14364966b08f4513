"""People at random: one throw of the dice, one thing that somebody does in a sheet."""

from __future__ import annotations

import random
from collections.abc import Callable

from .a1 import Area, name_area
from .people import Person

Deed = Callable[[Person, random.Random, str], bool]

WORDS = ("Siti", "Budi", "0012", "1.500", "17/08/2026", "9271010101010003", "=1+1", "", "Jl. Ahmad Yani 5", "x" * 40)


def _size(person: Person, tab: str) -> tuple[int, int]:
    """Rows and columns that hold something, and one more of each."""
    rows = person.sees(tab)
    return len(rows) + 1, max(map(len, rows), default=0) + 1


def _cell(person: Person, dice: random.Random, tab: str, below: int = 1) -> Area:
    """A cell among the data or right beside it, under the header."""
    rows, columns = _size(person, tab)
    row, column = dice.randrange(min(below, rows - 1), rows), dice.randrange(columns)
    return Area(row, column, row + 1, column + 1)


def _block(person: Person, dice: random.Random, tab: str) -> str:
    cell = _cell(person, dice, tab)
    return name_area(Area(cell.top, cell.left, cell.top + dice.randint(1, 2), cell.left + dice.randint(1, 3)))


def _row(person: Person, dice: random.Random, tab: str) -> int:
    return dice.randrange(1, max(_size(person, tab)[0], 2))


def _column(person: Person, dice: random.Random, tab: str) -> int:
    return dice.randrange(_size(person, tab)[1])


def types(person: Person, dice: random.Random, tab: str) -> bool:
    return person.types(tab, name_area(_cell(person, dice, tab)), dice.choice(WORDS))


def pastes(person: Person, dice: random.Random, tab: str) -> bool:
    rows = [[dice.choice(WORDS) for _ in range(dice.randint(1, 3))] for _ in range(dice.randint(1, 3))]
    return person.pastes(tab, name_area(_cell(person, dice, tab)), rows)


def adds_a_row(person: Person, dice: random.Random, tab: str) -> bool:
    """Types below the last row, without an ID."""
    return person.types(tab, f"B{_size(person, tab)[0]}", dice.choice(WORDS) or "Amir")


def copies_a_row(person: Person, dice: random.Random, tab: str) -> bool:
    """The whole row, its ID too, to the end or over another one."""
    row, to = _row(person, dice, tab) + 1, dice.choice([_size(person, tab)[0], _row(person, dice, tab) + 1])
    return person.copies(tab, f"{row}:{row}", f"{to}:{to}")


def renames_a_header(person: Person, dice: random.Random, tab: str) -> bool:
    cell = _cell(person, dice, tab, below=0)
    return person.types(tab, name_area(Area(0, cell.left, 1, cell.left + 1)), dice.choice(("Nama", "Catatan", "")))


def deletes_cells(person: Person, dice: random.Random, tab: str) -> bool:
    """Takes a cell out, so that its column slips up."""
    return person.slips(tab, name_area(_cell(person, dice, tab)), up=True)


def inserts_cells(person: Person, dice: random.Random, tab: str) -> bool:
    return person.slips(tab, name_area(_cell(person, dice, tab)), up=False)


DEEDS: dict[str, Deed] = {
    "types": types,
    "types again": types,
    "pastes": pastes,
    "clears": lambda person, dice, tab: person.clears(tab, _block(person, dice, tab)),
    "adds a row": adds_a_row,
    "copies a row": copies_a_row,
    "copies a block": lambda person, dice, tab: person.copies(
        tab, _block(person, dice, tab), _block(person, dice, tab)
    ),
    "cuts a block": lambda person, dice, tab: person.cuts(tab, _block(person, dice, tab), _block(person, dice, tab)),
    "sorts": lambda person, dice, tab: person.sorts(tab, _column(person, dice, tab), dice.random() < 0.5),
    "inserts a row": lambda person, dice, tab: person.inserts_rows(tab, _row(person, dice, tab)),
    "deletes a row": lambda person, dice, tab: person.deletes_rows(tab, _row(person, dice, tab)),
    "moves a row": lambda person, dice, tab: person.moves_rows(tab, _row(person, dice, tab), _row(person, dice, tab)),
    "inserts a column": lambda person, dice, tab: person.inserts_columns(tab, _column(person, dice, tab)),
    "moves a column": lambda person, dice, tab: person.moves_columns(
        tab, _column(person, dice, tab), _column(person, dice, tab)
    ),
}
"""What people do all the time; it takes away no column and no tab."""

ROUGH_DEEDS: dict[str, Deed] = {
    "deletes a column": lambda person, dice, tab: person.deletes_columns(tab, _column(person, dice, tab)),
    "renames a header": renames_a_header,
    "renames the tab": lambda person, dice, tab: person.renames_tab(tab, f"{tab[:20]} {dice.randrange(1000)}"),
    "deletes the tab": lambda person, _, tab: person.deletes_tab(tab),
    "deletes cells": deletes_cells,
    "inserts cells": inserts_cells,
}
"""What stops the panel until somebody has mended it."""


def act(person: Person, dice: random.Random, tab: str, deeds: dict[str, Deed] = DEEDS) -> str:
    """Does one of the deeds in this tab and says which, and whether a protection refused it."""
    name = dice.choice(list(deeds))
    went_through = deeds[name](person, dice, tab)
    return f"{person.email} {name} in {tab}" + ("" if went_through else ", refused")
