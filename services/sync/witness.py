"""The witness of a push: hidden tabs that take what stands in the rows to be written, right before it is written.

One tab takes the values of all those rows. What was entered in the cells themselves is taken by one tab more for each
table, in its own place, as the references of a formula would shift anywhere else.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from services.domain.tabs import Cell
from services.storage import sheet_requests as ask
from services.storage.sheet_answers import Answer
from services.sync.layout import WITNESS, number_for
from services.sync.link import Link

TITLE = "_saksi"
SPARE = 20  # columns that people may insert in a tab between look and write, so that the witness still takes its rows


@dataclass
class Witnessed:
    """A row that the witness holds: as it was seen under the lock, and what is written into it, by column."""

    table: str
    number: int
    seen: list[Cell]
    writes: dict[int, Cell] = field(default_factory=dict)
    named: str = ""  # the ID that this line gets
    case: str = ""  # the case of a value gone astray that is mended here

    @property
    def by_place(self) -> bool:
        """Whether the line is known by where it stands and what it says, not by its ID."""
        return bool(self.named or self.case)


@dataclass
class Push:
    """Batch B, as it is remembered until it was judged; plain enough for JSON."""

    operation: str
    witness: int
    locks: list[int]
    rows: list[Witnessed] = field(default_factory=list)
    appends: list[tuple[str, str, list[Cell]]] = field(default_factory=list)  # table, row, cells by column
    seqs: list[int] = field(default_factory=list)  # entries that get a row of Riwayat
    shared: list[int] = field(default_factory=list)  # entries of which such a row tells too
    entered: dict[str, int] = field(default_factory=dict)  # by table: the tab of what was entered in its cells

    @property
    def note(self) -> dict[str, Any]:
        """As it is remembered."""
        return {**vars(self), "rows": [vars(row) for row in self.rows]}

    @property
    def witnesses(self) -> list[int]:
        """All tabs that it makes."""
        return [self.witness, *self.entered.values()]

    def written(self, table: str) -> list[Witnessed]:
        """The rows of a table in which cells are written, from above."""
        return sorted((row for row in self.rows if row.table == table and row.writes), key=lambda row: row.number)


def begun(operation: str, locks: Sequence[int]) -> Push:
    """A push that writes nothing yet."""
    return Push(operation, number_for(f"{TITLE} {operation}"), list(locks))


def remembered(note: Mapping[str, Any]) -> Push:
    """A push as it came back from JSON, where keys are text and pairs are lists."""
    rows = [
        Witnessed(**row | {"writes": {int(column): cell for column, cell in row["writes"].items()}})
        for row in note["rows"]
    ]
    appends = [(table, row, cells) for table, row, cells in note["appends"]]
    return Push(**dict(note) | {"rows": rows, "appends": appends})


def title(tab: int) -> str:
    """What a witness tab is called."""
    return f"{TITLE} {tab}"


def taken(link: Link, made: Push, answer: Answer) -> Iterator[dict[str, Any]]:
    """What makes the witness and copies into it the rows as they stand."""
    widths = {row.table: answer.seen[link.tabs[row.table].id].columns + SPARE for row in made.rows}
    yield from _hidden(link, made.witness, len(made.rows) or 1, max([1, *widths.values()]))
    for _, run in groupby(enumerate(made.rows), key=lambda item: (item[1].table, item[1].number - item[0])):
        block = list(run)  # neighbours there and here
        at, first = block[0]
        yield ask.copy_rows(link.tabs[first.table].id, first.number, len(block), made.witness, at)
    for table in widths:
        if rows := made.written(table):
            made.entered[table] = number_for(f"{TITLE} {made.operation} {table}")
            yield from _entered(link, made.entered[table], rows)


def _hidden(link: Link, tab: int, rows: int, columns: int) -> Iterator[dict[str, Any]]:
    yield ask.add_tab(tab, title(tab), rows, columns, hidden=True)
    yield ask.guard(tab, columns, link.sheet.account, WITNESS)


def _entered(link: Link, tab: int, rows: Sequence[Witnessed]) -> Iterator[dict[str, Any]]:
    """A tab that takes what was entered in the columns to be written of these rows of a table."""
    columns = [column for row in rows for column in row.writes]
    left, right = min(columns), max(columns) + 1
    yield from _hidden(link, tab, rows[-1].number + 1, right)
    for first, last in _runs(rows):
        yield ask.copy_entered(link.tabs[rows[0].table].id, first, last, left, right, tab)


def _runs(rows: Sequence[Witnessed]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbouring rows."""
    for _, run in groupby(enumerate(rows), key=lambda item: item[1].number - item[0]):
        numbers = [row.number for _, row in run]
        yield numbers[0], numbers[-1]


def ranges(made: Push) -> list[str]:
    """Where the answer shows what the witness took."""
    found = [ask.rows_of(title(made.witness), 0, max(len(made.rows), 1) - 1)]
    for table, tab in made.entered.items():
        found += [ask.rows_of(title(tab), first, last) for first, last in _runs(made.written(table))]
    return found
