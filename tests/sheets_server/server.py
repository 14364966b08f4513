"""`SheetsServer`: the stand-in over HTTP on loopback, with its people, its weather and its log."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .accounts import Tokens, key_of
from .edit import Assumptions
from .errors import NOT_SIGNED_IN, Refusal
from .grid import Cell, Sheet, Spreadsheet, Value
from .log import Log
from .people import Person
from .service import Call, Service
from .sheets import new_id
from .store import WRITER, Store
from .weather import FAIR, Sky, Weather

_SCALES = Lock()
PANEL = "panel"
OFFICE = "dinsos@example.go.id"
NO_BOUNDARY = {"locations": [], "encodedLocations": "0x0"}  # iamcredentials: the account may go anywhere
Gap = Callable[[Call], None]
Observer = Callable[[Call, int, Any], None]

_WEATHER_MESSAGES = {
    401: NOT_SIGNED_IN,
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
}


@dataclass
class Traffic:
    """What went over the line since the last `reset`."""

    count: int = 0
    reads: int = 0
    writes: int = 0
    sent: int = 0  # bytes from the client
    received: int = 0  # bytes to the client

    @property
    def bytes(self) -> int:
        return self.sent + self.received

    def weigh(self, sent: int, received: int) -> None:
        with _SCALES:
            self.sent += sent
            self.received += received

    def reset(self) -> None:
        self.count = self.reads = self.writes = self.sent = self.received = 0


class SheetsServer:
    """A context manager. `url` is the address that stands for Google's, `key` the panel's service-account key.

    `gaps` are called with each request right before it is carried out: there people get in between. `observers` see
    each request with its status and answer. `clock` is the server's own; move it to see what a wrong clock does.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.store = Store(lambda: self.clock())
        self.service = Service(self.store)
        self.tokens = Tokens(lambda: self.clock())
        self.weather = Sky()
        self.requests = Traffic()
        self.gaps: list[Gap] = []
        self.observers: list[Observer] = []
        self._http = _Listener(self)

    def __enter__(self) -> SheetsServer:
        self._thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def key(self) -> dict[str, Any]:
        return self.account(PANEL)

    def account(self, name: str) -> dict[str, Any]:
        """The key of a further service account."""
        return key_of(name, self.url)

    @property
    def log(self) -> Log:
        return self.store.log

    def clear(self) -> None:
        """Forgets all spreadsheets, weather and traffic; tokens stay good."""
        with self.store.lock:
            self.store.clear()
            self.weather.clear_up()
            self.requests.reset()
            self.gaps.clear()
            self.observers.clear()
            self.clock = time.time

    def assume(self, assumptions: Assumptions) -> None:
        self.store.assumptions = assumptions

    def create_spreadsheet(
        self,
        title: str,
        locale: str = "in_ID",
        owner: str = OFFICE,
        shared_with: Iterable[str] | None = None,
    ) -> Spreadsheet:
        """A spreadsheet as a person makes it and shares it (by default with the panel's account, to write).

        What is returned is its state now; later states are under `spreadsheet(id)`.
        """
        book = self.store.create(title, owner, locale)
        emails = [self.key["client_email"]] if shared_with is None else shared_with
        book.permissions.update((email, WRITER) for email in emails)
        return book

    def fill(self, book_id: str, tab: str, rows: Iterable[Iterable[Value]]) -> None:
        """A tab with these values in it, quickly and as if they had always stood there: the log does not know them."""
        filled = [tuple(Cell(value) for value in row) for row in rows]
        sheet = Sheet(new_id(()), tab, len(filled), max(map(len, filled)), filled)
        with self.store.edit(self.spreadsheet(book_id).owner, book_id, ("fill",)) as edit:
            edit.add_sheet(len(edit.book.sheets), sheet)

    def spreadsheet(self, book_id: str) -> Spreadsheet:
        return self.store.books[book_id]

    def person(self, name: str, owner: bool = False, book_id: str = "") -> Person:
        """Someone who edits a spreadsheet (the one made last, unless named); an owner is bound by no protection."""
        book_id = book_id or list(self.store.books)[-1]
        book = self.store.books[book_id]
        if owner:
            return Person(book.owner, self.store, book_id)
        email = name if "@" in name else f"{name.lower().replace(' ', '.')}@example.go.id"
        book.permissions.setdefault(email, WRITER)
        return Person(email, self.store, book_id)

    def before_request(self, number: int, action: Callable[[], object]) -> None:
        """Runs the action in the gap right before the `number`-th request from now (1 is the next)."""
        due = self.store.tick + number

        def gap(_: Call) -> None:
            if self.store.tick == due:
                self.gaps.remove(gap)
                action()

        self.gaps.append(gap)

    def respond(self, method: str, target: str, authorization: str, content: bytes) -> tuple[int, Any, Weather]:
        """The answer to one HTTP request: status, body, and the weather it met. `target` is the path with its query."""
        address = urlsplit(target)
        if address.path == "/token":
            assertion = parse_qs(content.decode()).get("assertion", [""])[0]
            return *self.tokens.grant(assertion), FAIR
        if address.path.endswith("/allowedLocations"):
            return 200, NO_BOUNDARY, FAIR
        query = parse_qs(address.query, keep_blank_values=True)
        return self.handle(Call(method, address.path, query, content), authorization)

    def handle(self, call: Call, authorization: str) -> tuple[int, Any, Weather]:
        """Carries out one call in its weather."""
        with self.store.lock:
            self._count(call)
            weather = self.weather.next()
            call.email, call.stale = self.tokens.account(authorization) or "", weather.stale
            for gap in list(self.gaps):
                gap(call)
            spoilt = weather.status or weather.reset
            status, answer = (0, None) if spoilt and not weather.applied else self.service.answer(call)
            for observer in self.observers:
                observer(call, status, answer)
            if weather.status:
                status, answer = weather.status, self._weather_body(call, weather)
        return status, answer, weather

    def _count(self, call: Call) -> None:
        self.store.tick += 1
        self.requests.count += 1
        self.requests.writes += call.is_write
        self.requests.reads += not call.is_write

    def _weather_body(self, call: Call, weather: Weather) -> dict[str, Any]:
        kind = "Write" if call.is_write else "Read"
        quota = (
            f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute per user' "
            "of service 'sheets.googleapis.com' for consumer 'project_number:100000000001'."
        )
        return Refusal(_WEATHER_MESSAGES.get(weather.status, quota), weather.status).body


def packed(answer: Any) -> tuple[bytes, str]:
    """An answer as it goes over the line, and its content type."""
    if isinstance(answer, str):
        return answer.encode(), "text/csv"
    content = b"" if answer is None else json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    return content, "application/json; charset=UTF-8"


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, sheets: SheetsServer) -> None:
        self.sheets = sheets
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the weather; anything else is a mistake of the stand-in."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Listener

    def do_GET(self) -> None:
        self._serve()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def _serve(self) -> None:
        sheets = self.server.sheets
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        authorization = self.headers.get("Authorization") or ""
        status, answer, weather = sheets.respond(self.command, self.path, authorization, content)
        time.sleep(sheets.weather.delay + weather.seconds)
        if weather.reset:
            self.close_connection = True
            self.connection.close()
        else:
            packet = packed(answer)
            sheets.requests.weigh(len(self.path) + len(content), len(packet[0]))  # before the client can look
            self._reply(status, *packet)

    def _reply(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def log_message(self, *_: Any) -> None:
        """Tests stay quiet."""
