"""What people do in a sheet, by dice: all that its menus offer, what stops a panel too, and what mends that again.

A deed answers how it is taken back, if it is; the sheet's own undo takes back only what one did oneself.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any

from sheets_server.a1 import Area, name_area
from sheets_server.errors import Refusal
from sheets_server.grid import COLUMNS, ROWS
from sheets_server.people import Person
from sheets_server.server import SheetsServer
from sync_people import FREE, TAB, People, Undo

from services.domain.schema import AGENCY
from services.domain.tabs import canonical, columns, headers
from services.errors import BadInput

PROGRAMMES = "Program"
MOST = 50_000  # characters that a cell takes


class Crowd(People):
    """What the two do, by dice."""

    def __init__(self, sheets: SheetsServer, dice: random.Random):
        super().__init__(sheets, dice)
        self._last: dict[str, Undo] = {}  # what each did last
        self._kept = self._there()  # the tab as the version history has it

    def does_something(self) -> None:
        """One of the two does one thing; a tab that stops the panel is mended now and then."""
        who = self.owner if self.dice.random() < 0.3 else self.siti
        if self.is_damaged() and self.dice.random() < 0.4:
            self.mends(who)
        else:
            self.does(self.dice.choice(DEEDS), who)

    def does(self, deed: "Deed", who: Person) -> None:
        """Does that, where the tab is there and Google lets him."""
        if self.sheet() is None:
            deed = self.dice.choice((Crowd.undoes, Crowd.restores_the_tab))
        try:
            undo = deed(self, who)
        except Refusal:
            return  # 50,001 characters, the last column, a cell beyond the grid
        if undo:
            self._last[who.email] = undo

    # --- cells

    def types(self, who: Person) -> Undo | None:
        return self._types(who, self.word())

    def types_a_long_text(self, who: Person) -> Undo | None:
        """As much as a cell takes, or one letter more, which Google refuses."""
        self.words.add(text := self.word().ljust(MOST + self.dice.randrange(2), "x"))
        return self._types(who, text)

    def _types(self, who: Person, text: str) -> Undo | None:
        place = self._free_cell()
        if place is None:
            return None
        before = self._contents(place)
        return self._undo(who.types(self.title, name_area(place), text), who, place, before)

    def pastes(self, who: Person) -> Undo | None:
        """Many cells at once, over whatever stands there."""
        place = self._block(rows=4)
        before = self._contents(place)
        rows = [[self.word() for _ in range(place.width)] for _ in range(place.height)]
        return self._undo(who.pastes(self.title, _first(place), rows), who, place, before)

    def enters_a_formula(self, who: Person) -> Undo | None:
        """In a number column it is typed; in a text column, where that would give a text, it is pasted."""
        formula = f"=400+{next(self._numbers)}"
        if self.dice.random() < 0.3:
            self._types_in_programmes(who, "Kuota Paket", formula)
            return None
        place = self._free_cell()
        if place is None:
            return None
        before = self._contents(place)
        return self._undo(who.pastes_formula(self.title, name_area(place), formula), who, place, before)

    def clears(self, who: Person) -> Undo | None:
        place = self._block()
        before = self._contents(place)
        return self._undo(who.clears(self.title, name_area(place)), who, place, before)

    def cuts(self, who: Person) -> None:
        """Cells, or a whole row, to another place."""
        if self.dice.random() < 0.5:
            who.cuts(self.title, name_area(self._block()), name_area(self._block(1, 1)))
        else:
            row, to = self._row() + 1, self._row(more=1) + 1
            who.cuts(self.title, f"{row}:{row}", f"A{to}")

    def slips(self, who: Person) -> None:
        """Deletes cells so that those below move up, or inserts some."""
        who.slips(self.title, name_area(self._block(1, 2)), up=self.dice.random() < 0.5)

    def types_over_the_panel(self, who: Person) -> None:
        self._types_in_programmes(who, "Status", self.dice.choice(["Selesai", "Ditolak"]))

    def _types_in_programmes(self, who: Person, header: str, text: str) -> None:
        grid = who.sees(PROGRAMMES)
        if len(grid) > 1 and header in grid[0]:
            column = grid[0].index(header)
            who.types(PROGRAMMES, name_area(Area(1, column, 2, column + 1)), text)

    # --- rows

    def adds_a_row(self, who: Person) -> None:
        grid = self._grid()
        column = grid[0].index("Nama Instansi") if grid and "Nama Instansi" in grid[0] else 1
        row = self._size()[0]
        who.types(self.title, name_area(Area(row, column, row + 1, column + 1)), self.word())

    def copies_rows(self, who: Person) -> Undo | None:
        """Whole rows with their IDs, below the last one or over others."""
        rows, number = self._size()[0], self.dice.randint(1, 2)
        first, to = self._row(), self.dice.choice([rows, rows, self._row()])
        place = Area(to, 0, to + number)
        before = self._contents(place)
        went = who.copies(self.title, f"{first + 1}:{first + number}", f"{to + 1}:{to + number}")
        return self._undo(went, who, place, before)

    def deletes_rows(self, who: Person) -> Undo | None:
        return self._deletes(who, ROWS, self._row(), self.dice.choice([1, 1, 2])) if self._size()[0] > 4 else None

    def inserts_rows(self, who: Person) -> None:
        who.inserts_rows(self.title, self._row(more=1), self.dice.randint(1, 2))

    def moves_a_row(self, who: Person) -> None:
        who.moves_rows(self.title, self._row(), self._row())

    def hides_rows(self, who: Person) -> None:
        place = {"sheetId": self.tab, "dimension": ROWS, "startIndex": (row := self._row()), "endIndex": row + 2}
        hidden = {"hiddenByUser": self.dice.random() < 0.7}
        who.does({"updateDimensionProperties": {"range": place, "properties": hidden, "fields": "hiddenByUser"}})

    def sorts(self, who: Person) -> None:
        who.sorts(self.title, self._column(), self.dice.random() < 0.5)

    # --- filters

    def filters(self, who: Person) -> None:
        """A filter over all columns, or over some, that hides a value and is left on."""
        rows, columns = self._size()
        left = self.dice.choice([0, 0, 0, self._column()])
        hides = {str(left): {"hiddenValues": [str(self._grid()[-1][:1])]}}
        who.does({"setBasicFilter": {"filter": {
            "range": self._range(Area(0, left, rows, columns)), "criteria": hides}}})

    def sorts_through_the_filter(self, who: Person) -> None:
        """Only what lies in its range is sorted: rows that it does not cover as a whole are torn."""
        area = self._there().attached.get("basicFilter", {}).get("range")
        if area:
            below = area | {"startRowIndex": area.get("startRowIndex", 0) + 1}
            column = self.dice.randrange(area["startColumnIndex"], area["endColumnIndex"])
            who.does({"sortRange": {"range": below, "sortSpecs": [{"dimensionIndex": column, "sortOrder": "ASCENDING"}]}})

    def clears_the_filter(self, who: Person) -> None:
        who.does({"clearBasicFilter": {"sheetId": self.tab}})

    # --- columns and headers

    def inserts_a_column(self, who: Person) -> None:
        who.inserts_columns(self.title, self._column())

    def moves_a_column(self, who: Person) -> None:
        who.moves_columns(self.title, self._column(), self._column())

    def deletes_a_column(self, who: Person) -> Undo | None:
        return self._deletes(who, COLUMNS, self._column(), 1)

    def renames_a_header(self, who: Person) -> Undo | None:
        return self._heads(who, f"judul {next(self._numbers)}")

    def doubles_a_header(self, who: Person) -> Undo | None:
        return self._heads(who, self.dice.choice(headers(AGENCY)))

    def _heads(self, who: Person, text: str) -> Undo | None:
        """Types over one header, or over the empty one beside the last."""
        column = self.dice.randrange(self._size()[1] + 1)
        place = Area(0, column, 1, column + 1)
        before = self._contents(place)
        return self._undo(who.types(self.title, name_area(place), text), who, place, before)

    def sorts_the_header_too(self, who: Person) -> None:
        who.sorts(self.title, self._column(), self.dice.random() < 0.5, below=0)

    # --- tabs

    def renames_the_tab(self, who: Person) -> Undo | None:
        before = self.title
        went = who.renames_tab(before, self.dice.choice([TAB, f"{TAB} {next(self._numbers)}"]))
        return (lambda: self.sheet() and who.renames_tab(self.title, before)) if went else None

    def doubles_the_tab(self, who: Person) -> None:
        who.does({"duplicateSheet": {"sourceSheetId": self.tab, "newSheetName": f"Salinan {next(self._numbers)}"}})

    def deletes_the_tab(self, who: Person) -> Undo | None:
        self._kept = self._there()
        return (lambda: self.restores_the_tab(who)) if who.deletes_tab(self.title) else None

    def restores_the_tab(self, who: Person) -> None:
        """From the version history, as it was."""
        if self.sheet() is None:
            with self.sheets.store.edit(who.email, self.book_id, ("restored",)) as edit:
                edit.add_sheet(0, self._kept.copy())

    def takes_a_lock_away(self, who: Person) -> None:
        """The file's owner may, at any time."""
        protected = self.sheets.spreadsheet(self.book_id).objects.get("protectedRanges", {})
        locks = [number for number, item in protected.items() if "kunci" in item.get("description", "")]
        if locks and who is self.owner:
            who.unprotects(self.dice.choice(locks))

    # --- taking back

    def undoes(self, who: Person) -> None:
        """What he did last, wherever the sheet has gone on since."""
        self._last.pop(who.email, lambda: None)()

    # --- mending, as the panel's sentences ask for it

    def is_damaged(self) -> bool:
        """Whether the panel leaves this tab alone."""
        if self.sheet() is None:
            return True
        first = [str(cell) for cell in (self._grid() or [[]])[0]]
        return any(first.count(header) != 1 for header in headers(AGENCY))

    def mends(self, who: Person) -> None:
        """The tab is there again, its header row is the first one, each header stands once."""
        self.restores_the_tab(who)
        found = [sum(header in map(str, line) for header in headers(AGENCY)) for line in self._grid()]
        if found and (row := found.index(max(found))):
            who.moves_rows(self.title, row, 0)
        for column, header in self._to_head():
            who.types(self.title, name_area(Area(0, column, 1, column + 1)), header)

    def _to_head(self) -> Iterator[tuple[int, str]]:
        """Headers to be typed: nothing over a second one, and what is missing over an unknown one or at the end."""
        first = [str(cell or "") for cell in (self._grid() or [[]])[0]]
        for column, header in enumerate(first):
            if header in first[:column]:
                yield column, ""
        strange = [column for column, header in enumerate(first) if header.startswith("judul ") or header in self.words]
        end = count(self._size()[1])
        for header in headers(AGENCY):
            if header not in first:
                yield (strange.pop(0) if strange else next(end)), header

    def names_the_tab_back(self) -> None:
        """A panel that never met the tab before cannot know it by another name, and says that it is missing."""
        self.owner.renames_tab(self.title, TAB)

    def mends_cells(self) -> None:
        """The owner goes through what the panel cannot read: no name, a text too long, a choice that is none."""
        grid = self._grid()
        for row, line in enumerate(grid[1:], start=1):
            cells = {str(header): cell for header, cell in zip(grid[0], line, strict=False) if header}
            for header in headers(AGENCY)[1:] if any(cell is not None for cell in cells.values()) else ():
                if not _reads(header, cells.get(header)):
                    column = grid[0].index(header)
                    text = self.word() if header in FREE else ""
                    self.owner.types(self.title, name_area(Area(row, column, row + 1, column + 1)), text)


