"""The emblem that an office uploads, made ready to be printed on every paper."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from services.errors import BadFile

SHARP = 600  # pixels at the longer side: 24 mm at more than 600 dpi, and a letter stays quick to make
MOST = 25_000_000  # pixels of an upload


def fitted(content: bytes) -> bytes:
    """A picture (PNG, JPG) as PNG on white, no larger than is printed sharp. Raises BadFile."""
    try:
        picture = Image.open(BytesIO(content))
        if picture.width * picture.height > MOST:
            raise BadFile("Gambar lambang terlalu besar. Kecilkan dahulu, misalnya menjadi 600 × 720 titik.")
        drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        raise BadFile("Gambar lambang tidak dapat dibaca. Unggah sebagai PNG atau JPG.") from None
    drawn.thumbnail((SHARP, SHARP))
    printed = Image.new("RGB", drawn.size, "white")
    printed.paste(drawn, mask=drawn)
    out = BytesIO()
    printed.save(out, "PNG")
    return out.getvalue()
