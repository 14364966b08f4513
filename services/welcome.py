"""The first start: office, officials and the first administrator in one act."""

from collections.abc import Mapping
from typing import Any

from services import accounts
from services.domain import office_settings
from services.domain.fields import validate
from services.domain.occasion import Actor, Occasion, Role
from services.domain.schema import OFFICIAL, SETTING, USER
from services.errors import Refused
from services.office import Office
from services.storage.database import Change, create
from services.storage.reader import Reader

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
