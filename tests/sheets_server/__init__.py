"""A stand-in for the Google Sheets v4 service (and the few Drive calls beside it) on loopback.

It keeps spreadsheets in memory, answers the untouched gspread and google-auth, and adds what a real service cannot
give a test: people who edit in the gap before any request, bad weather on demand, and a log of every value ever
written.

    with SheetsServer() as sheets:
        book = sheets.create_spreadsheet("Bansos 2026")
        tab = connect(sheets).open_by_key(book.id).sheet1
        siti = sheets.person("Siti")
        sheets.before_request(1, lambda: siti.types("Sheet1", "B2", "di sela"))
        sheets.weather.script([weather.UNAVAILABLE_AFTER])
        ...
        sheets.log.ended_by(sheets.key["client_email"])  # what the panel overwrote, and with what

Modules, from the bottom up: `a1`, `masks`, `errors`; `grid` (cells in memory), `log`; `entered`, `shown`, `formulas`
(typing, showing, computing); `edit` (one change, whole or not at all), `reading`; the requests of a batch in `cells`,
`moves`, `search`, `merges`, `dimensions`, `sheets`, `objects`, joined in `batch`; `values`, `resources`, `drive`;
`store`, `service` (routes); `people`, `crowd`, `weather`; `server` (HTTP). `recordings` and `shapes` hold all that
against what is known of the real service.
"""
