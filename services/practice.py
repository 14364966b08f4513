"""The practice office (*Latihan*): a sample office beside the real one, with a clock that can be moved ahead.

It lies in a folder of its own below the data of the real office: other database, other attachments, no sheet, letter
numbers of its own. People enter it with the account and the role they have; all of them share it and its clock.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock

from services.domain.occasion import WITA
from services.errors import Refused
from services.office import Office, open_office
from services.sample import scenario
from services.storage import state

FOLDER = "latihan"
ADDRESS = "/latihan"  # what stands before the addresses of its routes
MORNING = 8  # o'clock at which the next day of practice begins

FILLING = Lock()  # whoever enters while it is being filled waits


def open_practice(real: Office) -> Office:
    """The practice office of a real one; empty until `prepare`. Raises Trouble."""
    opened = open_office(real.data / FOLDER, f"{real.public_url}{ADDRESS}" if real.public_url else "")
    return replace(opened, real=real.database)


def was_opened(real: Office) -> bool:
    """Whether somebody has practised here."""
    return (real.data / FOLDER).is_dir()


def prepare(office: Office, now: datetime, new_id: Callable[[str], str]) -> None:
    """Fill the practice office unless it is filled. Raises Refused for an office that is not for practice."""
    _require_practice(office)
    with FILLING:
        if not scenario.is_sample(office):
            scenario.fill(office, now, new_id)


def restart(office: Office, now: datetime, new_id: Callable[[str], str]) -> None:
    """Throw away what was practised, and begin anew at the time of the real clock. Raises Refused."""
    _require_practice(office)
    with FILLING:
        scenario.clear(office)
        scenario.fill(office, now, new_id)


def move(office: Office, now: datetime, to: datetime) -> None:
    """Move the clock of practice ahead so that it is `to` when the real clock says `now`. Raises Refused."""
    _require_practice(office)
    if to < office.time(now):
        raise Refused("Jam latihan hanya dapat maju. Tekan Mulai ulang untuk kembali ke jam sekarang.")
    state.write_note(office.database, state.AHEAD, (to - now).total_seconds())


def next_morning(now: datetime) -> datetime:
    """The beginning of the next day in Banjarbaru."""
    day = now.astimezone(WITA) + timedelta(days=1)
    return day.replace(hour=MORNING, minute=0, second=0, microsecond=0)


def _require_practice(office: Office) -> None:
    if office.real is None:
        raise Refused("Ini kantor sungguhan, bukan latihan. Masuk ke Latihan dulu.")
