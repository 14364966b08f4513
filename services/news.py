"""Whether a screen that refreshes itself has something new to show."""

from services.office import Office
from services.storage import figures


def change_count(office: Office) -> int:
    """Grows with every change: whether a screen that refreshes itself has something new to show."""
    with office.database.reading() as reader:
        return figures.change_count(reader)


def sheet_brought(office: Office, since: int) -> bool:
    """Whether the sheet has changed anything since a screen was drawn at that `change_count`."""
    with office.database.reading() as reader:
        return figures.sheet_brought(reader, since)
