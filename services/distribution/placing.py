"""Who of the fixed list goes where and when: a point by kelurahan, a slot of its hours, an invitation code.

All three are decided in the plan and kept: an invitation that is printed again says the same.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from services.distribution import points
from services.domain import invitation
from services.domain.occasion import Occasion
from services.domain.places import Places
from services.domain.schema import POINT, RECIPIENT
from services.domain.states import PointState, RecipientState
from services.errors import Refused
from services.office import Office, settings_of
from services.storage import desk as sql
from services.storage.database import Change, update
from services.storage.reader import Reader, Row

Where = Mapping[str, str | None]  # person → point


def propose(office: Office, occasion: Occasion, programme: str, day: date, code: Callable[[], str]) -> None:
    """A point for each kecamatan of the recipients that has none, and everybody to a point.

    `code()` draws an invitation code. Raises Refused when there is nothing to propose.
    """

    def plan(reader: Reader) -> list[Change]:
        known = points.of_programme(reader, programme)
        values = proposed(office.places, points.chosen(reader, programme), known)
        if not values:
            raise Refused("Setiap kecamatan penerima sudah punya titik. Tambah titik sendiri bila perlu lebih.")
        fixed: dict[str, Any] = {**points.HOURS, "date": day, "state": PointState.PLANNED}
        new = [fixed | value | {"id": occasion.new_id(POINT.prefix)} for value in values]
        made = [points.new_point(programme, row["id"], row) for row in new]
        return [*made, *_assigning(reader, office.places, programme, [*known, *new], code)]

    office.database.change(occasion, "points", plan)


def proposed(places: Places, people: Sequence[Row], known: Sequence[Row]) -> list[dict[str, Any]]:
    """Values of a point for each kecamatan of the people that no point serves yet; packages = its people."""
    reached = frozenset().union(*(serves(places, point) for point in known))
    homes = Counter(home for person in people if (home := home_of(places, person)) and home not in reached)
    rows: list[dict[str, Any]] = []
    for kecamatan in places.kecamatan:
        served = [kelurahan for kelurahan in kecamatan.kelurahan if kelurahan.code in homes]
        if served:
            rows.append({
                "name": f"Titik {len(known) + len(rows) + 1} – Kec. {kecamatan.name}", "kecamatan": kecamatan.name,
                "kelurahan_list": ", ".join(kelurahan.name for kelurahan in served),
                "packages": sum(homes[kelurahan.code] for kelurahan in served),
            })
    return rows


def assign(office: Office, occasion: Occasion, programme: str, code: Callable[[], str], again: bool = False) -> None:
    """People to points by kelurahan, and a slot and an invitation code for everybody who has none. `again`: all who
    have not received are sorted anew, also those placed by hand. Who lives where no point serves stays without one.
    """

    def plan(reader: Reader) -> list[Change]:
        return _assigning(reader, office.places, programme, points.of_programme(reader, programme), code, again)

    office.database.change(occasion, "points", plan)


def _assigning(
    reader: Reader, places: Places, programme: str, known: Sequence[Row], code: Callable[[], str], again: bool = False
) -> list[Change]:
    people = points.chosen(reader, programme)
    moving = reader.find(RECIPIENT, sql.not_served(), programme=programme, state=RecipientState.CHOSEN)
    free = {person["id"] for person in moving if again or person["point"] is None}
    where = assignment(places, known, people, free)
    when, codes = _slots(reader, known, people, where), _codes(reader, code)
    return _changes(people, {
        person["id"]: {
            "point": where[person["id"]], "slot": when.get(person["id"]), "code": person["code"] or next(codes)}
        for person in people
    })


def _slots(reader: Reader, known: Sequence[Row], people: Sequence[Row], where: Where) -> dict[str, str | None]:
    """Person → slot at the point of `where`; who comes there from another one has none of it yet."""
    there: dict[str | None, list[Row]] = {}
    for person in people:
        own = where[person["id"]]
        there.setdefault(own, []).append(person if person["point"] == own else person | {"slot": None})
    minutes, when = settings_of(reader)["slot_minutes"], dict[str, str | None]()
    for point in known:
        when |= invitation.appointed(point, there.get(point["id"], ()), minutes)
    return when


def _changes(people: Sequence[Row], values: Mapping[str, Mapping[str, Any]]) -> list[Change]:
    """What gives each of the people those values, where they are others."""
    return [
        update(RECIPIENT, person["id"], **new)
        for person in people
        for new in [values[person["id"]]]
        if any(person[name] != value for name, value in new.items())
    ]


def assignment(
    places: Places, known: Sequence[Row], people: Sequence[Row], free: set[str]
) -> dict[str, str | None]:
    """Person → point: those in `free` go to the open point that serves their kelurahan, of several to the emptiest."""
    serving = {point["id"]: serves(places, point) for point in known if point["state"] != PointState.CLOSED}
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
    listed = [places.find_kelurahan(name) for name in points.named(point["kelurahan_list"])]
    district = None if listed else places.find_kecamatan(point["kecamatan"] or "")
    return frozenset(place.code for place in (*listed, *(district.kelurahan if district else ())) if place)


def home_of(places: Places, person: Row) -> str | None:
    """Code of the kelurahan where a person lives, however it is written."""
    place = places.find_kelurahan(person["kelurahan"] or "", person["kecamatan"])
    return place.code if place else None


def _codes(reader: Reader, draw: Callable[[], str]) -> Iterator[str]:
    """Invitation codes that nobody has."""
    taken = {code for (code,) in reader.tally(RECIPIENT, "code")}
    while True:
        code = draw()
        if code not in taken:
            taken.add(code)
            yield code


def move(office: Office, occasion: Occasion, people: Sequence[str], point: str) -> None:
    """Send people to a point by hand, each to the next free slot. Raises Refused (point closed, somebody received)."""

    def plan(reader: Reader) -> list[Change]:
        row = points.require_not_closed(reader, point)
        known = reader.count(RECIPIENT, sql.not_served(), id=list(people), programme=row["programme"])
        if known < len(people):
            raise Refused("Ada yang sudah menerima paket atau tidak lagi di program ini. Muat ulang halaman.")
        there = points.chosen(reader, row["programme"], point=point)
        coming = reader.find(RECIPIENT, id=set(people).difference(row["id"] for row in there), order=points.ORDER)
        everyone = [*there, *coming]
        when = _slots(reader, [row], everyone, dict.fromkeys((person["id"] for person in everyone), point))
        return _changes(coming, {person["id"]: {"point": point, "slot": when[person["id"]]} for person in coming})

    office.database.change(occasion, "points", plan)
