"""Figures over more than one table, for the dashboard: what Reader's counts cannot say."""

import sqlalchemy as sa

from services.domain.occasion import Source
from services.domain.schema import HANDOVER, IMPORT, RECIPIENT
from services.domain.states import RecipientState
from services.storage.kept import kept
from services.storage.reader import Reader, alive
from services.storage.tables import HISTORY, OFFICE

Place = tuple[str | None, str | None]


@kept(RECIPIENT, IMPORT, HANDOVER)
def served_by_place(reader: Reader, programme: str) -> dict[Place, tuple[int, int]]:
    """(kecamatan, kelurahan) → (packages handed over, people on the fixed list) of a programme."""
    person, handover = OFFICE[RECIPIENT.name], OFFICE[HANDOVER.name]
    valid = (handover.c.recipient == person.c.id) & handover.c.cancelled_at.is_(None) & handover.c.deleted.is_(False)
    place = (person.c.kecamatan, person.c.kelurahan)
    wanted = (
        sa.select(*place, sa.func.count(handover.c.id), sa.func.count(person.c.id))
        .select_from(person.outerjoin(handover, valid))
        .where(person.c.programme == programme, person.c.state == RecipientState.CHOSEN, alive(RECIPIENT))
        .group_by(*place)
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in reader.connection.execute(wanted)}


def change_count(reader: Reader) -> int:
    """A number that grows with every change of the office's data: a cheap way to see whether to draw anew."""
    return reader.connection.execute(sa.select(sa.func.max(HISTORY.c.seq))).scalar() or 0


def sheet_brought(reader: Reader, since: int) -> list[str]:
    """The tables in which the sheet has changed anything after that `change_count`."""
    newer = sa.select(HISTORY.c.table).where(HISTORY.c.seq > since, HISTORY.c.source == Source.SHEET).distinct()
    return list(reader.connection.execute(newer.order_by(HISTORY.c.table)).scalars())