def _first(place: Area) -> str:
    """The upper left cell of a block."""
    return name_area(Area(place.top, place.left, place.top + 1, place.left + 1))


def _reads(header: str, cell: Any) -> bool:
    try:
        canonical(columns(AGENCY.name)[header], "" if cell is None else cell)
    except BadInput:
        return False
    return True


Deed = Callable[[Crowd, Person], Undo | None]
DEEDS: Sequence[Deed] = (
    *(Crowd.types,) * 14, *(Crowd.enters_a_formula,) * 3, *(Crowd.clears,) * 2, *(Crowd.adds_a_row,) * 4, Crowd.pastes,
    Crowd.cuts, Crowd.slips, *(Crowd.copies_rows,) * 3, *(Crowd.deletes_rows,) * 2, *(Crowd.sorts,) * 4,
    *(Crowd.inserts_rows,) * 3, *(Crowd.moves_a_row,) * 3, *(Crowd.moves_a_column,) * 3, *(Crowd.inserts_a_column,) * 3,
    Crowd.hides_rows, Crowd.filters, Crowd.sorts_through_the_filter, Crowd.clears_the_filter,
    *(Crowd.types_over_the_panel,) * 2, *(Crowd.undoes,) * 4, Crowd.takes_a_lock_away, Crowd.types_a_long_text,
    # what stops the panel until somebody mends it
    Crowd.deletes_a_column, Crowd.renames_a_header, Crowd.doubles_a_header, Crowd.sorts_the_header_too,
    Crowd.renames_the_tab, Crowd.doubles_the_tab, Crowd.deletes_the_tab,
)
