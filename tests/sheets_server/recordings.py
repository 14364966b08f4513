"""Recorded exchanges with the real service, played against the stand-in and compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .grid import Sheet, Spreadsheet
from .service import Call, Service
from .store import Store

Json = dict[str, Any]

LEFT_OUT = ("spreadsheetUrl", "defaultFormat", "spreadsheetTheme")
ID_FIELDS = (
    "spreadsheetId", "sheetId", "namedRangeId", "protectedRangeId", "filterViewId", "bandedRangeId", "metadataId",
)  # fmt: skip
STRANGER = "stranger@example.com"
_ACCOUNT_END = ".iam.gserviceaccount.com"


class Replay:
    """One recording, played on a stand-in of its own."""

    def __init__(self, exchanges: list[Json]) -> None:
        self.exchanges = exchanges
        self.email = _account_in(exchanges)
        self.store = Store()
        self.service = Service(self.store)
        self.ids: dict[Any, Any] = {}  # recorded -> own
        self.observer: Callable[[Call, int, Any], None] = lambda *_: None

    def first_difference(self) -> str | None:
        self._prepare_earlier_files()
        for number, exchange in enumerate(self.exchanges, 1):
            difference = self._play(exchange)
            if difference:
                return f"exchange {number}, {exchange['method']} {exchange['uri'][:120]}: {difference}"
        return None

    def _prepare_earlier_files(self) -> None:
        """Files that are opened but not made in the recording stood there before; behind a 403 is a stranger's."""
        made = {exchange["answer"]["id"] for exchange in self.exchanges if _makes_a_file(exchange)}
        for exchange in self.exchanges:
            file_id = _file_id(exchange["uri"])
            if not file_id or file_id in made or file_id in self.ids:
                continue
            if exchange["status"] == 403:
                self.ids[file_id] = self.store.create("private", STRANGER).id
            elif exchange["status"] == 200 and "properties" in exchange["answer"]:
                self.ids[file_id] = self._earlier_file(exchange["answer"]).id

    def _earlier_file(self, recorded: Json) -> Spreadsheet:
        properties = recorded["properties"]
        book = self.store.create(properties["title"], self.email, properties["locale"])
        book.time_zone = properties["timeZone"]
        book.sheets = [_earlier_sheet(sheet["properties"]) for sheet in recorded["sheets"]]
        return book

    def _play(self, exchange: Json) -> str | None:
        address = urlsplit(exchange["uri"])
        path = "/".join(self._own_in_path(part) for part in address.path.split("/"))
        query = parse_qs(address.query, keep_blank_values=True)
        body = exchange["body"]
        text = body if isinstance(body, str) else json.dumps(self._own(body)) if body is not None else ""
        call = Call(exchange["method"], path, query, text.encode(), self.email)
        status, answer = self.service.answer(call)
        self.observer(call, status, answer)
        recorded = exchange["answer"]
        if "/drive/" in path and not path.endswith("/export"):
            self._learn_file(recorded, answer)
            return None if status == exchange["status"] else f"status {status}, recorded {exchange['status']}: {answer}"
        self._learn(recorded, answer)
        if status != exchange["status"]:
            return f"status {status}, recorded {exchange['status']}: {answer}"
        return difference(_comparable(self._own(recorded)), _comparable(answer))

    def _own_in_path(self, part: str) -> str:
        name, colon, verb = part.partition(":")
        return str(self.ids.get(name, self.ids.get(_number(name), name))) + colon + verb

    def _own(self, thing: Any) -> Any:
        """The recorded thing with the ids of this stand-in."""
        if isinstance(thing, dict):
            return {
                name: self.ids.get(value, value)
                if _is_id(name) and not isinstance(value, dict | list)
                else self._own(value)
                for name, value in thing.items()
            }
        return [self._own(item) for item in thing] if isinstance(thing, list) else thing

    def _learn(self, recorded: Any, own: Any) -> None:
        """Pairs each id that the service chose with the one the stand-in chose in its place."""
        if isinstance(recorded, list) and isinstance(own, list):
            for one, other in zip(recorded, own, strict=False):
                self._learn(one, other)
        if isinstance(recorded, dict) and isinstance(own, dict):
            for name in recorded.keys() & own.keys():
                if _is_id(name) and recorded[name] not in self.ids and own[name] not in self.ids.values():
                    self.ids[recorded[name]] = own[name]
                self._learn(recorded[name], own[name])

    def _learn_file(self, recorded: Any, own: Any) -> None:
        if isinstance(recorded, dict) and isinstance(own, dict) and "id" in recorded:
            self.ids.setdefault(recorded["id"], own.get("id"))


