"""What is known of people from other programmes: who received and who was refused there."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from services.domain.schema import HANDOVER, PROGRAMME, RECIPIENT
from services.domain.states import RecipientState
from services.storage.reader import Reader, alive
from services.storage.tables import OFFICE


class Before(NamedTuple):
    """One row of somebody in another programme. `received` in UTC."""

    nik: str
    programme: str
    state: RecipientState
    reason: str | None
    received: datetime | None


def elsewhere(reader: Reader, programme: str, others: Collection[str] = ()) -> list[Before]:
    """The rows in other programmes of everybody in this one, and of these other NIKs; older programmes first."""
    person, handover, home = OFFICE[RECIPIENT.name], OFFICE[HANDOVER.name], OFFICE[PROGRAMME.name]
    valid = (handover.c.recipient == person.c.id) & handover.c.cancelled_at.is_(None) & handover.c.deleted.is_(False)
    here = person.alias()
    listed = sa.select(here.c.nik).where(here.c.programme == programme, here.c.deleted.is_(False))
    wanted = (
        sa.select(person.c.nik, home.c.name, person.c.state, person.c.reason, handover.c.at)
        .join(home, home.c.id == person.c.programme).outerjoin(handover, valid)
        .where(alive(RECIPIENT), person.c.programme != programme, person.c.nik.in_(listed) | person.c.nik.in_(others))
        .order_by(home.c.year, home.c.opened, person.c.id)
    )
    found = reader.connection.execute(wanted)
    return [Before(nik, name, RecipientState(state), reason, at) for nik, name, state, reason, at in found]
