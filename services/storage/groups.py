"""Recipients in groups, for the recapitulation: the same expressions count the people and find them again."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from services.domain.nik import WOMEN
from services.domain.schema import IMPORT, RECIPIENT
from services.storage.kept import kept
from services.storage.reader import Reader, alive
from services.storage.tables import OFFICE

PERSON = OFFICE[RECIPIENT.name].c
AGES = (60, 18, 6, 0)  # from: the old (UU 13/1998), adults, children of school age, small children
Keys = tuple[sa.ColumnElement[Any], ...]


def _columns(*names: str) -> Callable[[date], Keys]:
    return lambda _today: tuple(PERSON[name] for name in names)


def _age(today: date) -> Keys:
    """The first year of the age group, by the birth date, else by the one in the NIK (the latest that is not after today)."""
    day, month, year = (sa.cast(sa.func.substr(PERSON.nik, at, 2), sa.Integer) for at in (7, 9, 11))
    in_nik = sa.func.printf("%02d-%02d-%02d", year, month, day - sa.case((day > WOMEN, WOMEN), else_=0))
    century = sa.case((in_nik <= f"{today:%y-%m-%d}", "20"), else_="19")
    said = sa.case((PERSON.nik.is_not(None), century.concat(in_nik)))
    born = sa.func.coalesce(sa.cast(PERSON.birth_date, sa.Text), said)
    of_age = ((born <= f"{today.year - age:04}{today:-%m-%d}", age) for age in AGES)
    return (sa.case(*of_age),)


GROUPINGS: dict[str, Callable[[date], Keys]] = {
    "kelurahan": _columns("kecamatan", "kelurahan"), "kecamatan": _columns("kecamatan"), "sex": _columns("sex"),
    "age": _age, "source": _columns("source"), "decile": _columns("decile"),
}


@kept(RECIPIENT, IMPORT)
def tally(
    reader: Reader, programme: str, states: Sequence[str], grouping: str, today: date
) -> dict[tuple[Any, ...], dict[str | None, int]]:
    """How many people of each sex there are in each group of a programme."""
    keys = GROUPINGS[grouping](today)
    wanted = (
        sa.select(*keys, PERSON.sex.label("counted"), sa.func.count())
        .where(alive(RECIPIENT), PERSON.programme == programme, PERSON.state.in_(states))
        .group_by(*(sa.literal_column(str(at)) for at in range(1, len(keys) + 2)))
    )
    found: dict[tuple[Any, ...], dict[str | None, int]] = {}
    for *group, sex, number in reader.connection.execute(wanted):
        found.setdefault(tuple(group), {})[sex] = number
    return found


def belonging(grouping: str, group: Sequence[str], today: date, sex: str = "") -> sa.ColumnElement[bool]:
    """People of one group, all or those of one sex; its values as texts, empty for what is not known."""
    pairs = zip(GROUPINGS[grouping](today), group, strict=False)
    conditions = [sa.cast(key, sa.Text) == value if value else key.is_(None) for key, value in pairs]
    return sa.and_(sa.true(), *conditions, *([PERSON.sex == sex] if sex else []))
