"""`spreadsheets.batchUpdate`: every kind of request, applied one after another on a working copy."""

from __future__ import annotations

from typing import Any

from . import cells, dimensions, merges, moves, objects, search, sheets
from .edit import Edit
from .errors import Refusal, unknown_name
from .resources import spreadsheet_resource

Json = dict[str, Any]

KINDS = {
    kind: change
    for family in (cells, moves, search, merges, dimensions, sheets, objects)
    for kind, change in family.KINDS.items()
}


def kinds_in(body: Json) -> tuple[str, ...]:
    return tuple(kind for request in body.get("requests") or [] for kind in request)


def batch_update(edit: Edit, body: Json, data_named: bool = False) -> Json:
    """The replies, and the spreadsheet as it stands after them if the body asks for it.

    `data_named`: the field mask of the call names cell contents, so they are answered whatever the body says.

    One refused request refuses the whole: nothing is committed unless this returns.
    """
    requests = body.get("requests") or []
    if not requests:
        raise Refusal("Must specify at least one request.")
    check_names(body)
    answer: Json = {
        "spreadsheetId": edit.book.id,
        "replies": [_apply(edit, number, request) for number, request in enumerate(requests)],
    }
    if body.get("includeSpreadsheetInResponse"):
        ranges, with_data = body.get("responseRanges") or [], bool(body.get("responseIncludeGridData"))
        answer["updatedSpreadsheet"] = spreadsheet_resource(edit.book, ranges, with_data or data_named)
    return answer


_OPTIONS = {"requests", "includeSpreadsheetInResponse", "responseRanges", "responseIncludeGridData"}


def check_names(body: Json) -> None:
    for name in body.keys() - _OPTIONS:
        raise unknown_name(name, "")
    for number, request in enumerate(body["requests"]):
        for kind in request.keys() - KINDS.keys():
            raise unknown_name(kind, f"requests[{number}]")


def _apply(edit: Edit, number: int, request: Json) -> Json:
    if len(request) != 1:
        raise Refusal(f"Invalid requests[{number}]: must specify exactly one kind of request.")
    ((kind, details),) = request.items()
    edit.kind = kind
    try:
        return KINDS[kind](edit, details or {}) or {}
    except Refusal as refusal:
        refusal.message = f"Invalid requests[{number}].{kind}: {refusal.message}"
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise Refusal(f"Invalid requests[{number}].{kind}: {type(error).__name__} {error}") from error
