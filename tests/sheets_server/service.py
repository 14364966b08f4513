"""The calls of the Sheets and Drive services as a table of routes, apart from HTTP itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from . import drive, values
from .batch import batch_update, kinds_in
from .edit import Edit
from .errors import NOT_PERMITTED, NOT_SIGNED_IN, Refusal, drive_not_found, malformed, unknown_name
from .grid import Spreadsheet
from .looks import answered
from .masks import apply_mask, mentions, parse_mask
from .objects import matches_filter
from .resources import spreadsheet_resource
from .sheets import add_sheet, copy_to
from .store import OWNER, Store

Json = dict[str, Any]


@dataclass
class Call:
    """One request as the service sees it."""

    method: str
    path: str  # as sent, percent signs and all
    query: dict[str, list[str]] = field(default_factory=dict)
    content: bytes = b""
    email: str = ""  # the account that asks
    stale: bool = False  # reads see the state before the last change

    def param(self, name: str, default: str = "") -> str:
        return self.query.get(name, [default])[-1]

    @property
    def params(self) -> Json:
        return {name: texts[-1] for name, texts in self.query.items()}

    @property
    def body(self) -> Json:
        if not self.content:
            return {}
        try:
            body = json.loads(self.content)
        except ValueError:
            raise malformed("", "Invalid JSON payload received. Unexpected token.") from None
        return _without_nulls(body)

    @property
    def is_write(self) -> bool:
        return self.method != "GET"


def _without_nulls(thing: Any) -> Any:
    """Null fields are as good as absent; nulls among values stay, where they mean "leave this cell"."""
    if isinstance(thing, dict):
        return {name: _without_nulls(value) for name, value in thing.items() if value is not None}
    return [_without_nulls(item) for item in thing] if isinstance(thing, list) else thing


class Service:
    def __init__(self, store: Store) -> None:
        self.store = store

    def answer(self, call: Call) -> tuple[int, Any]:
        """Status and answer (JSON-able, or text for an export, or None for no content)."""
        try:
            if not call.email:
                raise Refusal(NOT_SIGNED_IN, 401)
            return self._routed(call)
        except Refusal as refusal:
            return refusal.code, self._refused(call, refusal)

    def _refused(self, call: Call, refusal: Refusal) -> Json:
        match = re.match(r"/drive/v3/files/([^/?]+)", call.path)
        return drive_not_found(match[1]) if match and refusal.code == 404 else refusal.body

    def _routed(self, call: Call) -> tuple[int, Any]:
        for method, pattern, handler in ROUTES:
            match = pattern.fullmatch(call.path) if method == call.method else None
            if match:
                with self.store.lock:
                    result = handler(self.store, call, *[unquote(part) for part in match.groups()])
                return (204, None) if result is None else (200, _masked(call, result))
        raise Refusal("Requested entity was not found.", 404)


def _masked(call: Call, result: Any) -> Any:
    fields = call.param("fields")
    if fields and call.path.startswith("/v4/"):
        return apply_mask(parse_mask(fields), result)
    return result


# Sheets


def _read(store: Store, call: Call, book_id: str) -> Spreadsheet:
    return store.open(call.email, book_id, stale=call.stale)


def _edited(kind: str, change: Callable[..., Json]) -> Callable[..., Json]:
    """A route whose change is committed whole or not at all."""

    def handler(store: Store, call: Call, book_id: str, *parts: str) -> Json:
        with store.edit(call.email, book_id, (kind,)) as edit:
            return change(edit, call, *parts)

    return handler


def create(store: Store, call: Call) -> Json:
    given = call.body
    properties = given.get("properties", {})
    book = store.create(properties.get("title", "Untitled spreadsheet"), call.email, properties.get("locale", "en_US"))
    book.time_zone = properties.get("timeZone", book.time_zone)
    if given.get("sheets"):
        with store.edit(call.email, book.id, ("create",)) as edit:
            edit.book.sheets = []
            for number, sheet in enumerate(given["sheets"]):
                wanted = {"sheetId": number, "title": f"Sheet{number + 1}", **sheet.get("properties", {})}
                add_sheet(edit, {"properties": wanted})
    return spreadsheet_resource(store.books[book.id], [], False)


def get_spreadsheet(store: Store, call: Call, book_id: str) -> Json:
    fields = call.param("fields")
    with_data = (
        mentions(parse_mask(fields), "sheets", "data") if fields else call.param("includeGridData").lower() == "true"
    )
    return spreadsheet_resource(_read(store, call, book_id), call.query.get("ranges", []), with_data)


def batch_update_spreadsheet(store: Store, call: Call, book_id: str) -> Json:
    body, fields = call.body, call.param("fields")
    data_named = bool(fields) and mentions(parse_mask(fields), "updatedSpreadsheet", "sheets", "data")
    with store.edit(call.email, book_id, kinds_in(body)) as edit:
        return batch_update(edit, body, data_named)


def copy_sheet(store: Store, call: Call, book_id: str, sheet_id: str) -> Json:
    sheet = store.open(call.email, book_id).sheet(int(sheet_id))
    with store.edit(call.email, call.body.get("destinationSpreadsheetId", ""), ("copyTo",)) as edit:
        return copy_to(edit, sheet)


def search_metadata(store: Store, call: Call, book_id: str) -> Json:
    filters = call.body.get("dataFilters", [])
    known = _read(store, call, book_id).objects.get("developerMetadata", {}).values()
    found = [
        {
            "developerMetadata": answered(item),
            "dataFilters": [wanted for wanted in filters if matches_filter(item, wanted)],
        }
        for item in known
        if any(matches_filter(item, wanted) for wanted in filters)
    ]
    return {"matchedDeveloperMetadata": found} if found else {}


def _get_values(store: Store, call: Call, book_id: str, text: str) -> Json:
    return values.get(_read(store, call, book_id), text, call.params)


def _batch_get_values(store: Store, call: Call, book_id: str) -> Json:
    return values.batch_get(_read(store, call, book_id), call.query.get("ranges", []), call.params)


def _batch_update_values(edit: Edit, call: Call) -> Json:
    return values.batch_update(edit, call.body)


def _batch_clear_values(edit: Edit, call: Call) -> Json:
    return values.batch_clear(edit, call.body)


def _clear_values(edit: Edit, _: Call, text: str) -> Json:
    return values.clear(edit, text)


_KNOWN_IN_VALUES = {"range", "majorDimension", "values"}


def _update_values(edit: Edit, call: Call, text: str) -> Json:
    return values.update(edit, text, call.params, _value_range(call))


def _append_values(edit: Edit, call: Call, text: str) -> Json:
    return values.append(edit, text, call.params, _value_range(call))


def _value_range(call: Call) -> Json:
    body = call.body
    for name in body.keys() - _KNOWN_IN_VALUES:
        raise unknown_name(name, "data")
    return body


# Drive


def _owned(store: Store, call: Call, file_id: str) -> Spreadsheet:
    book = store.open(call.email, file_id)
    if store.role(call.email, book) != OWNER:
        raise Refusal(NOT_PERMITTED, 403)
    return book


def create_file(store: Store, call: Call) -> Json:
    book = store.create(call.body.get("name", "Untitled"), call.email)
    return drive.get_file(store, book, call.param("fields"))


def list_files(store: Store, call: Call) -> Json:
    return drive.list_files(store, call.email, call.param("q"), call.param("fields"))


def get_file(store: Store, call: Call, file_id: str) -> Json:
    return drive.get_file(store, store.open(call.email, file_id), call.param("fields"))


def export_file(store: Store, call: Call, file_id: str) -> str:
    return drive.export(store.open(call.email, file_id), call.param("mimeType"))


def upload_file(store: Store, call: Call, file_id: str) -> Json:
    book = store.open(call.email, file_id, to_write=True)
    return drive.import_csv(store, call.email, book, call.content.decode())


def copy_file(store: Store, call: Call, file_id: str) -> Json:
    source = store.open(call.email, file_id)
    twin = store.duplicate(source, call.body.get("name") or f"Copy of {source.title}", call.email)
    return drive.get_file(store, twin, call.param("fields"))


def delete_file(store: Store, call: Call, file_id: str) -> None:
    del store.books[_owned(store, call, file_id).id]


def list_permissions(store: Store, call: Call, file_id: str) -> Json:
    return {"permissions": drive.permissions(store.open(call.email, file_id))}


def add_permission(store: Store, call: Call, file_id: str) -> Json:
    return drive.add_permission(store.open(call.email, file_id, to_write=True), call.body)


def change_permission(store: Store, call: Call, file_id: str, permission_id: str) -> Json:
    return drive.change_permission(store.open(call.email, file_id, to_write=True), permission_id, call.body)


def remove_permission(store: Store, call: Call, file_id: str, permission_id: str) -> None:
    drive.remove_permission(store.open(call.email, file_id, to_write=True), permission_id)


def list_comments(store: Store, call: Call, file_id: str) -> Json:
    return {"comments": store.comments.get(store.open(call.email, file_id).id, [])}


def add_comment(store: Store, call: Call, file_id: str) -> Json:
    comments = store.comments.setdefault(store.open(call.email, file_id).id, [])
    comments.append({name: call.body.get(name, "") for name in ("content", "anchor")})
    return {"id": f"AAAA{len(comments)}"}


def _route(method: str, path: str, handler: Callable[..., Any]) -> tuple[str, re.Pattern[str], Callable[..., Any]]:
    return method, re.compile(path), handler


_BOOK, _FILE = r"/v4/spreadsheets/([^/:]+)", r"/drive/v3/files/([^/]+)"

ROUTES = [
    _route("POST", r"/v4/spreadsheets", create),
    _route("GET", _BOOK, get_spreadsheet),
    _route("POST", _BOOK + ":batchUpdate", batch_update_spreadsheet),
    _route("POST", _BOOK + r"/sheets/(\d+):copyTo", copy_sheet),
    _route("POST", _BOOK + "/developerMetadata:search", search_metadata),
    _route("GET", _BOOK + "/values:batchGet", _batch_get_values),
    _route("POST", _BOOK + "/values:batchUpdate", _edited("values.batchUpdate", _batch_update_values)),
    _route("POST", _BOOK + "/values:batchClear", _edited("values.batchClear", _batch_clear_values)),
    _route("POST", _BOOK + "/values/(.+):append", _edited("values.append", _append_values)),
    _route("POST", _BOOK + "/values/(.+):clear", _edited("values.clear", _clear_values)),
    _route("PUT", _BOOK + "/values/(.+)", _edited("values.update", _update_values)),
    _route("GET", _BOOK + "/values/(.+)", _get_values),
    _route("POST", r"/drive/v3/files", create_file),
    _route("GET", r"/drive/v3/files", list_files),
    _route("GET", _FILE, get_file),
    _route("POST", _FILE + "/copy", copy_file),
    _route("DELETE", _FILE, delete_file),
    _route("GET", _FILE + "/export", export_file),
    _route("GET", _FILE + "/permissions", list_permissions),
    _route("POST", _FILE + "/permissions", add_permission),
    _route("PATCH", _FILE + "/permissions/([^/]+)", change_permission),
    _route("DELETE", _FILE + "/permissions/([^/]+)", remove_permission),
    _route("GET", _FILE + "/comments", list_comments),
    _route("POST", _FILE + "/comments", add_comment),
    _route("PUT", r"/upload/drive/v2/files/([^/]+)", upload_file),
]
