"""Pengaturan: the emblem of the letterhead, and personal data whose time is over."""

from io import BytesIO

from cast import BUDI
from PIL import Image
from pressing import press
from recipients_cast import get, recapitulating

from services import letterhead
from services.domain.schema import PROGRAMME
from services.storage.database import update


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


def test_personal_data_whose_time_is_over_are_destroyed_after_a_question_and_the_minutes_can_be_taken(panel, office, act):
    programme = recapitulating(office, act)
    assert any("Tidak ada program yang masa simpan datanya habis" in one.value for one in panel(BUDI, "settings.py").info)
    office.database.change(act(), "programme", [update(PROGRAMME, programme, year=2015, status="Selesai")])
    app = press(panel(BUDI, "settings.py"), "Musnahkan")
    assert get(office, "PEN-1")["name"] == "Aminah"
    app = app.button(key=f"yes destroy {programme}").click().run().run()
    assert not app.exception and get(office, "PEN-1")["name"] is None
    assert any("Paket Ramadan" in one.value for one in app.markdown)
    assert "Berita acara pemusnahan" in [one.label for one in app.get("download_button")]
