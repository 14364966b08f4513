"""The flow of an SOP as its AP-SOP sheet draws it: which symbol stands in whose column, and how the line runs. Pure."""

from dataclasses import dataclass

from services.domain.sop import Sop


@dataclass(frozen=True)
class FlowRow:
    """A row of the flow: (column, symbol) in the order they are passed. The line enters from above at column
    `enters`, None where it begins, and `goes_on` below the last symbol."""

    symbols: tuple[tuple[int, str], ...]
    enters: int | None
    goes_on: bool

    @property
    def first(self) -> int:
        return self.symbols[0][0]

    @property
    def last(self) -> int:
        return self.symbols[-1][0]


def rows(sop: Sop) -> list[FlowRow]:
    """One row for each stage; columns are the parties in the SOP's order."""
    columns = {party.key: number for number, party in enumerate(sop.parties)}
    found: list[FlowRow] = []
    for stage in sop.stages:
        symbols = tuple((columns[executor.party], executor.symbol) for executor in stage.executors)
        enters = found[-1].last if found else None
        found.append(FlowRow(symbols, enters, goes_on=stage is not sop.stages[-1]))
    return found
