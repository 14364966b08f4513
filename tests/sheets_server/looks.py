"""How Google writes looks and ranges in its answers."""

from __future__ import annotations

from typing import Any

from .masks import Mask, merge_by_mask


def merge_looks(mask: Mask, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """As `merge_by_mask`; where a colour is set or taken away, its other form goes along."""
    return with_both_colours(merge_by_mask(mask, _without_twins(mask, old), new))


def _without_twins(mask: Mask, old: dict[str, Any]) -> dict[str, Any]:
    named = {name + "Style" for name in mask} | {
        name.removesuffix("Style") for name in mask if name.endswith("ColorStyle")
    }
    twins = {name for name in named if name.endswith(("Color", "ColorStyle")) and name not in mask}
    return {
        name: _without_twins(mask[name], value) if mask.get(name) and isinstance(value, dict) else value
        for name, value in old.items()
        if name not in twins
    }


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
