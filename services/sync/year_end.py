"""Tutup tahun: the rows of a finished year's programmes move to a spreadsheet of their own; the panel keeps them all.

The archive is written and read back first. Only then are the rows taken out of the main sheet: under a lock, in one
batch that copies them to a witness as they stand right before. From the moment the year is noted as closed the rounds
leave its rows alone, so that being cut off anywhere loses nothing; closing again goes on where it ended.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from services.domain import tabs
from services.domain.access import require
from services.domain.merge_actions import Case
from services.domain.occasion import Occasion
from services.domain.schema import PROGRAMME
from services.domain.sop import Status
from services.domain.table import Table
from services.domain.tabs import SHEET_TABLES, Cell, Line, Tab
from services.errors import BadInput, Refused, Rejected, Unclear
from services.office import Office
from services.storage import keys, state, sync_state
from services.storage import sheet_requests as ask
from services.storage.database import Change, event
from services.storage.reader import Reader, Row
from services.storage.sheet import Sheet
from services.storage.sheet_answers import Answer, Grid
from services.storage.sync_state import CLOSED, WITNESSES
from services.storage.turn import turn
from services.sync.connection import spreadsheet_of
from services.sync.layout import GUARD, WITNESS, format_of, number_for
from services.sync.link import Link
from services.sync.witness import SPARE

TRIES = 2
BLOCK = 400  # rows that are written at once
ENDED = (Status.DONE, Status.REJECTED, Status.CANCELLED)


@dataclass(frozen=True)
class Moving:
    """The lines of a table that move, with the tab's grid as it was read."""

    table: Table
    tab: Tab
    grid: Grid
    lines: tuple[Line, ...]

    @property
    def runs(self) -> list[tuple[int, int]]:
        """First and last row of each run of neighbouring lines."""
        found: list[tuple[int, int]] = []
        for number in sorted(line.number for line in self.lines):
            if found and found[-1][1] == number - 1:
                found[-1] = found[-1][0], number
            else:
                found.append((number, number))
        return found


@dataclass(frozen=True)
class Closed:
    """A closed year: its programmes, and the spreadsheet where their rows are."""

    year: int
    spreadsheet: str
    programmes: list[str]
    rows: int

    @property
    def address(self) -> str:
        return f"https://docs.google.com/spreadsheets/d/{self.spreadsheet}/edit"


def closed_years(office: Office) -> list[Closed]:
    """The years that were closed, the last one first."""
    notes = state.note(office.database, CLOSED) or []
    return sorted((Closed(**note) for note in notes), key=lambda one: -one.year)


def years_to_close(reader: Reader) -> list[int]:
    """Years of which every programme has ended, the newest first."""
    shut = sync_state.closed_programmes(reader.connection)
    rows = [row for row in reader.find(PROGRAMME) if row["id"] not in shut]
    running = {row["year"] for row in rows if row["status"] not in ENDED}
    return sorted({row["year"] for row in rows} - running, reverse=True)


def close_year(
    office: Office, occasion: Occasion, link: Link, year: int, address: str,
    wait: Callable[[float], object] = lambda seconds: None,
) -> Closed:
    """Move the rows of a finished year to the (new, empty) spreadsheet at that address.

    Raises NotAllowed, BadInput (address), Refused (not ended, not the same on both sides, not empty), Trouble.
    """
    require(occasion.actor, "sheet")
    tie = keys.kept(office.data)
    if tie is None:
        raise Refused("Belum ada Google Sheet yang terhubung.")
    archive = Sheet(tie.key, spreadsheet_of(address), tie.api_url, wait)
    if archive.spreadsheet == tie.spreadsheet:
        raise BadInput("Alamat ini lembar yang sedang dipakai. Buat Google Sheet baru yang kosong untuk arsip.")
    with turn(office.data / "sync.lock"):
        link.learn(office)
        with office.database.reading() as reader:
            programmes = _ended(reader, year)
            moving = _moving(reader, link, programmes)
            before = next((one for one in closed_years(office) if one.year == year), None)
            if before and not any(one.lines for one in moving):
                return before
            for one in moving:
                _require_same(reader, one, programmes)
            moving = [one for one in moving if one.lines]
        _write_archive(archive, occasion, moving)
        _require_archived(archive, moving)
        done = Closed(year, archive.spreadsheet, programmes, sum(len(one.lines) for one in moving))
        _note(office, done)
        try:
            _take_out(office, occasion, link, moving)
        except Refused:
            _forget(office, year)
            raise
    return done


