"""The office's spreadsheet, spoken to by the real gspread and google-auth. The only place that imports them.

Reading is tried again a few times, with growing pauses and jitter. Writing is tried again only where Google says that
nothing was done (its quota is spent); any other unclear answer is raised as Unclear, for the protocol to settle.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from google.auth.exceptions import GoogleAuthError, TransportError
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2.service_account import Credentials
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient
from gspread.urls import DRIVE_FILES_API_V3_URL, SPREADSHEET_BATCH_UPDATE_URL

from services.errors import BadInput, PanelError, Rejected, Trouble, Unclear
from services.storage import sheet_answers
from services.storage.sheet_answers import Answer, Book, Grid

GOOGLE = "https://sheets.googleapis.com"
DRIVE = "https://www.googleapis.com"
# What google-auth asks: for a token, and where an account may go.
TOKENS, IAM = "https://oauth2.googleapis.com", "https://iamcredentials.googleapis.com"
SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive.metadata.readonly")
TIMEOUT = (10.0, 180.0)  # seconds to connect, to wait: Google itself gives up after 180
TRIES = 5
LONGEST_PAUSE = 64.0  # seconds


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
        return super().__call__(url.replace(IAM, self._api_url).replace(TOKENS, self._api_url), *rest, **more)


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
        return sheet_answers.book_in(self.describe(sheet_answers.BOOK_FIELDS))

    def read(self, ranges: Sequence[str]) -> list[Grid]:
        """The values of each range, in one request; dates as serial numbers. Raises Trouble, Rejected."""
        params: dict[str, Any] = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}
        return sheet_answers.grids_in(self._read(lambda: self._line.values_batch_get(self.spreadsheet, list(ranges), params)))

    def describe(self, fields: str, ranges: Sequence[str] = ()) -> Any:
        """What the spreadsheet says of itself under these fields, as Google answers. Raises Trouble, Rejected."""
        params: dict[str, Any] = {"fields": fields, "ranges": list(ranges)}
        if "data." in fields:  # which Google takes from the mask
            params["includeGridData"] = "true"
        return self._read(lambda: self._line.fetch_sheet_metadata(self.spreadsheet, params))

    def shared_with(self) -> list[dict[str, str]] | None:
        """Drive's permissions: type, role, emailAddress of each; None where it does not tell this account."""
        try:
            found: list[dict[str, str]] | None = self._once(lambda: self._drive("permissions(type,role,emailAddress)").get("permissions"))
        except PanelError:
            return None
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
        answer = self._persist(
            lambda: self._line.request("post", url, params={"fields": sheet_answers.ANSWER_FIELDS}, json=body).json(), (Busy,))
        if show and "updatedSpreadsheet" not in answer:  # a service that does not show: the locks hold, so a look is as good
            answer["updatedSpreadsheet"] = self.describe(sheet_answers.GRID_FIELDS, show)
        return sheet_answers.answer_in(answer)

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
        except (OSError, ValueError, KeyError, TypeError):
            # requests' own errors are OSErrors, a cut answer is no JSON, and of another body gspread makes no error
            raise Unclear(NO_LINE) from None

    def _explained(self, status: int, message: str) -> PanelError:
        if status in (400, 501):  # wrong as things stand, or nothing that this service can do
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

