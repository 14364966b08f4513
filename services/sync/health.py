"""The health of the sheet: gathered at one moment, judged by `domain/sheet_health.py`, mended by a click, with undo.

No mending writes into a cell of people: what stands there is changed by a round of sync alone, with its witness. The
one exception is a header that was renamed; it is replaced only where it still stands, in one conditional request.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from services.domain import tabs
from services.domain.access import require
from services.domain.occasion import Occasion
from services.domain.sheet_health import Account, Finding, Snapshot, TabState, findings
from services.domain.tabs import SHEET_TABLES
from services.errors import NotFound, Refused, Rejected
from services.office import Office
from services.storage import sheet_requests as ask
from services.storage import state, sync_state
from services.storage.reader import Reader
from services.storage.sheet_answers import Grid, id_of, masked
from services.sync import connection, settling
from services.sync.layout import GUARD, OURS, WARNING, number_for, owner_mark
from services.sync.link import LOCK, Link

KNOWN, MENDED = "sheet_known_accounts", "sheet_mended"  # notes: accounts that people know; what was mended last
MOST = 20  # mendings that can be taken back
FIELDS = masked(
    "sheets",
    masked("properties", "sheetId,title,gridProperties.rowCount,gridProperties.columnCount") + ","
    + masked("protectedRanges", "description,range") + ",basicFilter,"
    + masked("data.rowMetadata", "hiddenByUser,hiddenByFilter"))
Requests = list[ask.Request]


@dataclass(frozen=True)
class Mended:
    """What a click did, and what takes it back: requests to the sheet, cases, accounts."""

    id: str
    sentence: str
    at: str
    by: str
    requests: Requests
    cases: list[str]
    accounts: list[str]

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


# --- gathering


def look(office: Office, occasion: Occasion, link: Link) -> tuple[Snapshot, list[Finding]]:
    """The sheet as it is now, and what is wrong with it. Raises NotAllowed, Trouble."""
    require(occasion.actor, "sheet")
    seen = gather(office, link)
    return seen, findings(seen)


def gather(office: Office, link: Link) -> Snapshot:
    """Three requests: what the spreadsheet says of itself, what stands in its tabs, with whom it is shared."""
    sheets = {id_of(sheet): sheet for sheet in link.sheet.describe(FIELDS)["sheets"]}
    link.learn(office)
    names = [name for name in SHEET_TABLES if name in link.tabs]
    grids = link.sheet.read([ask.quoted(link.tabs[name].title) for name in names]) if names else []
    shared = connection.shared(office, link.sheet)
    accounts = None if shared is None else tuple(
        Account(one.get("emailAddress", ""), one.get("role", "")) for one in shared if one.get("emailAddress") != link.sheet.account)
    with office.database.reading() as reader:
        known = frozenset(state.note_in(reader.connection, KNOWN) or ())
        states = tuple(
            _state(reader, name, sheets[link.tabs[name].id], grid) for name, grid in zip(names, grids, strict=True))
    return Snapshot(states, accounts, known, sum(map(_cells, sheets.values())), tuple(link.missing))


def _cells(sheet: Mapping[str, Any]) -> int:
    grid = sheet["properties"].get("gridProperties", {})
    return int(grid.get("rowCount", 0) * grid.get("columnCount", 0))


def _state(reader: Reader, name: str, sheet: Mapping[str, Any], grid: Grid) -> TabState:
    table = SHEET_TABLES[name]
    rows = {row["id"]: tabs.cells_of(table, row) for row in reader.find(table, gone=True)}
    ours = [item for item in sheet.get("protectedRanges", ()) if _is_ours(item.get("description", ""))]
    warned = {
        column for item in ours
        for column in range(item.get("range", {}).get("startColumnIndex", 0), item.get("range", {}).get("endColumnIndex", 0))
    }
    metadata = [row for block in sheet.get("data", ()) for row in block.get("rowMetadata", ())]
    return TabState(
        table, id_of(sheet), sheet["properties"]["title"], grid, rows,
        any(item["description"].startswith(GUARD) for item in ours), frozenset(warned),
        _filter(sheet.get("basicFilter"), metadata), tuple(_spans(metadata)),
    )


def _is_ours(description: str) -> bool:
    return description.startswith(OURS) and not description.startswith(LOCK)


def _filter(found: Mapping[str, Any] | None, metadata: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """A filter that hides something; one that only shows its arrows does no harm."""
    hides = bool(found and (found.get("criteria") or found.get("filterSpecs"))) or any(
        row.get("hiddenByFilter") for row in metadata)
    return found if hides else None


def _spans(metadata: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, int]]:
    """First and last row of each run of rows that somebody hid."""
    for hidden, run in groupby(enumerate(metadata), key=lambda entry: bool(entry[1].get("hiddenByUser"))):
        places = [row for row, _ in run]
        if hidden:
            yield places[0], places[-1]


# --- mending


def mend(office: Office, occasion: Occasion, link: Link, finding: Finding) -> None:
    """Do what the click on a finding says, and remember how to take it back.

    Raises NotAllowed, Refused (it is not so any more), Trouble.
    """
    require(occasion.actor, "sheet")
    there, back = _requests(occasion, link, finding)
    if there:
        _write(link, there)
    cases = _settled(office, occasion, finding) if finding.kind == "number" else []
    accounts = [str(address) for address in finding.detail] if finding.kind == "account" else []
    _know(office, accounts, [])
    done = Mended(
        occasion.new_id("PRB"), f"{finding.tab}: {finding.mend}." if finding.tab else f"{finding.mend}.",
        occasion.now.isoformat(), occasion.actor.name, back, cases, accounts)
    _remember(office, [done, *mended(office)])


def mended(office: Office) -> list[Mended]:
    """What was mended, the last first, as long as it can be taken back."""
    return [Mended(**note) for note in state.note(office.database, MENDED) or ()]


def undo(office: Office, occasion: Occasion, link: Link, done: str) -> None:
    """Take a mending back. Raises NotAllowed, NotFound (taken back before), Refused (it changed again)."""
    require(occasion.actor, "sheet")
    known = mended(office)
    found = next((one for one in known if one.id == done), None)
    if found is None:
        raise NotFound("Perbaikan ini")
    if found.requests:
        _write(link, found.requests)
    for number, case in enumerate(found.cases):
        settling.undo(office, occasion.part(number), case)
    _know(office, [], found.accounts)
    _remember(office, [one for one in known if one.id != done])


def _write(link: Link, requests: Requests) -> None:
    try:
        link.sheet.write(requests)
    except Rejected:
        raise Refused("Lembar sudah berubah lagi. Periksa ulang, lalu putuskan dengan yang terlihat sekarang.") from None


def _remember(office: Office, done: list[Mended]) -> None:
    state.write_note(office.database, MENDED, [asdict(one) for one in done[:MOST]])


def _know(office: Office, more: list[str], less: list[str]) -> None:
    known = set(state.note(office.database, KNOWN) or ())
    state.write_note(office.database, KNOWN, sorted((known | set(more)) - set(less)))


def _settled(office: Office, occasion: Occasion, finding: Finding) -> list[str]:
    """The panel's values are given to the sheet where it has numbers; the cases that were settled so."""
    wanted = {(row, header) for row, header, _ in finding.detail}
    with office.database.reading() as reader:
        cases = [case["id"] for case in sync_state.cases(reader.connection, "unreadable")
                 if (case["row"], case["header"]) in wanted]
    if not cases:
        raise Refused("Panel sedang mencocokkan isian ini. Tunggu sebentar, lalu tekan Periksa ulang.")
    for number, case in enumerate(cases):
        settling.settle(office, occasion.part(number), case, "panel")
    return cases


