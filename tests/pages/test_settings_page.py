"""Pengaturan: the emblem of the letterhead."""

from io import BytesIO

from cast import BUDI
from PIL import Image

from services import letterhead


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 48), "blue").save(out, "PNG")
    return out.getvalue()


def has_emblem(office) -> bool:
    with office.database.reading() as reader:
        return letterhead.emblem(office, reader) is not None


def test_an_emblem_is_uploaded_shown_and_removed(panel, office):
    app = panel(BUDI, "settings.py")
    assert any("LAMBANG DAERAH" in caption.value for caption in app.caption)
    app.get("file_uploader")[0].set_value(("lambang.png", picture(), "image/png"))
    app.button(key="send emblem").click().run()
    assert not app.exception and has_emblem(office)
    app.button(key="remove emblem").click().run()
    assert not app.exception and not has_emblem(office)


def test_pressing_without_a_picture_says_to_choose_one(panel, office):
    app = panel(BUDI, "settings.py")
    app.button(key="send emblem").click().run()
    assert any("Pilih gambar lambang dahulu" in error.value for error in app.error)
    assert not has_emblem(office)
