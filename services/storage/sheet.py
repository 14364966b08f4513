"""The office's spreadsheet, spoken to by the real gspread and google-auth. The only place that imports them.

Reading is tried again a few times, with growing pauses and jitter. Writing is tried again only where Google says that
nothing was done (its quota is spent); any other unclear answer is raised as Unclear, for the protocol to settle.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from google.auth.exceptions import GoogleAuthError, TransportError
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2.service_account import Credentials
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient
from gspread.urls import DRIVE_FILES_API_V3_URL, SPREADSHEET_BATCH_UPDATE_URL

from services.domain.tabs import Cell
from services.errors import BadInput, PanelError, Rejected, Trouble, Unclear

GOOGLE = "https://sheets.googleapis.com"
DRIVE = "https://www.googleapis.com"
IAM = "https://iamcredentials.googleapis.com"  # google-auth asks it where an account may go
SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive.metadata.readonly")
TIMEOUT = (10.0, 180.0)  # seconds to connect, to wait: Google itself gives up after 180
TRIES = 5
LONGEST_PAUSE = 64.0  # seconds

BOOK_FIELDS = (
    "properties.title,sheets(properties(sheetId,title,hidden,gridProperties(rowCount,columnCount)),"
    "protectedRanges(protectedRangeId,description,range,editors.users,warningOnly))"
)
ANSWER_FIELDS = (
    "replies.addProtectedRange.protectedRange.protectedRangeId,"
    "updatedSpreadsheet.sheets(properties(sheetId,gridProperties.columnCount),"
    "data(startRow,rowData.values(userEnteredValue,effectiveValue)))"
)

Grid = list[list[Cell]]


@dataclass(frozen=True)
class Protection:
    """A protected range; `whole`: it covers its tab."""

    id: int
    tab: int
    description: str
    whole: bool


@dataclass(frozen=True)
class TabInfo:
    """What the spreadsheet says of one of its tabs, without its cells."""

    id: int
    title: str
    rows: int
    columns: int


@dataclass(frozen=True)
class Book:
    """The spreadsheet without its cells."""

    title: str
    tabs: tuple[TabInfo, ...]
    protections: tuple[Protection, ...]

    def named(self, title: str) -> TabInfo | None:
        """The tab of that title; Google does not tell capitals apart."""
        return next((tab for tab in self.tabs if tab.title.casefold() == title.casefold()), None)


@dataclass(frozen=True)
class SeenRow:
    """Cells of one row, and the columns of it that hold formulas."""

    cells: tuple[Cell, ...]
    formulas: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Seen:
    """What a batch showed of a tab as it stood after it: rows by number, how many columns its grid has."""

    columns: int
    rows: Mapping[int, SeenRow]


@dataclass(frozen=True)
class Answer:
    """The answer to a batch: ids of the protections it added, and what was to be shown, by tab id."""

    protections: tuple[int, ...]
    seen: Mapping[int, Seen]


class _Line(HTTPClient):
    """gspread's own client with another address in front, and a count of its requests."""

    def __init__(self, session: AuthorizedSession, api_url: str):
        super().__init__(session.credentials, session=session)
        self.set_timeout(TIMEOUT)
        self._api_url = api_url
        self.requests = 0

    def request(self, method: str, endpoint: str, *rest: Any, **more: Any) -> Any:
        self.requests += 1
        if self._api_url != GOOGLE:
            endpoint = endpoint.replace(GOOGLE, self._api_url).replace(DRIVE, self._api_url)
        return super().request(method, endpoint, *rest, **more)


class _Door(Request):
    """google-auth's way to its own services, which go to the same other address."""

    def __init__(self, api_url: str):
        super().__init__()
        self._api_url = api_url

    def __call__(self, url: str, *rest: Any, **more: Any) -> Any:
        return super().__call__(url.replace(IAM, self._api_url), *rest, **more)