def reopen_year(office: Office, occasion: Occasion, year: int) -> None:
    """Give a closed year back to the main sheet with the next round; the archive stays as it is."""

    def plan(reader: Reader) -> list[Change]:
        notes = state.note_in(reader.connection, CLOSED) or []
        programmes = [programme for note in notes if note["year"] == year for programme in note["programmes"]]
        changes = []
        for name, table in SHEET_TABLES.items():
            rows = _rows(reader, table, programmes, gone=True)
            sync_state.agree(reader.connection, name, dict.fromkeys(rows))
            changes += [event(table, row) for row in list(rows)[:1]]  # a table with an entry is looked at anew
        state.write_note_in(reader.connection, CLOSED, [note for note in notes if note["year"] != year] or None)
        return changes

    with turn(office.data / "sync.lock"):
        office.database.change(occasion, "sheet", plan)


def _note(office: Office, done: Closed) -> None:
    kept = [vars(one) for one in closed_years(office) if one.year != done.year]
    state.write_note(office.database, CLOSED, [*kept, vars(done)])


def _forget(office: Office, year: int) -> None:
    kept = [vars(one) for one in closed_years(office) if one.year != year]
    state.write_note(office.database, CLOSED, kept or None)


# --- what moves


def _ended(reader: Reader, year: int) -> list[str]:
    rows = reader.find(PROGRAMME, year=year, gone=True)
    running = [row["name"] for row in rows if row["status"] not in ENDED and not row["deleted"]]
    if running or not rows:
        raise Refused(f"Tahun {year} belum selesai: {', '.join(running) or 'tidak ada program'}. Selesaikan atau batalkan dulu.")
    return [row["id"] for row in rows]


def _moving(reader: Reader, link: Link, programmes: Sequence[str]) -> list[Moving]:
    """The lines of those programmes in every tab."""
    names = [name for name in SHEET_TABLES if name in link.tabs]
    grids = link.sheet.read([ask.quoted(link.tabs[name].title) for name in names])
    found = []
    for name, grid in zip(names, grids, strict=True):
        table, tab = SHEET_TABLES[name], tabs.read(SHEET_TABLES[name], grid)
        rows = _rows(reader, table, programmes, gone=True)
        found.append(Moving(table, tab, grid, tuple(line for line in tab.lines if line.id in rows)))
    return found


def _rows(reader: Reader, table: Table, programmes: Sequence[str], gone: bool) -> dict[str, Row]:
    """The panel's rows of those programmes by ID."""
    return {row["id"]: row for row in reader.find(table, gone=gone) if tabs.programme_of(table, row) in programmes}


def _require_same(reader: Reader, one: Moving, programmes: Sequence[str]) -> None:
    """Nothing may be on its way while a year is closed. Raises Refused where the two sides are not the same."""
    there = {line.id: line for line in one.lines}
    for row, values in _rows(reader, one.table, programmes, gone=False).items():
        line, cells = there.get(row), tabs.cells_of(one.table, values)
        if line is None or any(_differs(one.table, line, header, cell) for header, cell in cells.items()):
            raise Refused(f"Tab {one.table.title} belum sama dengan panel. Tekan Perbarui sekarang, tunggu sampai tidak ada "
                          "yang menunggu, selesaikan isian yang berbeda, lalu ulangi.")


def _differs(table: Table, line: Line, header: str, cell: Cell) -> bool:
    return tabs.read_or_raw(tabs.columns(table.name).get(header), line.cells.get(header, "")) != cell


# --- the archive


def _write_archive(archive: Sheet, occasion: Occasion, moving: Sequence[Moving]) -> None:
    """A tab for each table; one that an earlier try left is made anew."""
    book = archive.book()
    ours = {item.tab for item in book.protections if item.description == GUARD}
    for one in moving:
        before = book.named(one.table.title)
        if before and before.id not in ours:
            raise Refused("Spreadsheet arsip itu tidak kosong. Buat Google Sheet baru, bagikan kepada panel, lalu pakai alamatnya.")
        tab = number_for(f"{occasion.operation} {one.table.title}")
        headers = [header or "" for header in one.tab.headers]
        made = [*([ask.delete_tab(before.id)] if before else []),
                ask.add_tab(tab, one.table.title, len(one.lines) + 1, len(headers), gridProperties={"frozenRowCount": 1}),
                ask.put(tab, 0, 0, headers), ask.bold_header(tab), ask.guard(tab, len(headers), archive.account, GUARD)]
        for block in _blocks(one):
            archive.write([*made, ask.append(tab, [[ask.entered(cell, kind) for cell, kind in row] for row in block])])
            made = []


def _blocks(one: Moving) -> Iterator[list[list[tuple[Cell, dict[str, str] | None]]]]:
    """The rows that move as (cell, format), in portions."""
    known = tabs.columns(one.table.name)
    kinds = [format_of(known.get(header)) if header in known or header == tabs.ID else None for header in one.tab.headers]
    for start in range(0, len(one.lines), BLOCK):
        yield [
            [(line.cells.get(header or "", ""), kind) for header, kind in zip(one.tab.headers, kinds, strict=True)]
            for line in one.lines[start:start + BLOCK]
        ]


