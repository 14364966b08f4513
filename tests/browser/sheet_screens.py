"""The sample office with a spreadsheet in which people have typed, for pictures of what differs."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from cast import BUDI, Clock
from sheet_cast import Team, panel_of
from sheets_server.server import SheetsServer

from services.domain.schema import AGENCY, RECIPIENT
from services.office import open_office
from services.storage import state
from services.sync.connection import connect


@contextmanager
def busy_sheet(data: Path) -> Iterator[None]:
    """Connect the office in that folder; the sheet is there as long as this lasts."""
    with SheetsServer() as sheets:
        with closing(open_office(data)) as office:
            state.write_note(office.database, state.SAMPLE, None)  # a sample is never tied to a sheet
            clock = Clock(datetime.now(UTC))
            book = sheets.create_spreadsheet("Bansos Kota Banjarbaru")
            connect(office, clock.act(BUDI), json.dumps(sheets.key).encode(), book.id, sheets.url)
            team = panel_of(office, sheets, clock)
            team.sync()
            _disturb(team)
            team.sync()
        yield


def _disturb(team: Team) -> None:
    """What people do in a sheet in a busy week."""
    agency, (first, second, *_) = team.rows(AGENCY)[0]["id"], [row["id"] for row in team.rows(RECIPIENT)]
    team.change(AGENCY, agency, contact="Siti Rahmawati, Kasi Kesos")
    team.types("Instansi", agency, "Narahubung", "Rahmat Hidayat, Kasi Kesos")
    team.types("Penerima", first, "Keadaan", "Cadangan")
    team.types("Penerima", second, "NIK", "63720105038400")
    team.people.renames_header("Hari Libur", "Keterangan", "Ket.")
    sheet = team.sheets.spreadsheet(team.people.book_id).titled("Penerima")
    assert sheet is not None
    team.people.does({"updateDimensionProperties": {
        "range": {"sheetId": sheet.id, "dimension": "ROWS", "startIndex": 40, "endIndex": 60},
        "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}})
