"""Is the history what it was? Its chain of hashes, and its anchors in the sheet's Riwayat."""

from dataclasses import dataclass

from services.office import Office
from services.storage import history, sync_state
from services.sync.connection import anchors
from services.sync.link import HISTORY, Link


@dataclass(frozen=True)
class Verdict:
    """How many entries there are, and the sequence of the first that is not what it was."""

    entries: int
    first_fault: int | None

    @property
    def intact(self) -> bool:
        return self.first_fault is None

    @property
    def sentence(self) -> str:
        """The verdict, for the command line."""
        if self.intact:
            return f"Riwayat utuh: {self.entries} catatan."
        return f"Riwayat tidak utuh sejak catatan nomor {self.first_fault}. Bandingkan dengan cadangan terakhir."


def verify(office: Office, link: Link | None) -> Verdict:
    """Check the chain; with a sheet, also that each entry stands in its Riwayat with the same hash.

    Whoever owns the database file can compute the whole chain anew, but not what stands in the sheet. Raises Trouble.
    """
    faults = [fault for fault in (office.database.first_fault(), _first_missing(office, link)) if fault is not None]
    with office.database.reading() as reader:
        entries = history.head(reader.connection)[0]
    return Verdict(entries, min(faults, default=None))


def _first_missing(office: Office, link: Link | None) -> int | None:
    if link is None:
        return None
    link.learn(office)
    if HISTORY not in link.tabs:
        return None
    there = anchors(link.sheet, link.tabs[HISTORY].title)
    with office.database.reading() as reader:
        delivered = sync_state.delivered(reader.connection)
    return next((seq for seq, mark in delivered if (seq, mark) not in there), None)
