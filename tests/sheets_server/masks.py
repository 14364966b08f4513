"""Field masks: `sheets(properties,data.rowData)`, `gridProperties/rowCount`, `*`."""

from __future__ import annotations

import re
from typing import Any

from .errors import Refusal

Mask = dict[str, "Mask"]

_TOKEN = re.compile(r"[A-Za-z0-9_*]+|[(),./]")


def parse_mask(text: str) -> Mask:
    """The mask as nested names; an empty inner mask means everything below that name."""
    tokens = _TOKEN.findall(text)
    mask, rest = _fields(tokens)
    if rest:
        raise Refusal(f"Invalid field mask: {text}")
    return mask


def _fields(tokens: list[str]) -> tuple[Mask, list[str]]:
    mask: Mask = {}
    while tokens and tokens[0] != ")":
        if tokens[0] == ",":
            tokens = tokens[1:]
            continue
        tokens = _path(mask, tokens)
    return mask, tokens


def _path(mask: Mask, tokens: list[str]) -> list[str]:
    """Reads one `a.b(c,d)` into the mask and returns the tokens after it."""
    whole = tokens[0] in mask and not mask[tokens[0]]
    inner = mask.setdefault(tokens[0], {})
    tokens = tokens[1:]
    if tokens and tokens[0] in "./":
        tokens = _path({} if whole else inner, tokens[1:])
    elif tokens and tokens[0] == "(":
        fields, tokens = _fields(tokens[1:])
        if not whole:
            inner.update(fields)
        tokens = tokens[1:]
    else:
        inner.clear()
    return tokens


def mentions(mask: Mask, *path: str) -> bool:
    """Whether the mask lets something at this path through."""
    for name in path:
        if not mask or "*" in mask:
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True


def apply_mask(mask: Mask, thing: Any) -> Any:
    """The answer with only what the mask names; objects stay, if empty."""
    if not mask or "*" in mask:
        return thing
    if isinstance(thing, list):
        return [apply_mask(mask, item) for item in thing]
    if isinstance(thing, dict):
        return {name: apply_mask(mask[name], value) for name, value in thing.items() if name in mask}
    return thing


def merge_by_mask(mask: Mask, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """`old` with each named field set from `new`, or taken away where `new` has none."""
    if "*" in mask:
        return dict(new)
    merged = dict(old)
    for name, inner in mask.items():
        value = new.get(name)
        if inner and (isinstance(value, dict) or value is None):
            value = merge_by_mask(inner, merged.get(name) or {}, value or {})
        if value is None or value == {}:
            merged.pop(name, None)
        else:
            merged[name] = value
    return merged