def _require_archived(archive: Sheet, moving: Sequence[Moving]) -> None:
    """Read the archive back. Raises Refused where a single cell differs."""
    grids = archive.read([ask.quoted(one.table.title) for one in moving]) if moving else []
    for one, grid in zip(moving, grids, strict=True):
        there = tabs.read(one.table, grid).lines
        if [dict(line.cells) for line in there] != [dict(line.cells) for line in one.lines]:
            raise Refused(f"Arsip tab {one.table.title} tidak sama dengan lembar. Lembar tidak diubah; ulangi.")


# --- out of the main sheet


def _take_out(office: Office, occasion: Occasion, link: Link, moving: Sequence[Moving]) -> None:
    """Lock, look, then delete the rows with a witness. Raises Refused where somebody changed them meanwhile, Trouble."""
    if not moving:
        return
    answer = _locked(link, occasion.operation, moving)
    unlocks = [ask.unlock(lock) for lock in answer.protections]
    if not all(_stands(one, answer, link) for one in moving):
        link.sheet.write(unlocks)
        raise Refused("Baris tahun itu sedang diubah di lembar. Lembar tidak diubah; tunggu pencocokan, lalu ulangi.")
    witness = number_for(f"_saksi {occasion.operation}")
    title = f"_saksi {witness}"
    batch = [*_deletion(link, moving, answer, witness, title), *unlocks]
    size = sum(len(one.lines) for one in moving)
    try:
        seen = link.sheet.write(batch, [ask.rows_of(title, 0, size - 1)])
    except Rejected:
        raise Refused("Lembar berubah tepat saat panel menulis. Lembar tidak diubah; ulangi.") from None
    except Unclear:  # it may have been done: the witness tab says so
        try:
            seen = link.sheet.write([ask.touch_tab(witness)], [ask.rows_of(title, 0, size - 1)])
        except Rejected:
            link.free()
            raise Refused("Google Sheet sedang terganggu. Lembar tidak diubah; ulangi.") from None
    _judge(office, occasion, moving, seen, witness)


def _locked(link: Link, operation: str, moving: Sequence[Moving]) -> Answer:
    """Lock the tabs and look at the rows. A lock of our own that is in the way is taken away. Raises Refused."""
    touched = [link.tabs[one.table.name] for one in moving]
    show = [ask.rows_of(link.tabs[one.table.name].title, *run) for one in moving for run in one.runs]
    for _ in range(TRIES):
        try:
            return link.lock(operation, touched, show)
        except (Rejected, Unclear):
            link.free()
    raise Refused("Lembar sedang dikunci atau berubah. Tunggu sebentar, lalu ulangi.")


def _stands(one: Moving, answer: Answer, link: Link) -> bool:
    """Whether the rows are under the lock as they were read."""
    rows = answer.seen[link.tabs[one.table.name].id].rows
    return all(line.number in rows and _cut(rows[line.number].cells) == _cut(one.grid[line.number]) for line in one.lines)


def _cut(cells: Sequence[Cell]) -> list[Cell]:
    """Without empty cells at the end."""
    kept = list(cells)
    while kept and kept[-1] == "":
        kept.pop()
    return kept


def _deletion(
    link: Link, moving: Sequence[Moving], answer: Answer, witness: int, title: str
) -> Iterator[ask.Request]:
    """The rows as they stand go to the witness, then out of their tabs, from below."""
    width = max(answer.seen[link.tabs[one.table.name].id].columns for one in moving) + SPARE
    yield ask.add_tab(witness, title, sum(len(one.lines) for one in moving), width, hidden=True)
    yield ask.guard(witness, width, link.sheet.account, WITNESS)
    rows = [(link.tabs[one.table.name].id, number) for one in moving for number in sorted(line.number for line in one.lines)]
    for at, (tab, number) in enumerate(rows):
        yield ask.copy_rows(tab, number, 1, witness, at)
    for one in moving:
        for first, last in reversed(one.runs):
            yield ask.delete_rows(link.tabs[one.table.name].id, first, last)


def _judge(office: Office, occasion: Occasion, moving: Sequence[Moving], seen: Answer, witness: int) -> None:
    """What somebody typed in the very moment waits as a conflict; the witness tab goes with the next round."""
    rows, at = seen.seen[witness].rows, 0
    with office.database.state() as connection:
        for one in moving:
            for line in sorted(one.lines, key=lambda line: line.number):
                stood = tabs.line(one.tab.headers, line.number, rows[at].cells if at in rows else ())
                at += 1
                cases = [
                    Case("conflict", line.id, header, cell, line.cells.get(header, ""), line=line.number + 1)
                    for header, cell in stood.cells.items() if cell != line.cells.get(header, "")
                ]
                sync_state.record(connection, one.table.name, cases, occasion.now, occasion.new_id)
        judged = state.note_in(connection, WITNESSES) or []
        state.write_note_in(connection, WITNESSES, [*judged, witness])