class Sheet:
    """One spreadsheet through one service account. `wait` is told how many seconds to pause."""

    def __init__(
        self, key: Mapping[str, Any], spreadsheet: str, api_url: str = GOOGLE,
        wait: Callable[[float], object] = lambda seconds: None,
    ):
        self.account = str(key["client_email"])
        self.spreadsheet, self._wait = spreadsheet, wait
        try:
            credentials = Credentials.from_service_account_info(dict(key), scopes=SCOPES)
        except (ValueError, GoogleAuthError):
            raise BadInput("Kunci akun layanan ini tidak dapat dibaca. Unduh kunci JSON yang baru.") from None
        door = Request() if api_url == GOOGLE else _Door(api_url)
        self._line = _Line(AuthorizedSession(credentials, auth_request=door), api_url)

    @property
    def requests(self) -> int:
        """How many requests were made so far."""
        return self._line.requests

    def book(self) -> Book:
        """The tabs and their protections. Raises Trouble."""
        return _book(self.describe(BOOK_FIELDS))

    def read(self, ranges: Sequence[str]) -> list[Grid]:
        """The values of each range, in one request; dates as serial numbers. Raises Trouble, Rejected."""
        params: dict[str, Any] = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}
        answer = self._read(lambda: self._line.values_batch_get(self.spreadsheet, list(ranges), params))
        return [item.get("values", []) for item in answer["valueRanges"]]

    def describe(self, fields: str) -> Any:
        """What the spreadsheet says of itself under these fields, as Google answers. Raises Trouble, Rejected."""
        return self._read(lambda: self._line.fetch_sheet_metadata(self.spreadsheet, {"fields": fields}))

    def shared_with(self) -> list[dict[str, str]] | None:
        """Drive's permissions: type, role, emailAddress of each; None where the account may not see them."""
        try:
            answer = self._read(lambda: self._drive("permissions(type,role,emailAddress)"))
        except Trouble as error:
            if error.retry:
                raise
            return None
        found: list[dict[str, str]] | None = answer.get("permissions")
        return found

    def version(self) -> int | None:
        """Drive's count of the spreadsheet's changes, asked once; None where it does not tell. It may come minutes late."""
        try:
            return self._once(lambda: int(self._drive("version").get("version", "")))
        except PanelError:
            return None

    def write(self, requests: Sequence[dict[str, Any]], show: Sequence[str] = ()) -> Answer:
        """Carry out a batch, all or nothing; the answer shows these ranges as they stand after it.

        Raises Rejected (nothing was done), Unclear (it may have been done), Trouble (not allowed, not there).
        """
        body: dict[str, Any] = {"requests": list(requests)}
        if show:
            body |= {"includeSpreadsheetInResponse": True, "responseRanges": list(show), "responseIncludeGridData": True}
        url = SPREADSHEET_BATCH_UPDATE_URL % self.spreadsheet
        return _answer(self._persist(
            lambda: self._line.request("post", url, params={"fields": ANSWER_FIELDS}, json=body).json(), (Busy,)))

    def _drive(self, fields: str) -> Any:
        url, params = f"{DRIVE_FILES_API_V3_URL}/{self.spreadsheet}", {"fields": fields, "supportsAllDrives": True}
        return self._line.request("get", url, params=params).json()

    def _read(self, call: Callable[[], Any]) -> Any:
        return self._persist(call, (Busy, Unclear))

    def _persist(self, call: Callable[[], Any], passing: tuple[type[Trouble], ...]) -> Any:
        """Try again while the failure is one of those that pass."""
        for pause in range(TRIES):
            try:
                return self._once(call)
            except passing:
                if pause == TRIES - 1:
                    raise
                self._wait(min(LONGEST_PAUSE, 2.0**pause) * random.uniform(0.5, 1.5))
        raise AssertionError("unreachable")

    def _once(self, call: Callable[[], Any]) -> Any:
        """Each failure as an error of the panel. What Google says of cells never enters a sentence."""
        try:
            return call()
        except APIError as error:
            raise self._explained(error.response.status_code, str(error.error.get("message", ""))) from None
        except TransportError:
            raise Unclear(NO_LINE) from None
        except GoogleAuthError:
            raise Trouble(KEY_REFUSED, retry=False) from None
        except (OSError, ValueError):  # requests' own errors are OSErrors; a cut answer is no JSON
            raise Unclear(NO_LINE) from None

    def _explained(self, status: int, message: str) -> PanelError:
        if status == 400:
            return Rejected(message)
        if status == 429:
            return Busy("Kuota Google Sheet sedang habis. Panel mencoba lagi sendiri; perubahan Anda tersimpan di panel.")
        if status >= 500:
            return Unclear("Google Sheet sedang terganggu. Panel mencoba lagi sendiri.")
        sentences = {401: KEY_REFUSED, 403: NOT_SHARED.format(self.account), 404: NOT_THERE}
        return Trouble(sentences.get(status, f"Google Sheet menolak permintaan panel (kode {status})."), retry=False)


