"""What all tests share: the project on the path, the facts beside it, a standing cast, and a fresh office."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from services.domain.occasion import Actor, Occasion, Role  # noqa: E402
from services.office import Office, open_office  # noqa: E402

# The standing cast: one person for each role.
SITI = Actor("USR-SITI", "Siti Rahmah", Role.OPERATOR)
BUDI = Actor("USR-BUDI", "Budi Santoso", Role.ADMINISTRATOR)
KABID = Actor("USR-KABID", "Kabid Linjamsos", Role.HEAD_OF_DIVISION)
KADIS = Actor("USR-KADIS", "Kepala Dinas", Role.HEAD_OF_OFFICE)
TONO = Actor("USR-TONO", "Tono", Role.POINT_OFFICER)
RINA = Actor("USR-RINA", "Rina", Role.AUDITOR)
CAST = {actor.role: actor for actor in (SITI, BUDI, KABID, KADIS, TONO, RINA)}

THURSDAY = datetime(2026, 3, 12, 1, 20, tzinfo=UTC)  # Thursday, 12 March 2026, 09.20 WITA


@dataclass
class Clock:
    """A clock that moves when told, and IDs that count: `act(actor)` is the next act of a person."""

    now: datetime = THURSDAY
    _ids: Iterator[int] = field(default_factory=lambda: count(1))

    def act(self, actor: Actor = SITI, operation: str | None = None) -> Occasion:
        return Occasion(actor, self.now, operation or f"OP-{next(self._ids)}", self.new_id)

    def new_id(self, prefix: str) -> str:
        return f"{prefix}-{next(self._ids):010d}"

    def later(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = open_office(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def act(clock: Clock) -> Callable[..., Occasion]:
    return clock.act


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts beside the project; a test that needs it is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not here")
    return folder
