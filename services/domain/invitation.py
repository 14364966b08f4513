"""When somebody of a point comes, and how it is told: slots on the invitations, and a message for everybody. Pure."""

from collections.abc import Mapping
from typing import Any

from services.domain import wording
from services.domain.desk import at_hours


def slots(starts: str | None, ends: str | None, many: int, minutes: int) -> list[str]:
    """For each of `many` people in order the slot of the point's hours, as 08.00–08.30: as many in one as in another.

    Without hours, or with slots of 0 minutes, everybody has the point's hours as far as they are known.
    """
    if not (starts and ends and minutes):
        return ["–".join(filter(None, (starts, ends)))] * many
    first, last = _minutes(starts), _minutes(ends)
    number = max(1, (last - first) // minutes)
    begins = [*(first + minutes * at for at in range(number)), last]
    taken = [place * number // many for place in range(many)]
    return [f"{_clock(begins[at])}–{_clock(begins[at + 1])}" for at in taken]


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(".")
    return int(hours) * 60 + int(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}.{minutes % 60:02}"


def message(programme: Mapping[str, Any], point: Mapping[str, Any], office: str) -> str:
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
