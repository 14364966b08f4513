"""The first start: office, officials and the first administrator in one act; then the first steps."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from services import accounts
from services.domain import office_settings
from services.domain.fields import validate
from services.domain.occasion import Actor, Occasion, Role
from services.domain.schema import AGENCY, OFFICIAL, PROGRAMME, SETTING, USER
from services.errors import Refused
from services.office import Office
from services.storage.database import Change, create
from services.storage.reader import Reader
from services.sync import cases

# Nobody is signed in yet: the panel itself sets up the office, once.
PANEL = Actor("panel", "Panel", Role.ADMINISTRATOR)


def set_up(
    office: Office, occasion: Occasion, settings: Mapping[str, Any], officials: list[dict[str, Any]],
    administrator: Mapping[str, Any],
) -> None:
    """Make the office. Raises BadInput; Refused if there is a user already."""
    clean = validate(office_settings.FIELDS, settings, only_given=True)
    shown = {field.name: field.show(clean[field.name]) for field in office_settings.FIELDS if field.name in clean}
    chief = {**administrator, "role": Role.ADMINISTRATOR}
    user = accounts.new_user(occasion.new_id(USER.prefix), chief)

    def plan(reader: Reader) -> list[Change]:
        if reader.count(USER):
            raise Refused("Kantor sudah disiapkan. Masuk dengan akun Anda.")
        return [
            *(create(SETTING, occasion.new_id(SETTING.prefix), key=key, value=value) for key, value in shown.items()),
            *(create(OFFICIAL, occasion.new_id(OFFICIAL.prefix), **official) for official in officials),
            user,
        ]

    office.database.change(occasion, "sample", plan)


class FirstStep(NamedTuple):
    """One of the things that a new office does first: `what` it is about, in words, and whether it is done."""

    what: str
    sentence: str
    done: bool


def first_steps(office: Office) -> list[FirstStep]:
    """What a new office does first, in this order; each ticks itself off."""
    with office.database.reading() as reader:
        return [
            FirstStep("office", "Kantor dan pejabat diisi", reader.has(OFFICIAL)),
            FirstStep("users", "Pengguna lain dibuat", reader.count(USER) > 1),
            FirstStep("agencies", "Instansi pengirim data dicatat", reader.has(AGENCY)),
            FirstStep("sheet", "Google Sheet dihubungkan (boleh nanti)", cases.standing(office) is not None),
            FirstStep("programme", "Program pertama dimulai", reader.has(PROGRAMME)),
        ]
