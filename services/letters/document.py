"""fpdf2's document, whose pages may share ink: what stands on all receipts of a run is packed and stored once.

A page of a PDF may have several streams of content. This leans on the inside of fpdf2, which is pinned; tests look at
the second and the last page.
"""

from typing import Any

from fpdf import FPDF
from fpdf.output import OutputProducer, PDFPage
from fpdf.syntax import PDFArray, PDFContentStream


class Document(FPDF):
    """`under`: number of a page → ink below its own, which other pages may have too."""

    def __init__(self, **more: Any):
        super().__init__(**more)
        self.under: dict[int, bytes] = {}

    def written(self) -> bytes:
        """The PDF. The document is used up."""
        return bytes(self.output(output_producer_class=_Writer))


class _Writer(OutputProducer):
    fpdf: Document

    def _add_pages(self, _slice: slice = slice(0, None)) -> list[PDFPage]:
        pages = super()._add_pages(_slice)
        shared = {ink: PDFContentStream(ink, compress=True) for ink in dict.fromkeys(self.fpdf.under.values())}
        for stream in shared.values():
            self._add_pdf_obj(stream, "pages")
        for number, ink in self.fpdf.under.items():
            page: Any = pages[number - 1]
            page.contents = PDFArray([shared[ink], page.contents])
        return pages
