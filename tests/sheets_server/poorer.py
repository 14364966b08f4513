"""A service like Google's that knows less: it leaves out what an answer can do without, and refuses what only dresses.

It shows what the panel relies on. Like any independent server it takes any token, and has no Drive beside it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from .accounts import Tokens
from .errors import Refusal
from .server import SheetsServer
from .weather import FAIR, Weather

DRESSES = frozenset({
    "repeatCell", "setDataValidation", "addFilterView", "updateDimensionProperties", "updateSpreadsheetProperties",
})
SPARED = ("sheetType", "gridProperties", "index", "locale", "timeZone", "effectiveFormat", "formattedValue")


@dataclass(frozen=True)
class Poverty:
    """What the service has all the same. `shows`: what stands in the sheet after a batch, in the same answer."""

    masks: bool = False
    dresses: bool = False
    replies: bool = False
    shows: bool = False
    effective: bool = False


class PoorerServer(SheetsServer):
    """A stand-in whose answers are as poor as can be, at any path below `/lain`."""

    def __init__(self, has: Poverty) -> None:
        super().__init__()
        self.has = has
        self.tokens = _AnyToken(lambda: self.clock(), self.key["client_email"])

    def respond(self, method: str, target: str, authorization: str, content: bytes) -> tuple[int, Any, Weather]:
        address = urlsplit(target)
        path = address.path.removeprefix("/lain")
        if path.startswith("/drive") or path.endswith("/allowedLocations"):
            return 404, "<h1>Not Found</h1>", FAIR
        query = parse_qs(address.query, keep_blank_values=True)
        if not self.has.masks:
            query.pop("fields", None)
        body = json.loads(content) if path.endswith(":batchUpdate") else {}
        refused = {kind for request in body.get("requests", ()) for kind in request} & DRESSES
        if refused and not self.has.dresses:
            return 400, Refusal(f"Unknown request kind: {', '.join(refused)}.").body, FAIR
        status, answer, weather = super().respond(method, f"{path}?{urlencode(query, doseq=True)}", authorization, content)
        return status, self._spare(answer), weather

    def _spare(self, answer: Any) -> Any:
        """The answer without what it can do without."""
        if not isinstance(answer, dict) or "error" in answer:
            return answer
        if not self.has.replies:
            answer.pop("replies", None)
        if not self.has.shows:
            answer.pop("updatedSpreadsheet", None)
        for item in answer.get("valueRanges", ()):
            item["values"] = [[*row, None, None] for row in item.get("values", ())]
        return self._less(answer)

    def _less(self, thing: Any) -> Any:
        if isinstance(thing, list):
            return [self._less(item) for item in thing]
        if not isinstance(thing, dict):
            return thing
        gone = {*SPARED, *(("effectiveValue",) if not self.has.effective else ())}
        return {
            name: self._less(value) for name, value in thing.items() if name not in gone and (name, value) != ("sheetId", 0)
        }


class _AnyToken(Tokens):
    """Whoever asks gets a token, and any token will do."""

    def __init__(self, clock: Any, email: str) -> None:
        super().__init__(clock)
        self._email = email

    def grant(self, assertion: str) -> tuple[int, dict[str, Any]]:
        return 200, {"access_token": "token", "expires_in": 3599, "token_type": "Bearer"}

    def account(self, authorization: str) -> str | None:
        return self._email

