"""The emblem of the office: uploaded once, printed on every paper."""

from io import BytesIO

import pytest
from cast import BUDI, SITI
from PIL import Image

from services import letterhead
from services.errors import BadFile, NotAllowed


def picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 48), colour).save(out, "PNG")
    return out.getvalue()


def printed(office) -> tuple[int, ...] | None:
    """The colour of the emblem in the letterhead."""
    with office.database.reading() as reader:
        content = letterhead.of(office, reader).emblem
    return Image.open(BytesIO(content)).getpixel((0, 0)) if content else None


def test_the_last_picture_stands_in_the_letterhead_until_it_is_removed(office, act):
    assert printed(office) is None
    letterhead.keep_emblem(office, act(BUDI), picture("red"))
    letterhead.keep_emblem(office, act(BUDI), picture("blue"))
    assert printed(office) == (0, 0, 255)
    letterhead.remove_emblem(office, act(BUDI))
    assert printed(office) is None


def test_only_who_may_change_the_office_changes_its_emblem(office, act):
    with pytest.raises(NotAllowed):
        letterhead.keep_emblem(office, act(SITI), picture("red"))


def test_something_that_is_no_picture_leaves_the_emblem_as_it_was(office, act):
    letterhead.keep_emblem(office, act(BUDI), picture("red"))
    with pytest.raises(BadFile):
        letterhead.keep_emblem(office, act(BUDI), b"%PDF-1.7")
    assert printed(office) == (255, 0, 0)


def test_a_file_that_was_lost_leaves_the_placeholder_and_stops_no_letter(office, act):
    letterhead.keep_emblem(office, act(BUDI), picture("red"))
    for file in office.files.root.rglob("*.png"):
        file.unlink()
    assert printed(office) is None
