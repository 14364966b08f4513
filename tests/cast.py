"""The standing cast: one person for each role, and a clock that moves when told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from services.domain.occasion import Actor, Occasion, Role

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
