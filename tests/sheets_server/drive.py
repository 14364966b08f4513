"""The Drive calls that gspread makes: files, permissions, comments, export, import of CSV."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from datetime import UTC, datetime
from typing import Any

from .entered import locale_named
from .errors import Refusal
from .grid import EMPTY, Sheet, Spreadsheet
from .masks import apply_mask, parse_mask
from .reading import Reading
from .sheets import delete_sheet, new_id
from .store import OWNER, Store
from .values import type_into

Json = dict[str, Any]
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
_DEFAULT_FIELDS = "kind,id,name,mimeType"
_SEPARATORS = {"text/csv": ",", "text/tab-separated-values": "\t"}


def file_resource(store: Store, book: Spreadsheet) -> Json:
    shown = store.before.get(book.id, book) if store.assumptions.drive_version_is_late else book
    return {
        "kind": "drive#file",
        "id": book.id,
        "name": book.title,
        "mimeType": SPREADSHEET,
        "createdTime": _timestamp(book.created),
        "modifiedTime": _timestamp(shown.modified),
        "version": str(shown.version),
        "trashed": False,
        "owners": [{"kind": "drive#user", "emailAddress": book.owner}],
        "permissions": permissions(book),
    }


def _timestamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def get_file(store: Store, book: Spreadsheet, fields: str) -> Json:
    return apply_mask(parse_mask(fields or _DEFAULT_FIELDS), file_resource(store, book))


def list_files(store: Store, email: str, query: str, fields: str) -> Json:
    """Spreadsheets this account may open, the last changed first; `name = "..."` is the one filter known."""
    match = re.search(r"name = (\"|')((?:\\.|(?!\1).)*)\1", query)
    name = match and match[2].replace("\\'", "'").replace('\\"', '"')
    books = [book for book in store.books.values() if store.role(email, book) and name in (None, book.title)]
    books.sort(key=lambda book: book.modified, reverse=True)
    answer = {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": [file_resource(store, book) for book in books],
    }
    return apply_mask(parse_mask(fields or f"kind,files({_DEFAULT_FIELDS})"), answer)


def permissions(book: Spreadsheet) -> list[Json]:
    return [_permission(who, role) for who, role in book.permissions.items()]


def _permission(who: str, role: str) -> Json:
    shown: Json = {"kind": "drive#permission", "id": _permission_id(who), "type": "user", "role": role}
    if who == "anyone":
        return {**shown, "type": "anyone", "allowFileDiscovery": False}
    return {**shown, "emailAddress": who, "displayName": who.split("@")[0], "deleted": False, "pendingOwner": False}


def _permission_id(who: str) -> str:
    if who == "anyone":
        return "anyoneWithLink"
    return str(int(hashlib.sha256(who.encode()).hexdigest()[:16], 16)).zfill(20)[:20]


def add_permission(book: Spreadsheet, given: Json) -> Json:
    who = "anyone" if given.get("type") == "anyone" else given.get("emailAddress") or given.get("domain")
    if not who:
        raise Refusal("The permission type field is required.")
    book.permissions[who] = given.get("role", "reader")
    if given.get("role") == OWNER and who != book.owner:
        book.permissions[book.owner], book.owner = "writer", who
    return {name: value for name, value in _permission(who, book.permissions[who]).items() if name in _SHOWN_PERMISSION}


_SHOWN_PERMISSION = ("kind", "id", "type", "role", "allowFileDiscovery")


def change_permission(book: Spreadsheet, permission_id: str, given: Json) -> Json:
    return add_permission(book, {"emailAddress": _who(book, permission_id), "role": given.get("role")})


def remove_permission(book: Spreadsheet, permission_id: str) -> None:
    del book.permissions[_who(book, permission_id)]


def _who(book: Spreadsheet, permission_id: str) -> str:
    for who in book.permissions:
        if _permission_id(who) == permission_id:
            return who
    raise Refusal(f"Permission not found: {permission_id}.", 404)


def export(book: Spreadsheet, mime_type: str) -> str:
    """The first sheet as CSV or TSV."""
    if mime_type not in _SEPARATORS:
        raise Refusal("The requested conversion is not supported.")
    sheet, reading = book.sheets[0], Reading(book)
    rows = [[reading.shown(sheet, cell) for cell in row] for row in sheet.rows[: sheet.end_of_data()]]
    width = max(
        (len(row) - next((i for i, text in enumerate(reversed(row)) if text), len(row)) for row in rows), default=0
    )
    text = io.StringIO()
    writer = csv.writer(text, delimiter=_SEPARATORS[mime_type], lineterminator="\r\n")
    writer.writerows((row + [""] * width)[:width] for row in rows)
    return text.getvalue().removesuffix("\r\n")


def import_csv(store: Store, email: str, book: Spreadsheet, text: str) -> Json:
    """Replaces all tabs by a new one, named after the file, with the typed values of a CSV."""
    rows = list(csv.reader(io.StringIO(text)))
    with store.edit(email, book.id, ("import",)) as edit:
        old = [sheet.id for sheet in edit.book.sheets]
        sheet = Sheet(new_id(old), "", max(len(rows), 1000), max([26, *map(len, rows)]))
        edit.add_sheet(len(old), sheet)
        for number, texts in enumerate(rows):
            edit.write(sheet, number, 0, [type_into(EMPTY, text, locale_named(book.locale)) for text in texts])
        for sheet_id in old:
            delete_sheet(edit, {"sheetId": sheet_id})
        sheet.title = book.title
    return {"kind": "drive#file", "id": book.id, "title": book.title, "mimeType": SPREADSHEET}
