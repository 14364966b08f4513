"""A point without any line comes home: what its hand-overs change in the office. Pure; rows are the schema's.

A hand-over is an event with an ID of its own, so most of a merge is adding what is not known yet. Two points without a
line cannot be kept from serving the same person: the one that is known stays, the other is told and never overwrites.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Homecoming:
    """What a file brings: hand-overs to be made, those to be cancelled, and those of people served `again` elsewhere."""

    new: tuple[Row, ...]
    cancelled: tuple[Row, ...]
    again: tuple[Row, ...]


def merge(brought: Iterable[Row], known: Mapping[str, Row], valid: Iterable[str]) -> Homecoming:
    """What the brought hand-overs change. `known`: those that the office has, by ID; `valid`: whom it has served."""
    rows = sorted(brought, key=lambda row: (row["at"], row["id"]))
    cancelled = tuple(row for row in rows if _taken_back(row, known.get(row["id"])))
    served = set(valid) - {row["recipient"] for row in cancelled}
    new: list[Row] = []
    again: list[Row] = []
    for row in rows:
        if row["id"] in known:
            continue
        if row["cancelled_at"] is not None:  # never stood in anybody's way
            new.append(row)
        elif row["recipient"] in served:
            again.append(row)
        else:
            new.append(row)
            served.add(row["recipient"])
    return Homecoming(tuple(new), cancelled, tuple(again))


def _taken_back(row: Row, known: Row | None) -> bool:
    return known is not None and known["cancelled_at"] is None and row["cancelled_at"] is not None


def hidden(nik: str | None) -> str | None:
    """A NIK as it travels: what the desk shows and asks for (six digits and the last four), zeros between."""
    return nik and (nik[:6] + "0" * (len(nik) - 10) + nik[-4:] if len(nik) > 10 else "0" * len(nik))


def veiled(name: str | None) -> str | None:
    """A name as it travels for who goes to another point: R*** P***, enough to see that it is the person with the code."""
    return name and " ".join(f"{word[0]}***" for word in name.split())
