"""Distribution points: proposed, planned, who goes where, closed with a decision about every leftover package."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from services.domain.occasion import Occasion
from services.domain.places import Places
from services.domain.schema import HANDOVER, POINT, RECIPIENT
from services.domain.states import PointState, RecipientState
from services.errors import BadInput, Problem, Refused
from services.office import Office
from services.storage import desk as sql
from services.storage.database import Change, create, delete, update
from services.storage.reader import Reader, Row

TIME = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")
HOURS = {"starts": "08.00", "ends": "12.00"}  # what a proposal starts with
LEFTOVER = ("to_warehouse", "to_later", "to_reserve")
DECISION = tuple(POINT.field(name) for name in (*LEFTOVER, "close_note"))
REOPENED: dict[str, Any] = {"state": PointState.OPEN} | {field.name: None for field in DECISION}


def chosen(reader: Reader, programme: str, **equals: Any) -> list[Row]:
    """The people of the fixed list, in the order of lists and slips."""
    order = ("kecamatan", "kelurahan", "name")
    return reader.find(RECIPIENT, programme=programme, state=RecipientState.CHOSEN, order=order, **equals)


def number_chosen(reader: Reader, programme: str) -> int:
    """How many people are on the fixed list."""
    return reader.count(RECIPIENT, programme=programme, state=RecipientState.CHOSEN)


def without_point(reader: Reader, programme: str) -> list[Row]:
    """The people who do not know yet where to go."""
    return chosen(reader, programme, point=None)


def of_programme(reader: Reader, programme: str) -> list[Row]:
    """The points of a programme, by day and name."""
    return reader.find(POINT, programme=programme, order=("date", "name"))


# --- planning


def propose(office: Office, occasion: Occasion, programme: str, day: date, code: Callable[[], str]) -> None:
    """A point for each kecamatan of the recipients that has none, and everybody to a point.

    `code()` draws an invitation code. Raises Refused when there is nothing to propose.
    """

    def plan(reader: Reader) -> list[Change]:
        points = of_programme(reader, programme)
        values = proposed(office.places, chosen(reader, programme), points)
        if not values:
            raise Refused("Setiap kecamatan penerima sudah punya titik. Tambah titik sendiri bila perlu lebih.")
        new = [{"id": occasion.new_id(POINT.prefix), "state": PointState.PLANNED} | value for value in values]
        made = [_new_point(programme, row["id"], row | {"date": day} | HOURS) for row in new]
        return [*made, *_assigning(reader, office.places, programme, [*points, *new], code)]

    office.database.change(occasion, "points", plan)


def proposed(places: Places, people: Sequence[Row], points: Sequence[Row]) -> list[dict[str, Any]]:
    """Values of a point for each kecamatan of the people that no point serves yet; packages = its people."""
    reached = frozenset().union(*(serves(places, point) for point in points))
    homes = Counter(home for person in people if (home := home_of(places, person)) and home not in reached)
    rows: list[dict[str, Any]] = []
    for kecamatan in places.kecamatan:
        served = [kelurahan for kelurahan in kecamatan.kelurahan if kelurahan.code in homes]
        if served:
            rows.append({
                "name": f"Titik {len(points) + len(rows) + 1} – Kec. {kecamatan.name}", "kecamatan": kecamatan.name,
                "kelurahan_list": ", ".join(kelurahan.name for kelurahan in served),
                "packages": sum(homes[kelurahan.code] for kelurahan in served),
            })
    return rows


def save(office: Office, occasion: Occasion, programme: str, values: Mapping[str, Any], seen: Row | None = None) -> str:
    """A new point, or with `seen` a changed one; the ID. Raises BadInput, Refused (closed), Stale, NotAllowed."""
    values = _checked(office.places, values)
    if seen is None:
        row = occasion.new_id(POINT.prefix)
        outcome = office.database.change(occasion, "points", [_new_point(programme, row, values)])
        return outcome.touched[0][1]

    def plan(reader: Reader) -> list[Change]:
        _require_not_closed(reader, seen["id"])
        return [update(POINT, seen["id"], seen, **values)]

    office.database.change(occasion, "points", plan)
    return seen["id"]


def _new_point(programme: str, row: str, values: Mapping[str, Any]) -> Change:
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
        for name in _names(values.get("kelurahan_list"))
        if places.find_kelurahan(name) is None
    ]
    if problems:
        raise BadInput(*problems)
    return clean


def remove(office: Office, occasion: Occasion, point: str) -> None:
    """Take a point away; its people wait for another. Raises Refused once a package was handed over there."""

    def plan(reader: Reader) -> list[Change]:
        if reader.has(HANDOVER, point=point):
            raise Refused("Di titik ini sudah ada penyerahan. Titik tidak dapat dihapus; tutuplah bila selesai.")
        people = reader.find(RECIPIENT, point=point)
        return [*(update(RECIPIENT, person["id"], point=None) for person in people), delete(POINT, point)]

    office.database.change(occasion, "points", plan)


# --- who goes where


def assign(office: Office, occasion: Occasion, programme: str, code: Callable[[], str], again: bool = False) -> None:
    """People to points by kelurahan, and an invitation code for everybody who has none. `again`: all who have not
    received are sorted anew, also those placed by hand. Who lives where no point serves stays without one.
    """

    def plan(reader: Reader) -> list[Change]:
        return _assigning(reader, office.places, programme, of_programme(reader, programme), code, again)

    office.database.change(occasion, "points", plan)


def _assigning(
    reader: Reader, places: Places, programme: str, points: Sequence[Row], code: Callable[[], str], again: bool = False
) -> list[Change]:
    people = chosen(reader, programme)
    moving = reader.find(RECIPIENT, sql.not_served(), programme=programme, state=RecipientState.CHOSEN)
    free = {person["id"] for person in moving if again or person["point"] is None}
    where = assignment(places, points, people, free)
    codes = _codes(reader, code)
    return [
        update(RECIPIENT, person["id"], point=where[person["id"]], code=person["code"] or next(codes))
        for person in people
        if person["code"] is None or where[person["id"]] != person["point"]
    ]


def assignment(
    places: Places, points: Sequence[Row], people: Sequence[Row], free: set[str]
) -> dict[str, str | None]:
    """Person → point: those in `free` go to the open point that serves their kelurahan, of several to the emptiest."""
    serving = {point["id"]: serves(places, point) for point in points if point["state"] != PointState.CLOSED}
    where: dict[str, str | None] = {p["id"]: p["point"] for p in people if p["id"] not in free}
    filled = Counter(where.values())
    for person in people:
        if person["id"] in free:
            home = home_of(places, person)
            near = [point for point, served in serving.items() if home in served]
            where[person["id"]] = best = min(near, key=filled.__getitem__, default=None)
            filled[best] += 1
    return where


def serves(places: Places, point: Row) -> frozenset[str]:
    """Codes of the kelurahan that a point serves: those listed, else all of its kecamatan."""
    listed = [places.find_kelurahan(name) for name in _names(point["kelurahan_list"])]
    district = None if listed else places.find_kecamatan(point["kecamatan"] or "")
    return frozenset(place.code for place in (*listed, *(district.kelurahan if district else ())) if place)


def home_of(places: Places, person: Row) -> str | None:
    """Code of the kelurahan where a person lives, however it is written."""
    place = places.find_kelurahan(person["kelurahan"] or "", person["kecamatan"])
    return place.code if place else None


def _names(text: Any) -> list[str]:
    return [name.strip() for name in re.split(r"[,;]", text or "") if name.strip()]


def _codes(reader: Reader, draw: Callable[[], str]) -> Any:
    """Invitation codes that nobody has."""
    taken = {code for (code,) in reader.tally(RECIPIENT, "code")}
    while True:
        code = draw()
        if code not in taken:
            taken.add(code)
            yield code


def move(office: Office, occasion: Occasion, people: Sequence[str], point: str) -> None:
    """Send people to a point by hand. Raises Refused (point closed, somebody received already)."""

    def plan(reader: Reader) -> list[Change]:
        row = _require_not_closed(reader, point)
        known = reader.count(RECIPIENT, sql.not_served(), id=list(people), programme=row["programme"])
        if known < len(people):
            raise Refused("Ada yang sudah menerima paket atau tidak lagi di program ini. Muat ulang halaman.")
        return [update(RECIPIENT, person, point=point) for person in people]

    office.database.change(occasion, "points", plan)


def _require_not_closed(reader: Reader, point: str) -> Row:
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
        row = _require_not_closed(reader, point)
        handed = reader.count(HANDOVER, sql.valid(), point=point)
        clean = {field.name: field.parse(decision.get(field.name)) for field in DECISION}
        _require_decided(row["packages"], handed, sum(clean[name] or 0 for name in LEFTOVER))
        return [update(POINT, point, state=PointState.CLOSED, **clean)]

    office.database.change(occasion, "handover", plan)


def _require_decided(packages: int | None, handed: int, decided: int) -> None:
    if packages is None:
        raise Refused("Paket Dibawa titik ini belum diisi. Isi dahulu pada rencana titik.")
    if handed > packages:
        raise Refused(f"Diserahkan {handed} paket, padahal dibawa {packages}. Betulkan Paket Dibawa dahulu.")
    if decided != packages - handed:
        raise BadInput(f"Sisa {packages - handed} paket, yang diputuskan {decided}. Jumlahnya harus sama.")


def reopen(office: Office, occasion: Occasion, point: str) -> None:
    """Open a closed point again: packages handed over later, or a number that was wrong."""
    office.database.change(occasion, "points", [update(POINT, point, **REOPENED)])