def _requests(occasion: Occasion, link: Link, finding: Finding) -> tuple[Requests, Requests]:
    """What mends a finding in the sheet, and what takes that back."""
    make = MENDS.get(finding.kind)
    return make(occasion, link, finding) if make else ([], [])


def _clear_filter(_occasion: Occasion, _link: Link, finding: Finding) -> tuple[Requests, Requests]:
    there = {"clearBasicFilter": {"sheetId": finding.tab_id}}
    return [there], [{"setBasicFilter": {"filter": finding.detail[0]}}]


def _show_rows(_occasion: Occasion, _link: Link, finding: Finding) -> tuple[Requests, Requests]:
    return (
        [ask.hide_rows(finding.tab_id, first, last, hide=False) for first, last in finding.detail],
        [ask.hide_rows(finding.tab_id, first, last, hide=True) for first, last in finding.detail],
    )


def _rename_header(_occasion: Occasion, _link: Link, finding: Finding) -> tuple[Requests, Requests]:
    column, now, right = finding.detail
    return [ask.replace_text(finding.tab_id, 0, column, now, right)], [ask.replace_text(finding.tab_id, 0, column, right, now)]


def _guard_tab(occasion: Occasion, link: Link, finding: Finding) -> tuple[Requests, Requests]:
    protection = number_for(f"{occasion.operation} {finding.tab_id}")
    made = ask.guard(finding.tab_id, finding.detail[0], link.sheet.account, owner_mark(link.panel))
    return [ask.under_id(made, protection)], [ask.unlock(protection)]


def _warn_columns(occasion: Occasion, _link: Link, finding: Finding) -> tuple[Requests, Requests]:
    numbers = {column: number_for(f"{occasion.operation} {finding.tab_id} {column}") for column in finding.detail}
    made = [ask.under_id(ask.warn(finding.tab_id, column, WARNING, 1), number) for column, number in numbers.items()]
    return made, [ask.unlock(number) for number in numbers.values()]


MENDS: dict[str, Callable[[Occasion, Link, Finding], tuple[Requests, Requests]]] = {
    "filter": _clear_filter, "hidden": _show_rows, "header": _rename_header, "guard": _guard_tab, "warning": _warn_columns,
}
