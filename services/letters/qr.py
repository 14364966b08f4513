"""QR codes: made (level M) and read. The only zxing-cpp import.

The content is a short token in capitals and digits, or the public address with it. On paper the code is a receipt,
never an electronic signature, and the paper says so.
"""

import re
from functools import lru_cache
from io import BytesIO
from typing import Any

import zxingcpp
from PIL import Image, UnidentifiedImageError

from services.errors import BadFile

DARK = re.compile("0+")


def content(code: str, address: str = "") -> str:
    """What the QR of a paper holds: the code alone, or its page under the office's public address."""
    return f"{address.rstrip('/')}/verifikasi/{code}" if address else code


@lru_cache(maxsize=256)
def packed(text: str) -> tuple[int, bytes]:
    """The modules a side, without the quiet zone, and the modules row by row: eight a byte, 0 = dark."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = barcode.to_image(scale=1, add_quiet_zones=False)
    grey = memoryview(image)
    size = len(grey)
    return size, Image.frombytes("L", (size, size), grey.tobytes()).convert("1").tobytes()


def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a code row by row, True = dark, without the quiet zone."""
    size, eights = packed(text)
    across = -(-size // 8)
    rows = (eights[at:at + across] for at in range(0, len(eights), across))
    return tuple(tuple(not row[x // 8] >> 7 - x % 8 & 1 for x in range(size)) for row in rows)


class _Squares(dict[tuple[int, int], str]):
    """(place of a byte, byte) → the operators that draw its dark modules, for codes of `size` modules a side."""

    def __init__(self, size: int):
        super().__init__()
        self.size = size

    def __missing__(self, key: tuple[int, int]) -> str:
        place, eight = key
        y, x = divmod(place, -(-self.size // 8))
        width = min(8, self.size - 8 * x)
        dark = f"{eight:08b}"[:width]
        self[key] = "".join(
            f"{8 * x + run.start()} {self.size - 1 - y} {len(run[0])} 1 re\n" for run in DARK.finditer(dark))
        return self[key]


_squares = lru_cache(maxsize=8)(_Squares)


def path(text: str) -> tuple[int, str]:
    """The modules a side, and the path of the dark ones as PDF operators: one unit a module, origin at the lower left.

    Eight modules at a time from a table, as most papers of a run of thousands share them.
    """
    size, eights = packed(text)
    squares = _squares(size)
    return size, "".join([squares[key] for key in enumerate(eights)])


def read(picture: bytes) -> list[str]:
    """The contents of every code in an image (PNG, JPG). Raises BadFile when it is no image."""
    try:
        image = Image.open(BytesIO(picture)).convert("L")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError):
        raise BadFile("Gambar tidak dapat dibaca. Ambil foto lagi, lalu unggah sebagai JPG atau PNG.") from None
    return [barcode.text for barcode in zxingcpp.read_barcodes(image) if barcode.valid]
