"""The desk on distribution day: what it answers for a person, and how the queue goes. Pure; rows are the schema's.

The screen, the door (`services/handovers.py`) and later the desk over a weak line ask the same function, so that
what an officer reads is what the panel will do.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from services.domain import wording
from services.domain.nik import mask
from services.domain.occasion import WITA
from services.domain.paper import MISREAD
from services.domain.states import RecipientState

Row = Mapping[str, Any]

RECENT = 20  # hand-overs that the pace is taken from
FEWEST = 3  # below this a pace would be a guess


class Word(StrEnum):
    """The answer in one word, as the band on the screen says it."""

    MAY = "BOLEH"
    SERVED = "SUDAH"
    ELSEWHERE = "BUKAN TITIK INI"
    UNKNOWN = "TIDAK TERDAFTAR"


@dataclass(frozen=True)
class Answer:
    """What the desk says: a word, who it is (name; masked NIK, RT/RW, kelurahan), and the sentence `lead` + `rest`.

    `handover`: ID of the one that is valid, where the person was served.
    """

    word: Word
    name: str
    who: str
    lead: str
    rest: str
    handover: str | None = None

    @property
    def sentence(self) -> str:
        return self.lead + self.rest


def answer(person: Row, point: Row, points: Mapping[str, Row], served: Row | None, programme: Row, today: date) -> Answer:
    """The answer for a recipient at a point. `points`: those of the programme by ID; `served`: the valid hand-over."""
    word, (lead, rest) = _judged(person, point, points, served, programme, today)
    handover = served["id"] if served and word is Word.SERVED else None
    return Answer(word, person["name"] or "", who(person), lead, rest, handover)


def _judged(
    person: Row, point: Row, points: Mapping[str, Row], served: Row | None, programme: Row, today: date
) -> tuple[Word, tuple[str, str]]:
    if person["programme"] != programme["id"] or person["deleted"]:
        return Word.UNKNOWN, _not_in(programme)
    if served is not None:
        return Word.SERVED, _received(served, points, today)
    if person["state"] != RecipientState.CHOSEN:
        return Word.UNKNOWN, (f"Tercatat sebagai {person['state']}", f", bukan penerima tetap {programme['name']}.")
    if person["point"] != point["id"]:
        return Word.ELSEWHERE, place(points.get(person["point"]), today)
    return Word.MAY, entitled(programme)


def entitled(programme: Row) -> tuple[str, str]:
    """Lead and rest of the answer for whoever may receive."""
    return f"1 paket {_goods(programme)}.", " Lihat KTP dan KK asli."


def _goods(programme: Row) -> str:
    """What is in the package: "Ramadan" of "paket Ramadan"."""
    return re.sub(r"(?i)^paket\s+", "", programme["goods"] or "bantuan")


def unknown(typed: str, programme: Row) -> Answer:
    """The answer when nobody was found."""
    return Answer(Word.UNKNOWN, f"“{typed}”", "", *_not_in(programme))


def _not_in(programme: Row) -> tuple[str, str]:
    advice = " Periksa lagi kodenya, atau cari dengan nama. Jika tetap tidak ada, catat nama dan arahkan ke meja pengaduan."
    return f"Tidak ada dalam daftar {programme['name']}.", advice


def who(person: Row) -> str:
    """637204******0007 · RT 004/RW 002 · Sungai Tiung"""
    house = "/".join(f"{label} {person[key]}" for key, label in (("rt", "RT"), ("rw", "RW")) if person[key])
    return " · ".join(filter(None, (mask(person["nik"]), house, person["kelurahan"])))


def _received(served: Row, points: Mapping[str, Row], today: date) -> tuple[str, str]:
    day = _day(served["at"].astimezone(WITA).date(), today)
    where = points[served["point"]]["name"] if served["point"] in points else "titik lain"
    proxy = f"{served['proxy_name']} ({(served['proxy_relation'] or 'wakil').lower()})" if served["proxy_name"] else "wakil"
    taker = proxy if served["taken_by"] == "Wakil" else "yang bersangkutan"
    return (
        f"Sudah diterima {day} pukul {wording.clock(served['at'])}",
        f" di {where}, diserahkan {served['officer']}, diterima {taker}.",
    )


def place(own: Row | None, today: date) -> tuple[str, str]:
    """Where somebody of that point (None: of no point yet) goes, as lead and rest of an answer."""
    if own is None:
        return "Belum dibagi ke titik salur.", " Serahkan di sini dengan alasan, atau tanyakan kepada kantor."
    return f"Ambil di {own['name']}", f", {_day(own['date'], today)}{at_hours(own)}."


def at_hours(point: Row) -> str:
    """" pukul 10.00–11.00", or nothing where no time is set."""
    hours = "–".join(filter(None, (point["starts"], point["ends"])))
    return f" pukul {hours}" if hours else ""


def _day(day: date, today: date) -> str:
    return "hari ini" if day == today else wording.weekday_date(day)


def code_in(typed: str) -> str:
    """The invitation code meant by what was typed or scanned: from an address too, read aloud or with O for 0."""
    return re.sub(r"[\s-]", "", typed.rstrip("/").rsplit("/", 1)[-1]).upper().translate(MISREAD)


@dataclass(frozen=True)
class Pace:
    """How the queue goes: seconds a person, and when the last one will be served."""

    seconds: int
    end: datetime

    @property
    def each(self) -> str:
        """55 detik, 3 menit"""
        return f"{self.seconds} detik" if self.seconds < 120 else f"{round(self.seconds / 60)} menit"


def pace(times: Sequence[datetime], now: datetime, waiting: int) -> Pace | None:
    """The pace from the latest hand-overs of today; None while there are too few. A pause makes it slower, honestly."""
    today = now.astimezone(WITA).date()
    recent = sorted(at for at in times if at.astimezone(WITA).date() == today)[-RECENT:]
    if len(recent) < FEWEST:
        return None
    each = (now - recent[0]) / len(recent)
    return Pace(round(each.total_seconds()), now + each * waiting)


@dataclass(frozen=True)
class Counters:
    """A point in numbers: people planned, packages brought (None: not told) and handed over here, people not yet come;
    `second`: packages that went out here to people who were served elsewhere too.
    """

    planned: int
    packages: int | None
    handed: int
    not_come: int
    second: int = 0
    pace: Pace | None = None

    @property
    def left(self) -> int | None:
        """Packages still at the point."""
        return None if self.packages is None else self.packages - self.handed - self.second
