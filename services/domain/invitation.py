"""When somebody of a point comes, and how it is told: slots on the invitations, and a message for everybody. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from services.domain import wording
from services.domain.desk import at_hours

Row = Mapping[str, Any]


def appointed(point: Row, people: Sequence[Row], minutes: int) -> dict[str, str | None]:
    """Person → slot, as 08.00–08.30, for those of a point in order: as many in one slot as in another.

    Whoever has a slot of the point keeps it, also when others come or go; who has none gets the next that is free.
    """
    offered = slots(point["starts"], point["ends"], minutes)
    kept = {person["id"]: person["slot"] for person in people if person["slot"] in offered}
    room = Counter(offered[at * len(offered) // len(people)] for at in range(len(people) if offered else 0))
    room.subtract(kept.values())
    free = (slot for slot in offered for _ in range(room[slot]))
    return {person["id"]: kept.get(person["id"]) or next(free, None) for person in people}


def slots(starts: str | None, ends: str | None, minutes: int) -> list[str]:
    """The slots of a point's hours. Without hours, or with slots of 0 minutes: the hours as far as they are known."""
    if not (starts and ends and minutes):
        return list(filter(None, ["–".join(filter(None, (starts, ends)))]))
    first, last = _minutes(starts), _minutes(ends)
    number = max(1, (last - first) // minutes)
    begins = [*(first + minutes * at for at in range(number)), last]
    return [f"{_clock(one)}–{_clock(other)}" for one, other in pairwise(begins)]


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(".")
    return int(hours) * 60 + int(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}.{minutes % 60:02}"


def message(programme: Row, point: Row, office: str) -> str:
    """What may be sent to anybody, for a messenger: place and time, what to bring, no personal data."""
    hours = at_hours(point)
    lines = (
        f"Pengambilan {programme['goods'] or 'paket bantuan'} – {programme['name']}",
        f"Hari: {wording.weekday_date(point['date'])}",
        f"Jam: sesuai undangan Anda{f' ({hours.strip()} WITA)' if hours else ''}",
        f"Tempat: {', '.join(filter(None, (point['name'], point['address'])))}",
        f"Untuk warga: {point['kelurahan_list'] or point['kecamatan']}" if point["kelurahan_list"] or point["kecamatan"] else "",
        "Bawa: undangan, KTP dan KK asli.",
        "Boleh diwakilkan: wakil membawa KTP sendiri dan KK asli penerima." if programme["proxy_allowed"]
        else "Tidak dapat diwakilkan; penerima datang sendiri.",
        "Bantuan ini gratis. Jangan memberi uang atau nomor NIK kepada siapa pun lewat pesan.",
        office,
    )
    return "\n".join(line for line in lines if line)
