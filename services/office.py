"""Everything the office owns, opened from one folder: database, attachments, SOP, places, settings, calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from services.domain import office_settings
from services.domain.fields import validate
from services.domain.occasion import Occasion
from services.domain.places import Places
from services.domain.schema import HOLIDAY, OFFICIAL, SETTING
from services.domain.sop import Sop
from services.domain.sop import read as read_sop
from services.domain.workdays import Calendar, OwnDay
from services.storage import state
from services.storage.database import Change, Database, create, update
from services.storage.files import FileStore
from services.storage.originals import original
from services.storage.reader import Reader, Row


@dataclass(frozen=True)
class Office:
    """The office's data folder, opened. Share one between all threads of a process.

    `public_url` is the address that QR codes lead to; "" = they hold the code alone. `real`, only in the practice
    office: the database of the real one, in which people sign in.
    """

    data: Path
    database: Database
    files: FileStore
    sop: Sop
    places: Places
    public_url: str = ""
    real: Database | None = None

    @property
    def accounts(self) -> Database:
        """Where its people sign in."""
        return self.real or self.database

    def time(self, now: datetime) -> datetime:
        """Its time when the real clock says `now`: in practice the clock may have been moved ahead."""
        ahead = state.note(self.database, state.AHEAD) if self.real else None
        return now + timedelta(seconds=ahead or 0)

    def close(self) -> None:
        """Give the database's connections back."""
        self.database.close()

    def settings(self) -> dict[str, Any]:
        """All settings of the office by name."""
        with self.database.reading() as reader:
            return settings_of(reader)

    def calendar(self) -> Calendar:
        """National holidays and the office's own days."""
        with self.database.reading() as reader:
            return calendar_of(reader)

    def change_settings(self, occasion: Occasion, values: Mapping[str, Any]) -> None:
        """Set some settings by name. Raises NotAllowed, BadInput."""
        clean = validate(office_settings.FIELDS, values, only_given=True)
        shown = {field.name: field for field in office_settings.FIELDS}

        def plan(reader: Reader) -> list[Change]:
            known = {row["key"]: row["id"] for row in reader.find(SETTING)}
            return [
                update(SETTING, known[name], value=text)
                if name in known
                else create(SETTING, occasion.new_id(SETTING.prefix), key=name, value=text)
                for name, text in ((name, shown[name].show(value)) for name, value in clean.items())
            ]

        self.database.change(occasion, "office", plan)


def open_office(data: Path, public_url: str = "") -> Office:
    """Open (and where needed make) the office of a data folder. Raises Trouble."""
    return Office(
        data=data,
        database=Database(data / "panel.db"),
        files=FileStore(data / "files"),
        sop=read_sop(original("sop/fasilitasi-bansos.toml")),
        places=Places.read(original("wilayah/6372.toml")),
        public_url=public_url,
    )


def settings_of(reader: Reader) -> dict[str, Any]:
    """All settings of the office by name, within a unit of work; `sample`: everything in it is made up."""
    kept = office_settings.settled({row["key"]: row["value"] for row in reader.find(SETTING)})
    return kept | {"sample": bool(state.note_in(reader.connection, state.SAMPLE))}


def calendar_of(reader: Reader) -> Calendar:
    """The working calendar, within a unit of work."""
    own = tuple(OwnDay(row["date"], row["kind"].lower(), row["name"] or "") for row in reader.find(HOLIDAY))
    return Calendar(own=own)


def officials_on(reader: Reader, day: date, **equals: Any) -> list[Row]:
    """Who held an office on that day, the newest first."""
    return [
        row
        for row in reader.find(OFFICIAL, order=("-since",), **equals)
        if (row["since"] is None or row["since"] <= day) and (row["until"] is None or day <= row["until"])
    ]


def official_on(reader: Reader, duty: str, day: date) -> Row | None:
    """Who held a duty ("Kepala Dinas", "Wali Kota" …) on that day; an acting official goes before the holder."""
    holders = officials_on(reader, day, duty=duty)
    acting = [row for row in holders if row["form"] not in (None, "Definitif")]
    return next(iter([*acting, *holders]), None)
