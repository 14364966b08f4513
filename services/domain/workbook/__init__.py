"""Reads recipient lists as agencies send them: sheets in, people out, or a refusal in words."""

from services.domain.workbook.grid import Area, Cell, Grid
from services.domain.workbook.people import Entry, Fault
from services.domain.workbook.reading import Found, Reading, Skipped, read
from services.domain.workbook.seen import Seen

__all__ = ["Area", "Cell", "Entry", "Fault", "Found", "Grid", "Reading", "Seen", "Skipped", "read"]
