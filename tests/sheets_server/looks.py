"""How Google writes looks and ranges in its answers."""

from __future__ import annotations

from typing import Any


def with_both_colours(thing: Any) -> Any:
    """Each colour beside its newer form, as Google answers (`backgroundColor` and `backgroundColorStyle`)."""
    if isinstance(thing, list):
        return [with_both_colours(item) for item in thing]
    if not isinstance(thing, dict):
        return _single_precision(thing)
    both = {name: with_both_colours(value) for name, value in thing.items() if value is not None}
    for name in [name for name in both if name.endswith("Color") and name != "rgbColor"]:
        both.setdefault(name + "Style", {"rgbColor": both[name]})
    for name in [name for name in both if name.endswith("ColorStyle") and "rgbColor" in both[name]]:
        both[name.removesuffix("Style")] = both[name]["rgbColor"]
    if set(both) <= {"red", "green", "blue", "alpha"}:
        return {name: value for name, value in both.items() if value}
    return both


def _single_precision(value: Any) -> Any:
    """Parts of a colour are 32-bit numbers: 0.4980392156862745 comes back as 0.49803922."""
    return float(f"{value:.8g}") if isinstance(value, float) else value


def answered(thing: Any) -> Any:
    """As Google writes it: a range on the sheet with id 0 does not name its sheet."""
    if isinstance(thing, list):
        return [answered(item) for item in thing]
    if not isinstance(thing, dict):
        return thing
    is_range = "dimension" in thing or any(name.endswith("Index") for name in thing)
    return {
        name: answered(value)
        for name, value in thing.items()
        if value is not None and not (is_range and name == "sheetId" and value == 0)
    }
