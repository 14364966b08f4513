from io import BytesIO

import pytest
from PIL import Image

from services.errors import BadFile
from services.letters.emblem import SHARP, fitted


def picture(width: int, height: int, kind: str = "PNG", mode: str = "RGB", colour=(200, 0, 0)) -> bytes:
    out = BytesIO()
    Image.new(mode, (width, height), colour).save(out, kind)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_large_picture_is_made_as_small_as_it_is_printed_sharp(kind: str):
    made = opened(fitted(picture(1000, 2000, kind)))
    assert (made.format, made.size) == ("PNG", (SHARP // 2, SHARP))


def test_what_is_transparent_is_printed_white():
    made = opened(fitted(picture(20, 24, mode="RGBA", colour=(0, 0, 0, 0))))
    assert made.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("content", [b"", b"bukan gambar", picture(50, 60)[:80]])
def test_what_is_no_picture_is_refused_in_words(content: bytes):
    with pytest.raises(BadFile, match="tidak dapat dibaca"):
        fitted(content)


def test_a_picture_that_would_fill_the_memory_is_refused_in_words():
    with pytest.raises(BadFile, match="terlalu besar"):
        fitted(picture(6000, 5000, mode="1", colour=1))
