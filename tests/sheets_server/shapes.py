"""Google's discovery document as the measure of requests and answers: unknown names and wrong kinds are mistakes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

from .service import Call

Json = dict[str, Any]


@cache
def _discovery() -> Json:
    documents = files("googleapiclient.discovery_cache.documents")
    return json.loads((documents / "sheets.v4.json").read_text("utf-8"))


@cache
def _methods() -> list[tuple[str, re.Pattern[str], Json]]:
    """HTTP method, path pattern and description of every call."""
    found = list(_methods_in(_discovery()))
    found.sort(key=lambda method: -len(method["path"].split("{")[-1]))  # the longest fixed end first
    return [(method["httpMethod"], _pattern(method["path"]), method) for method in found]


def _methods_in(resource: Json) -> Iterator[Json]:
    yield from resource.get("methods", {}).values()
    for inner in resource.get("resources", {}).values():
        yield from _methods_in(inner)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile("/" + re.sub(r"\{\w+\}", "[^/]+?", path))


def mistakes_in_exchange(call: Call, status: int, answer: Any) -> list[str]:
    """What the discovery document has against this call and its answer (nothing, for calls of other services)."""
    for verb, pattern, method in _methods():
        if verb == call.method and pattern.fullmatch(unquote(call.path) if "values/" not in call.path else call.path):
            return list(_mistakes_of(method, call, status, answer))
    return []


def _mistakes_of(method: Json, call: Call, status: int, answer: Any) -> Iterator[str]:
    known = {*method.get("parameters", {}), *_discovery()["parameters"]}
    for name in call.query.keys() - known:
        yield f"{method['id']}: unknown parameter {name}"
    if status != 200:
        return
    if "request" in method:
        yield from mistakes(method["request"], call.body, f"request of {method['id']}")
    yield from mistakes(method["response"], answer, f"answer of {method['id']}")


def mistakes(schema: Json, thing: Any, path: str) -> Iterator[str]:
    """Each place where the thing is not as the schema says."""
    if "$ref" in schema:
        schema = _discovery()["schemas"][schema["$ref"]]
    yield from _CHECKS[schema.get("type", "any")](schema, thing, path)


def _object(schema: Json, thing: Any, path: str) -> Iterator[str]:
    if not isinstance(thing, dict):
        yield f"{path} is no object"
    elif "properties" in schema:
        for name, value in thing.items():
            if name not in schema["properties"]:
                yield f"{path} has an unknown field {name}"
            else:
                yield from mistakes(schema["properties"][name], value, f"{path}.{name}")


def _array(schema: Json, thing: Any, path: str) -> Iterator[str]:
    if not isinstance(thing, list):
        yield f"{path} is no list"
    elif schema["items"].get("type") != "any":
        for number, item in enumerate(thing):
            yield from mistakes(schema["items"], item, f"{path}[{number}]")


def _string(schema: Json, thing: Any, path: str) -> Iterator[str]:
    if not isinstance(thing, str) and not (schema.get("format") in ("int64", "uint64") and isinstance(thing, int)):
        yield f"{path} is no string"
    elif "enum" in schema and thing not in schema["enum"]:
        yield f"{path} is {thing!r}, none of {', '.join(schema['enum'])}"


def _integer(_: Json, thing: Any, path: str) -> Iterator[str]:
    if isinstance(thing, bool) or not (isinstance(thing, int) or (isinstance(thing, str) and thing.isdigit())):
        yield f"{path} is no whole number"


def _number(_: Json, thing: Any, path: str) -> Iterator[str]:
    if isinstance(thing, bool) or not isinstance(thing, int | float):
        yield f"{path} is no number"


def _boolean(_: Json, thing: Any, path: str) -> Iterator[str]:
    if not isinstance(thing, bool):
        yield f"{path} is neither true nor false"


_CHECKS: dict[str, Callable[[Json, Any, str], Iterator[str]]] = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "any": lambda *_: iter(()),
}
