"""batchUpdate requests on things that lie over the cells: protections, names, filters, banding, metadata."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from .a1 import OPEN, Area
from .edit import Edit
from .errors import Protected, Refusal
from .grid import area_of, range_of
from .looks import answered, with_both_colours
from .masks import merge_by_mask, parse_mask
from .sheets import new_id

Json = dict[str, Any]
Handler = Callable[[Edit, Json], Json | None]


class Kind(NamedTuple):
    """A kind of object that is added, updated and deleted by id."""

    noun: str  # as in addNamedRange
    field: str  # where the object stands in a request and a reply
    id_field: str
    plural: str  # where the objects stand in the spreadsheet
    text_id: bool = False
    delete_field: str = ""  # where delete names the id, if not by `id_field`


KINDS_OF_OBJECTS = (
    Kind("NamedRange", "namedRange", "namedRangeId", "namedRanges", text_id=True),
    Kind("ProtectedRange", "protectedRange", "protectedRangeId", "protectedRanges"),
    Kind("FilterView", "filter", "filterViewId", "filterViews", delete_field="filterId"),
    Kind("Banding", "bandedRange", "bandedRangeId", "bandedRanges"),
)


def _adder(kind: Kind) -> Handler:
    def add(edit: Edit, request: Json) -> Json:
        thing = with_both_colours(request.get(kind.field, {}))
        objects = edit.book.objects.setdefault(kind.plural, {})
        key = thing.get(kind.id_field) or new_id(objects)
        key = str(key) if kind.text_id else key
        if key in objects:
            raise Refusal(f"The {kind.field} id {key} is already in use.")
        _check_range(edit, thing)
        thing = {**thing, kind.id_field: key}
        objects[key] = _prepared(edit, kind, thing)
        return {f"add{kind.noun}": {kind.field: answered(_as_added(kind, thing, objects[key]))}}

    return add


def _as_added(kind: Kind, given: Json, stored: Json) -> Json:
    """What the reply shows: the editors of a new protection as they were asked for, the rest as it is kept."""
    if kind.noun != "ProtectedRange" or "editors" not in given:
        return stored
    asked = {name: people for name, people in given["editors"].items() if people}
    return {**stored, "editors": asked}


def _prepared(edit: Edit, kind: Kind, thing: Json) -> Json:
    if kind.noun == "NamedRange":
        _check_name(edit, thing)
    if kind.noun == "ProtectedRange":
        return _protect(edit, thing)
    return thing


def _check_name(edit: Edit, named: Json) -> None:
    for other in edit.book.objects["namedRanges"].values():
        if other["name"] == named.get("name") and other["namedRangeId"] != named["namedRangeId"]:
            raise Refusal(f'A named range with name "{named["name"]}" already exists.')


def _protect(edit: Edit, protected: Json) -> Json:
    """The protection as it is kept; who makes it and who owns the file can always edit."""
    _check_protection(edit, protected)
    edit.protections_changed()
    edit.book.protected_since.setdefault(protected["protectedRangeId"], edit.tick)
    kept = {name: value for name, value in protected.items() if value not in (False, None, "")}
    if protected.get("warningOnly"):
        kept.pop("editors", None)
        return kept
    editors = {name: people for name, people in (protected.get("editors") or {}).items() if people}
    users = [*editors.get("users", [])]
    users += [email for email in (edit.actor, edit.book.owner) if email not in users]
    return {**kept, "requestingUserCanEdit": True, "editors": {**editors, "users": list(dict.fromkeys(users))}}


def _check_protection(edit: Edit, protected: Json) -> None:
    if protected.get("warningOnly") and protected.get("editors"):
        raise Refusal("ProtectedRange is warningOnly. Editors cannot be set on it.")
    place = protected.get("range", {})
    for other in edit.book.objects["protectedRanges"].values():
        is_another = other["protectedRangeId"] != protected["protectedRangeId"]
        if (
            is_another
            and _is_whole_sheet(place)
            and _same_sheet(place, other["range"])
            and _is_whole_sheet(other["range"])
        ):
            title = edit.book.sheet(place.get("sheetId", 0)).title
            raise Refusal(f'Sheet "{title}" already has sheet protection.')


def _is_whole_sheet(place: Json) -> bool:
    return area_of(place) == Area()


def _same_sheet(one: Json, other: Json) -> bool:
    return bool(one.get("sheetId", 0) == other.get("sheetId", 0))


def _check_range(edit: Edit, thing: Json) -> None:
    if "range" in thing:
        edit.book.sheet(thing["range"].get("sheetId", 0))


def _updater(kind: Kind) -> Handler:
    def update(edit: Edit, request: Json) -> Json | None:
        given = with_both_colours(request.get(kind.field, {}))
        objects = edit.book.objects.get(kind.plural, {})
        key = _existing(kind, objects, given.get(kind.id_field))
        _check_right(edit, kind, objects[key])
        _check_range(edit, given)
        merged = {**merge_by_mask(parse_mask(request.get("fields", "")), objects[key], given), kind.id_field: key}
        objects[key] = _prepared(edit, kind, merged)
        return {"updateBanding": {kind.field: objects[key]}} if kind.noun == "Banding" else None

    return update


def _deleter(kind: Kind) -> Handler:
    def delete(edit: Edit, request: Json) -> None:
        objects = edit.book.objects.get(kind.plural, {})
        key = _existing(kind, objects, request.get(kind.delete_field or kind.id_field))
        _check_right(edit, kind, objects[key])
        del objects[key]
        edit.protections_changed()

    return delete


def _existing(kind: Kind, objects: dict[Any, Json], key: Any) -> Any:
    key = key if kind.text_id or key is None else int(key)
    if key not in objects:
        words = {"NamedRange": "named range", "ProtectedRange": "protected range", "FilterView": "filter view"}
        raise Refusal(f"No {words.get(kind.noun, 'banded range')} with id: {key}")
    return key


def _check_right(edit: Edit, kind: Kind, thing: Json) -> None:
    if kind.noun == "ProtectedRange" and not edit.may_edit(thing):
        raise Protected


# The one basic filter of a sheet, and conditional formats


def set_basic_filter(edit: Edit, request: Json) -> None:
    given = request.get("filter", {})
    sheet = edit.sheet(given.get("range", {}).get("sheetId"))
    edit.guard_sheet(sheet)
    area = area_of(given.get("range", {})).within(sheet.row_count, sheet.column_count)
    sheet.attached["basicFilter"] = {**given, "range": range_of(sheet.id, area)}


def clear_basic_filter(edit: Edit, request: Json) -> None:
    sheet = edit.sheet(request.get("sheetId"))
    edit.guard_sheet(sheet)
    sheet.attached.pop("basicFilter", None)


def duplicate_filter_view(edit: Edit, request: Json) -> Json:
    kind = KINDS_OF_OBJECTS[2]
    views = edit.book.objects.get(kind.plural, {})
    source = views[_existing(kind, views, request.get("filterId"))]
    key = new_id(views)
    views[key] = {**source, "filterViewId": key, "title": f"Copy of {source.get('title', '')}"}
    return {"duplicateFilterView": {"filter": answered(views[key])}}


def add_conditional_format_rule(edit: Edit, request: Json) -> None:
    rule = with_both_colours(request.get("rule", {}))
    sheet = edit.sheet(rule.get("ranges", [{}])[0].get("sheetId"))
    rules = list(sheet.attached.get("conditionalFormats", []))
    rules.insert(int(request.get("index", 0)), rule)
    sheet.attached["conditionalFormats"] = rules


def update_conditional_format_rule(edit: Edit, request: Json) -> Json:
    rules, index = _rules(edit, request), int(request.get("index") or 0)
    old = rules.pop(index)
    place = int(request.get("newIndex") or index)
    rules.insert(place, with_both_colours(request.get("rule") or old))
    edit.sheet(request.get("sheetId")).attached["conditionalFormats"] = rules
    return {"updateConditionalFormatRule": {"newRule": answered(rules[place]), "oldRule": answered(old)}}


def delete_conditional_format_rule(edit: Edit, request: Json) -> Json:
    rules = _rules(edit, request)
    rule = rules.pop(request.get("index", 0))
    edit.sheet(request.get("sheetId")).attached["conditionalFormats"] = rules
    return {"deleteConditionalFormatRule": {"rule": answered(rule)}}


def _rules(edit: Edit, request: Json) -> list[Json]:
    rules = list(edit.sheet(request.get("sheetId")).attached.get("conditionalFormats", []))
    if request.get("index", 0) >= len(rules):
        raise Refusal(
            f"No conditional format on sheet: {request.get('sheetId', 0)} at index: {request.get('index', 0)}"
        )
    return rules


# Developer metadata


def create_developer_metadata(edit: Edit, request: Json) -> Json:
    given = request.get("developerMetadata", {})
    known = edit.book.objects.setdefault("developerMetadata", {})
    key = given.get("metadataId") or new_id(known)
    location = _typed_location(edit, given.get("location", {}))
    known[key] = {"metadataId": key, **given, "location": location}
    return {"createDeveloperMetadata": {"developerMetadata": answered(known[key])}}


def _typed_location(edit: Edit, location: Json) -> Json:
    if "dimensionRange" in location:
        place = location["dimensionRange"]
        edit.book.sheet(place.get("sheetId", 0))
        return {**location, "locationType": place.get("dimension", "ROWS")[:-1]}
    if "sheetId" in location:
        return {**location, "locationType": "SHEET"}
    return {"locationType": "SPREADSHEET", "spreadsheet": True}


def delete_developer_metadata(edit: Edit, request: Json) -> Json:
    known = edit.book.objects.get("developerMetadata", {})
    found = [item for item in known.values() if matches_filter(item, request.get("dataFilter", {}))]
    for item in found:
        del known[item["metadataId"]]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": answered(found)} if found else {}}


def update_developer_metadata(edit: Edit, request: Json) -> Json:
    known, mask = edit.book.objects.get("developerMetadata", {}), parse_mask(request.get("fields", ""))
    found = [
        item
        for item in known.values()
        if any(matches_filter(item, wanted) for wanted in request.get("dataFilters", []))
    ]
    for item in found:
        known[item["metadataId"]] = merge_by_mask(mask, item, request.get("developerMetadata", {}))
    changed = [known[item["metadataId"]] for item in found]
    return {"updateDeveloperMetadata": {"developerMetadata": answered(changed)} if changed else {}}


def matches_filter(metadata: Json, data_filter: Json) -> bool:
    """Whether a piece of metadata meets a DataFilter (a lookup by its fields, or an area)."""
    lookup = data_filter.get("developerMetadataLookup")
    if lookup is not None:
        same = all(
            metadata.get(name) == lookup[name]
            for name in ("metadataId", "metadataKey", "metadataValue", "visibility")
            if name in lookup
        )
        return same and lookup.get("locationType") in (None, metadata["location"]["locationType"])
    place, wanted = metadata["location"].get("dimensionRange"), data_filter.get("gridRange")
    if place is None or wanted is None or place.get("sheetId", 0) != wanted.get("sheetId", 0):
        return False
    start, end = place.get("startIndex", 0), place.get("endIndex", OPEN)
    band = Area(start, 0, end) if place.get("dimension") == "ROWS" else Area(0, start, right=end)
    return band.meets(area_of(wanted))


KINDS: dict[str, Handler] = {
    **{f"add{kind.noun}": _adder(kind) for kind in KINDS_OF_OBJECTS},
    **{f"update{kind.noun}": _updater(kind) for kind in KINDS_OF_OBJECTS},
    **{f"delete{kind.noun}": _deleter(kind) for kind in KINDS_OF_OBJECTS},
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "duplicateFilterView": duplicate_filter_view,
    "addConditionalFormatRule": add_conditional_format_rule,
    "updateConditionalFormatRule": update_conditional_format_rule,
    "deleteConditionalFormatRule": delete_conditional_format_rule,
    "createDeveloperMetadata": create_developer_metadata,
    "updateDeveloperMetadata": update_developer_metadata,
    "deleteDeveloperMetadata": delete_developer_metadata,
}
