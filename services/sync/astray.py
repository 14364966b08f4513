"""Values of the panel that went astray, as the sheet changed just when they were written: where each is to be taken out."""

from dataclasses import replace
from datetime import timedelta

from services.domain.occasion import Occasion
from services.domain.tabs import Cell, Line, Tab
from services.storage import sync_state
from services.storage.reader import Reader
from services.sync.job import Mending

CERTAIN = timedelta(minutes=10)  # after that somebody may have typed the same
KINDS = ("stray", "covered")  # of the cases that tell of one; covered: it stands on a formula


def without_strays(reader: Reader, occasion: Occasion, name: str, tab: Tab) -> tuple[Tab, tuple[Mending, ...]]:
    """The tab as it would be had no value of the panel gone astray, and what makes it so.

    Only where it is certain: one line, known or unknown as it was then, still holds that value in that column, and it
    went there a moment ago. The newest one first, as it may stand on an older one.
    """
    since = occasion.now - CERTAIN
    cases = [
        case for case in sync_state.cases(reader.connection, *KINDS) if case["table"] == name and case["at"] >= since]
    agreed = sync_state.base(reader.connection, name, {line.id for line in tab.lines}) if cases else {}
    lines, mendings = {line.number: line for line in tab.lines}, []
    for case in reversed(cases):
        header, value = case["header"], case["panel"]
        rows = {case["row"]} if case["row"] else {line.id for line in tab.lines} - {*agreed}
        found = [line for line in tab.lines if line.id in rows and _holds(lines[line.number], header, value)]
        if len(found) == 1:
            line, formula = found[0], case["kind"] == "covered"
            mendings.append(Mending(line, header, value, case["sheet"], case["id"], formula))
            stood = agreed.get(line.id, {}).get(header, "") if formula else case["sheet"]
            lines[line.number] = _cured(lines[line.number], header, stood)
    return replace(tab, lines=tuple(lines.values())), tuple(mendings)


def _holds(line: Line, header: str, value: Cell) -> bool:
    """Whether the line holds that value under the header; without one, in just one cell under no header."""
    if header:
        return line.cells.get(header) == value
    return list(line.loose.values()).count(value) == 1


def _cured(line: Line, header: str, cell: Cell) -> Line:
    return replace(line, cells={**line.cells, header: cell}) if header else line
