"""Finished PDFs: their pages as pictures for the screen, several of them as one. The only pypdfium2 import."""

from collections.abc import Iterable
from io import BytesIO
from threading import Lock

import pypdfium2

from services.errors import BadFile

EDGE = (0xB8, 0xBD, 0xC4, 0xFF)
_lock = Lock()  # PDFium is not thread-safe


def _open(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise BadFile("Berkas PDF tidak dapat dibuka. Mungkin rusak atau terkunci; unggah lagi.") from None


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has. Raises BadFile."""
    with _lock, _open(pdf) as document:
        return len(document)


def picture(pdf: bytes, page: int = 1, dpi: int = 100, edge: bool = True) -> bytes:
    """A page (from 1; beyond the last = the last) as PNG, with a grey edge of one pixel. Raises BadFile."""
    with _lock, _open(pdf) as document:
        bitmap = document[min(page, len(document)) - 1].render(scale=dpi / 72)
        if edge:
            _draw_edge(bitmap)
        out = BytesIO()
        bitmap.to_pil().save(out, "PNG")
    return out.getvalue()


def joined(pdfs: Iterable[bytes]) -> bytes:
    """One PDF with the pages of all, in their order. Raises BadFile."""
    out = BytesIO()
    with _lock, pypdfium2.PdfDocument.new() as whole:
        for pdf in pdfs:
            with _open(pdf) as document:
                whole.import_pages(document)
        whole.save(out)
    return out.getvalue()


def _draw_edge(bitmap: pypdfium2.PdfBitmap) -> None:
    width, height = bitmap.width, bitmap.height
    for box in ((0, 0, width, 1), (0, height - 1, width, 1), (0, 0, 1, height), (width - 1, 0, 1, height)):
        bitmap.fill_rect(EDGE, *box)
