"""The letterhead of the office: its lines from the settings, its emblem as it was uploaded."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services import attachments
from services.domain.occasion import Occasion
from services.domain.schema import FILE
from services.errors import BadInput, NotFound
from services.letters.blocks import Letterhead
from services.letters.emblem import fitted
from services.office import Office, settings_of
from services.storage.database import Change, delete
from services.storage.reader import Reader

EMBLEM = "lambang"  # the owner of its file


def of(office: Office, reader: Reader) -> Letterhead:
    """What stands above every paper of the office, and where its QR codes lead."""
    return replace(
        from_settings(settings_of(reader)), emblem=emblem(office, reader), verify_at=office.public_url)


def from_settings(settings: Mapping[str, Any]) -> Letterhead:
    """Its lines, without the emblem: for the values that a text may name."""
    ways = {"Telepon": settings["phone"], "laman": settings["site"], "pos-el": settings["mail"]}
    reached = ", ".join(f"{way} {value}" for way, value in ways.items() if value)
    address = tuple(filter(None, (settings["address"], reached)))
    lines = (settings["government"], settings["office"])
    across = "LATIHAN" if settings["sample"] else ""
    return Letterhead(lines, address, settings["city"], settings["place"], across=across)


def emblem(office: Office, reader: Reader) -> bytes | None:
    """The emblem as PNG; None where none was uploaded, or its file was lost: then the neutral placeholder is printed."""
    newest = next(iter(attachments.files_of(reader, owner=EMBLEM)), None)
    try:
        return office.files.read(newest["sha256"]) if newest else None
    except NotFound:
        return None


def keep_emblem(office: Office, occasion: Occasion, content: bytes) -> None:
    """Print this picture on every paper from now on, in place of the one before. Raises BadInput, BadFile."""
    if not content:
        raise BadInput("Pilih gambar lambang dahulu.")
    new = attachments.attaching(office, occasion, EMBLEM, fitted(content), "lambang.png")
    office.database.change(occasion, "office", lambda reader: [*_without(reader), new])


def remove_emblem(office: Office, occasion: Occasion) -> None:
    """Print the neutral placeholder again."""
    office.database.change(occasion, "office", _without)


def _without(reader: Reader) -> list[Change]:
    return [delete(FILE, row["id"]) for row in attachments.files_of(reader, owner=EMBLEM)]
