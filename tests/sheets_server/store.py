"""All spreadsheets of the stand-in, who may open them, and the way a change gets in."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock

from .edit import Assumptions, Edit
from .errors import NOT_FOUND, NOT_PERMITTED, Refusal
from .grid import Sheet, Spreadsheet
from .log import Change, Log

OWNER, WRITER, READER = "owner", "writer", "reader"


def _new_id() -> str:
    """An ID like Google's: 44 characters, the first a 1, so that no command line takes it for an option."""
    return "1" + secrets.token_urlsafe(33)[1:]


class Store:
    """`lock` is held for each request and each edit of a person; there is one order of things."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.lock = RLock()
        self.clear()

    def clear(self) -> None:
        self.books: dict[str, Spreadsheet] = {}
        self.before: dict[str, Spreadsheet] = {}  # each as it was before its last change
        self.comments: dict[str, list[dict[str, str]]] = {}
        self.log = Log()
        self.assumptions = Assumptions()
        self.tick = 0  # requests served

    def create(self, title: str, owner: str, locale: str = "en_US") -> Spreadsheet:
        now = self.clock()
        book = Spreadsheet(_new_id(), title, locale, owner, now, modified=now)
        book.sheets.append(Sheet(0, "Sheet1"))
        book.permissions[owner] = OWNER
        self.books[book.id] = book
        return book

    def duplicate(self, source: Spreadsheet, title: str, owner: str) -> Spreadsheet:
        twin = source.copy()
        twin.id, twin.title, twin.owner = _new_id(), title, owner
        twin.created = twin.modified = self.clock()
        twin.permissions = {owner: OWNER}
        self.books[twin.id] = twin
        return twin

    def open(self, email: str, book_id: str, to_write: bool = False, stale: bool = False) -> Spreadsheet:
        """The spreadsheet, if it exists and this account may read (or write) it."""
        if book_id not in self.books:
            raise Refusal(NOT_FOUND, 404)
        role = self.role(email, self.books[book_id])
        if role is None or (to_write and role == READER):
            raise Refusal(NOT_PERMITTED, 403)
        return self.before.get(book_id, self.books[book_id]) if stale else self.books[book_id]

    def role(self, email: str, book: Spreadsheet) -> str | None:
        return book.permissions.get(email) or book.permissions.get("anyone")

    @contextmanager
    def edit(self, email: str, book_id: str, kinds: tuple[str, ...]) -> Iterator[Edit]:
        """An edit that is committed if the block ends without a refusal, and forgotten otherwise."""
        with self.lock:
            book = self.open(email, book_id, to_write=True)
            change = Change(len(self.log.changes) + 1, self.clock(), email, book_id, kinds)
            edit = Edit(book, self.log, change, self.assumptions, self.tick)
            yield edit
            self.books[book_id] = edit.commit()
            self.before[book_id] = book
