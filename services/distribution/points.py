"""Distribution points: planned, changed, closed with a decision about every leftover package."""

import re
from collections.abc import Mapping
from typing import Any

from services.distribution import seconds
from services.domain import invitation
from services.domain.occasion import Occasion
from services.domain.places import Places
from services.domain.schema import HANDOVER, POINT, RECIPIENT
from services.domain.states import PointState, RecipientState
from services.errors import BadInput, Problem, Refused
from services.office import Office, settings_of
from services.storage import desk as sql
from services.storage import people
from services.storage.database import Change, create, delete, update
from services.storage.reader import Reader, Row

TIME = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")
HOURS = {"starts": "08.00", "ends": "12.00"}  # what a proposal starts with
ORDER = ("kecamatan", "kelurahan", "name")
LEFTOVER = ("to_warehouse", "to_later", "to_reserve")
DECISION = tuple(POINT.field(name) for name in (*LEFTOVER, "close_note"))
REOPENED: dict[str, Any] = {"state": PointState.OPEN} | {field.name: None for field in DECISION}


def chosen(reader: Reader, programme: str, **equals: Any) -> list[Row]:
    """The people of the fixed list, in the order of lists and slips (ORDER)."""
    return reader.find(RECIPIENT, programme=programme, state=RecipientState.CHOSEN, order=ORDER, **equals)


def number_chosen(reader: Reader, programme: str) -> int:
    """How many people are on the fixed list."""
    return people.number(reader, programme, RecipientState.CHOSEN)


def number_at(reader: Reader, point: Row) -> int:
    """How many people of the fixed list come to a point."""
    return reader.count(RECIPIENT, programme=point["programme"], state=RecipientState.CHOSEN, point=point["id"])


def without_point(reader: Reader, programme: str) -> list[Row]:
    """The people who do not know yet where to go."""
    return chosen(reader, programme, point=None)


def of_programme(reader: Reader, programme: str) -> list[Row]:
    """The points of a programme, by day and name."""
    return reader.find(POINT, programme=programme, order=("date", "name"))


# --- planning


def save(office: Office, occasion: Occasion, programme: str, values: Mapping[str, Any], seen: Row | None = None) -> str:
    """A new point, or with `seen` a changed one; the ID. Raises BadInput, Refused (closed), Stale, NotAllowed."""
    values = _checked(office.places, values)
    if seen is None:
        row = occasion.new_id(POINT.prefix)
        outcome = office.database.change(occasion, "points", [new_point(programme, row, values)])
        return outcome.touched[0][1]

    def plan(reader: Reader) -> list[Change]:
        require_not_closed(reader, seen["id"])
        return [update(POINT, seen["id"], seen, **values), *_new_slots(reader, seen, values)]

    office.database.change(occasion, "points", plan)
    return seen["id"]


def _new_slots(reader: Reader, seen: Row, values: Mapping[str, Any]) -> list[Change]:
    """Where the hours of a point become others, so do the slots of its people that lie outside them."""
    after = {**seen, **values}
    if all(after[name] == seen[name] for name in HOURS):
        return []
    people = chosen(reader, seen["programme"], point=seen["id"])
    when = invitation.appointed(after, people, settings_of(reader)["slot_minutes"])
    return [update(RECIPIENT, person["id"], slot=when[person["id"]]) for person in people]


def new_point(programme: str, row: str, values: Mapping[str, Any]) -> Change:
    """The change that makes a point of these values."""
    known = {name: value for name, value in values.items() if name not in ("id", "state")}
    return create(POINT, row, programme=programme, state=PointState.PLANNED, **known)


def _checked(places: Places, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with times written as 08.00. Raises BadInput: a time that is none, a kelurahan nobody knows."""
    clean, problems = dict(values), []
    for name in ("starts", "ends"):
        match = TIME.fullmatch(str(values.get(name) or "").strip())
        if match:
            clean[name] = f"{int(match[1]):02}.{match[2]}"
        elif values.get(name):
            problems.append(Problem(name, f"{POINT.field(name).header} harus berupa jam seperti 08.00."))
    if not problems and clean.get("starts") and clean.get("ends") and clean["starts"] >= clean["ends"]:
        problems.append(Problem("ends", "Sampai Pukul harus sesudah Mulai Pukul."))
    problems += [
        Problem("kelurahan_list", f"Kelurahan “{name}” tidak dikenal. Periksa ejaannya.")
        for name in named(values.get("kelurahan_list"))
        if places.find_kelurahan(name) is None
    ]
    if problems:
        raise BadInput(*problems)
    return clean


def named(text: str | None) -> list[str]:
    """The kelurahan that a point lists, as they are written there."""
    return [name.strip() for name in re.split(r"[,;]", text or "") if name.strip()]


def remove(office: Office, occasion: Occasion, point: str) -> None:
    """Take a point away; its people wait for another. Raises Refused once a package was handed over there."""

    def plan(reader: Reader) -> list[Change]:
        if reader.has(HANDOVER, point=point):
            raise Refused("Di titik ini sudah ada penyerahan. Titik tidak dapat dihapus; tutuplah bila selesai.")
        people = reader.find(RECIPIENT, point=point)
        return [*(update(RECIPIENT, person["id"], point=None, slot=None) for person in people), delete(POINT, point)]

    office.database.change(occasion, "points", plan)


def require_not_closed(reader: Reader, point: str) -> Row:
    """The point, while its plan may change. Raises Refused."""
    row = reader.get(POINT, point)
    if row["state"] == PointState.CLOSED:
        raise Refused("Titik ini sudah ditutup. Buka kembali dahulu bila perlu diubah.")
    return row


# --- closing


def close(office: Office, occasion: Occasion, point: str, decision: Mapping[str, Any]) -> None:
    """Close a point (values of DECISION): every leftover package goes to the warehouse, a later date or the reserve list.

    Raises BadInput when the numbers do not add up, Refused (closed before, packages unknown or too few), NotAllowed.
    """

    def plan(reader: Reader) -> list[Change]:
        row = require_not_closed(reader, point)
        handed = reader.count(HANDOVER, sql.valid(), point=point)
        clean = {field.name: field.parse(decision.get(field.name)) for field in DECISION}
        _require_decided(row["packages"], handed, seconds.at_point(reader, row), sum(clean[name] or 0 for name in LEFTOVER))
        return [update(POINT, point, state=PointState.CLOSED, **clean)]

    office.database.change(occasion, "handover", plan)


def _require_decided(packages: int | None, handed: int, second: int, decided: int) -> None:
    """All packages are accounted for; those that went out as second ones may be there again, or still be out."""
    if packages is None:
        raise Refused("Paket Dibawa titik ini belum diisi. Isi dahulu pada rencana titik.")
    if handed > packages:
        raise Refused(f"Diserahkan {handed} paket, padahal dibawa {packages}. Betulkan Paket Dibawa dahulu.")
    left = packages - handed
    if not left - second <= decided <= left:
        out = f" {second} di antaranya diserahkan dua kali dan boleh belum kembali." if second else " Jumlahnya harus sama."
        raise BadInput(f"Sisa {left} paket, yang diputuskan {decided}.{out}")


def reopen(office: Office, occasion: Occasion, point: str) -> None:
    """Open a closed point again: packages handed over later, or a number that was wrong."""
    office.database.change(occasion, "points", [update(POINT, point, **REOPENED)])