def _makes_a_file(exchange: Json) -> bool:
    return exchange["method"] == "POST" and "/drive/v3/files" in exchange["uri"] and "id" in (exchange["answer"] or "")


def _earlier_sheet(properties: Json) -> Sheet:
    grid = properties["gridProperties"]
    return Sheet(properties["sheetId"], properties["title"], grid["rowCount"], grid["columnCount"])


def _is_id(name: str) -> bool:
    return name in ID_FIELDS or name in ("sourceSheetId", "newSheetId", "destinationSpreadsheetId", "filterId")


def _number(text: str) -> Any:
    return int(text) if text.isdigit() else text


def _file_id(uri: str) -> str:
    parts = urlsplit(uri).path.split("/")
    return parts[3].partition(":")[0] if uri.startswith("https://sheets.") and len(parts) > 3 else ""


def _account_in(exchanges: list[Json]) -> str:
    """The account that made the recording, where it shows."""
    words = json.dumps(exchanges).replace('"', " ").split()
    return next((word for word in words if word.endswith(_ACCOUNT_END)), f"recorder{_ACCOUNT_END}")


def _comparable(thing: Any) -> Any:
    """Without what differs by the looks Google gives, and text exports by their lines."""
    if isinstance(thing, dict):
        return {
            name: _comparable(value) for name, value in thing.items() if name not in LEFT_OUT and not _is_colour(name)
        }
    if isinstance(thing, list):
        return [_comparable(item) for item in thing]
    return thing.splitlines() if isinstance(thing, str) and "\n" in thing else thing


def _is_colour(name: str) -> bool:
    return name.lower().endswith(("color", "colorstyle"))


def difference(recorded: Any, own: Any, path: str = "") -> str | None:
    """Where the two first differ, in words; None where they are equal."""
    if isinstance(recorded, dict) and isinstance(own, dict):
        for name in [*recorded, *(name for name in own if name not in recorded)]:
            if name not in own or name not in recorded:
                return f"{path}.{name} is {'missing' if name not in own else 'not in the recording'}"
            found = difference(recorded[name], own[name], f"{path}.{name}")
            if found:
                return found
        return None
    if isinstance(recorded, list) and isinstance(own, list) and len(recorded) == len(own):
        pairs = enumerate(zip(recorded, own, strict=True))
        return next(filter(None, (difference(one, other, f"{path}[{at}]") for at, (one, other) in pairs)), None)
    same = recorded == own and isinstance(recorded, bool) == isinstance(own, bool)
    return None if same else f"{path} recorded {json.dumps(recorded)[:300]}, answered {json.dumps(own)[:300]}"


def replay(folder: Path) -> dict[str, str | None]:
    """The first difference of each recording in the folder."""
    return {
        path.name: Replay(json.loads(path.read_text("utf-8"))).first_difference()
        for path in sorted(folder.glob("*.json"))
    }


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("replay.py FOLDER")
        return 2
    differences = replay(Path(arguments[0]))
    for name, found in differences.items():
        if found:
            print(f"{name}: {found}")
    matching = sum(found is None for found in differences.values())
    print(f"{matching} of {len(differences)} recordings match")
    return 0 if matching == len(differences) else 1
