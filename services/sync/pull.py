"""The pull of a round: the tabs that are due, in one request. A large tab is due when Drive hints at a change.

A tab that is not due is not in the answer: nothing is concluded from that.
"""

from collections.abc import Collection, Mapping

from services.domain import cadence, tabs
from services.domain.tabs import SHEET_TABLES, Tab
from services.errors import Refused, Rejected
from services.office import Office
from services.storage.sheet_answers import Grid
from services.storage.sheet_requests import quoted
from services.sync.link import HISTORY, TITLES, Link


def pull(office: Office, link: Link, anyway: Collection[str]) -> dict[str, Grid]:
    """The grids by table, of those in `anyway` and of all others that are due. Raises Trouble, Refused, Rejected."""
    try:
        return _read(link, anyway)
    except Rejected:  # a tab was renamed or deleted
        link.learn(office)
        return _read(link, anyway)


def _read(link: Link, anyway: Collection[str]) -> dict[str, Grid]:
    if HISTORY not in link.tabs:
        raise Refused(f"Tab {TITLES[HISTORY]} tidak ada di Google Sheet. Hubungkan Google Sheet lagi untuk membuatnya.")
    names = _due(link, anyway)
    grids = link.sheet.read([quoted(link.tabs[name].title) for name in names])
    return dict(zip(names, grids, strict=True))


def _due(link: Link, anyway: Collection[str]) -> list[str]:
    """The tables to be read; Drive is asked only where something hangs on its answer, and before the reading."""
    names, now = [name for name in SHEET_TABLES if name in link.tabs], link.ticks()
    sure = cadence.due(names, link.settled, None, now, anyway)
    if sure == names:
        return names
    link.version = link.sheet.version()
    return cadence.due(names, link.settled, link.version, now, anyway)


def readable(link: Link, grids: Mapping[str, Grid]) -> tuple[dict[str, Tab], dict[str, str]]:
    """The tabs that were pulled and whose headers are in order; sentences about those that are not, or not there."""
    found, problems = {}, {}
    for name, table in SHEET_TABLES.items():
        if name not in link.tabs:
            problems[name] = tabs.GONE.format(table.title)
        elif name in grids:
            try:
                found[name] = tabs.read(table, grids[name])
            except Refused as error:
                problems[name] = str(error)
    return found, problems
