"""QR codes: made (level M) and read. The only zxing-cpp import.

The content is a short token in capitals and digits, or the public address with it. On paper the code is a receipt,
never an electronic signature, and the paper says so.
"""

from functools import lru_cache
from io import BytesIO
from typing import Any

import zxingcpp
from PIL import Image, UnidentifiedImageError

from services.errors import BadFile

Run = tuple[int, int, int]


def content(code: str, address: str = "") -> str:
    """What the QR of a paper holds: the code alone, or its page under the office's public address."""
    return f"{address.rstrip('/')}/verifikasi/{code}" if address else code


@lru_cache(maxsize=256)
def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a code row by row, True = dark, without the quiet zone."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = barcode.to_image(scale=1, add_quiet_zones=False)
    rows: Any = memoryview(image).tolist()
    return tuple(tuple(module == 0 for module in row) for row in rows)


def dark_runs(text: str) -> tuple[int, list[Run]]:
    """The number of modules a side, and each run of dark modules as (x, y, length)."""
    modules = matrix(text)
    runs: list[Run] = []
    for y, row in enumerate(modules):
        start = None
        for x, dark in enumerate((*row, False)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                runs.append((start, y, x - start))
                start = None
    return len(modules), runs


def read(picture: bytes) -> list[str]:
    """The contents of every code in an image (PNG, JPG). Raises BadFile when it is no image."""
    try:
        image = Image.open(BytesIO(picture)).convert("L")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError):
        raise BadFile("Gambar tidak dapat dibaca. Ambil foto lagi, lalu unggah sebagai JPG atau PNG.") from None
    return [barcode.text for barcode in zxingcpp.read_barcodes(image) if barcode.valid]
