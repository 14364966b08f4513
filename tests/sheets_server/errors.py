"""Refusals, with the bodies Google sends."""

from __future__ import annotations

from typing import Any

STATUS_NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}

NOT_FOUND = "Requested entity was not found."
NOT_PERMITTED = "The caller does not have permission"
PROTECTED = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)
TOO_LONG = "Your input contains more than the maximum of 50000 characters in a single cell."
TOO_MANY_CELLS = "This action would increase the number of cells in the workbook above the limit of 10000000 cells."
NOT_SIGNED_IN = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
    "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)


class Refusal(Exception):
    """A request that is not carried out; `body` is the JSON Google answers with."""

    def __init__(self, message: str, code: int = 400, details: list[dict[str, Any]] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.details = details

    @property
    def body(self) -> dict[str, Any]:
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": STATUS_NAMES[self.code]}
        if self.details:
            error["details"] = self.details
        return {"error": error}


class Protected(Refusal):
    """An edit of cells or objects that a protected range keeps from this actor."""

    def __init__(self) -> None:
        super().__init__(PROTECTED)


def wrong_type(field: str, kind: str, value: str) -> Refusal:
    """A value of the wrong JSON kind, refused before the spreadsheet is looked at."""
    return malformed(field, f"Invalid value at '{field}' ({kind}), {value}")


def unknown_name(name: str, where: str) -> Refusal:
    place = f" at '{where}'" if where else ""
    return malformed(where, f'Invalid JSON payload received. Unknown name "{name}"{place}: Cannot find field.')


def malformed(field: str, message: str) -> Refusal:
    violation = {"field": field, "description": message} if field else {"description": message}
    return Refusal(
        message, details=[{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}]
    )


def drive_not_found(file_id: str) -> dict[str, Any]:
    """Drive's own shape of a 404."""
    message = f"File not found: {file_id}."
    reason = {
        "message": message, "domain": "global", "reason": "notFound", "location": "fileId", "locationType": "parameter",
    }  # fmt: skip
    return {"error": {"code": 404, "message": message, "errors": [reason]}}
