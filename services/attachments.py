"""Files attached to anything, and the place of a hardcopy where there is no file (the SOP's record keeping)."""

from typing import Any

from services.domain.occasion import Occasion
from services.domain.schema import FILE
from services.errors import BadInput, Problem
from services.office import Office
from services.storage.database import Change, create
from services.storage.reader import Reader, Row


def attach(
    office: Office, occasion: Occasion, owner: str, *, content: bytes = b"", name: str = "", hardcopy_place: str = "",
    **place: Any,
) -> None:
    """Attach a file to the row `owner`, or note where its hardcopy lies, or both.

    `place`: programme, stage and paper that it proves. Raises BadInput (neither given), BadFile.
    """
    office.database.change(
        occasion, "files", [attaching(office, occasion, owner, content, name, hardcopy_place, **place)])


def attaching(
    office: Office, occasion: Occasion, owner: str, content: bytes = b"", name: str = "", hardcopy_place: str = "",
    **place: Any,
) -> Change:
    """The change that attaches, for use cases whose own act does so; the bytes are on disk before it is made."""
    if not content and not hardcopy_place.strip():
        raise BadInput(Problem("file", "Pilih berkas, atau tulis di mana hardcopy-nya disimpan."))
    kept = office.files.keep(content, name) if content else None
    known = {"name": name, "sha256": kept.sha256, "size": kept.size, "kind": kept.kind} if kept else {}
    row = occasion.new_id(FILE.prefix)
    return create(FILE, row, owner=owner, hardcopy_place=hardcopy_place, at=occasion.now, **known, **place)


def files_of(reader: Reader, **equals: Any) -> list[Row]:
    """The attachments that belong to a row, a stage or a programme, newest first."""
    return reader.find(FILE, order=("-at",), **equals)