class Busy(Trouble):
    """The quota is spent; nothing was done."""


NO_LINE = "Google Sheet tidak dapat dihubungi. Periksa internet; panel tetap dapat dipakai dan mencoba lagi sendiri."
KEY_REFUSED = (
    "Google menolak kunci akun layanan. Periksa jam komputer panel; bila jamnya benar, buat kunci baru lalu hubungkan lagi."
)
NOT_SHARED = "Google Sheet itu belum dibagikan. Bagikan kepada {} sebagai Editor, lalu coba lagi."
NOT_THERE = "Google Sheet itu tidak ada. Periksa alamatnya, atau pulihkan dari Sampah Google Drive."


def _book(answer: Mapping[str, Any]) -> Book:
    sheets = answer["sheets"]
    tabs = tuple(_tab(sheet["properties"]) for sheet in sheets if "gridProperties" in sheet["properties"])
    protections = tuple(
        _protection(sheet["properties"]["sheetId"], item) for sheet in sheets for item in sheet.get("protectedRanges", [])
    )
    return Book(answer["properties"]["title"], tabs, protections)


def _tab(properties: Mapping[str, Any]) -> TabInfo:
    grid = properties["gridProperties"]
    return TabInfo(properties["sheetId"], properties["title"], grid.get("rowCount", 0), grid.get("columnCount", 0))


def _protection(tab: int, item: Mapping[str, Any]) -> Protection:
    whole = not item.get("range", {}).keys() - {"sheetId"} and not item.get("warningOnly")
    return Protection(item["protectedRangeId"], tab, item.get("description", ""), whole)


def _answer(answer: Mapping[str, Any]) -> Answer:
    added = [reply.get("addProtectedRange") for reply in answer.get("replies", [])]
    sheets = answer.get("updatedSpreadsheet", {}).get("sheets", [])
    return Answer(
        tuple(reply["protectedRange"]["protectedRangeId"] for reply in added if reply),
        {sheet["properties"].get("sheetId", 0): _seen(sheet) for sheet in sheets},
    )


def _seen(sheet: Mapping[str, Any]) -> Seen:
    rows = {
        number: _row(row.get("values", []))
        for block in sheet.get("data", [])
        for number, row in enumerate(block.get("rowData", []), start=block.get("startRow", 0))
    }
    return Seen(sheet["properties"].get("gridProperties", {}).get("columnCount", 0), rows)


def _row(values: Sequence[Mapping[str, Any]]) -> SeenRow:
    cells = tuple(_cell(value.get("effectiveValue", {})) for value in values)
    formulas = frozenset(at for at, value in enumerate(values) if "formulaValue" in value.get("userEnteredValue", {}))
    return SeenRow(cells, formulas)


def _cell(value: Mapping[str, Any]) -> Cell:
    """A cell as `read` would give it: whole numbers as int."""
    if "numberValue" in value:
        number = value["numberValue"]
        return int(number) if float(number).is_integer() else float(number)
    if "errorValue" in value:
        return "#ERROR!"
    return value.get("stringValue", value.get("boolValue", ""))
