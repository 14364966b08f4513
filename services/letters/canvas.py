"""Marks → the bytes of a PDF. The only place that draws.

Page contents are written as PDF operators straight into fpdf2's pages: ten times as fast as its cells for thousands of
receipts, and the part that repeats (`ink`) is written once. What this leans on is kept by tests: fpdf2 is pinned, and
all pages share one resources object, so every font and image is known on every page.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from io import BytesIO
from math import cos, radians, sin
from typing import Any

from fpdf.image_parsing import preload_image

from services.errors import BadFile
from services.letters import fonts, qr
from services.letters.document import Document
from services.letters.flow import Sheet
from services.letters.fonts import Codes
from services.letters.marks import MM, Cells, Code, Face, Frame, Mark, Path, Picture, Pill, Rule, Shade, Slanted, Words


class Canvas:
    """One PDF being made. Coordinates are mm from the upper left corner of the page."""

    def __init__(self, title: str, now: datetime):
        self.pdf = Document(unit="pt")
        self.pdf.set_auto_page_break(False)
        self.pdf.single_resources_object = True
        self.pdf.set_title("".join(chr(fonts.known(ord(character), "")) for character in title))
        self.pdf.set_lang("id")
        self.pdf.set_creation_date(now)
        self._faces: dict[Face, tuple[int, Codes]] = {}
        self._images: dict[bytes, tuple[int, float]] = {}
        self._height = 0.0

    def page(self, sheet: Sheet, under: bytes = b"") -> None:
        """Begins a page; `under` is ink already made, kept once for all pages that begin with it."""
        self.pdf.add_page(format=(sheet.width * MM, sheet.height * MM))
        self._height = sheet.height
        if under:
            self.pdf.under[self.pdf.page] = under

    def put(self, ink: bytes) -> None:
        """Adds finished ink to the page."""
        self.pdf.pages[self.pdf.page].contents.extend(ink)  # type: ignore[union-attr]

    def draw(self, marks: Iterable[Mark], dx: float = 0, dy: float = 0) -> None:
        """Draws marks, moved by (dx, dy)."""
        self.put(self.ink(marks, dx, dy))

    def ink(self, marks: Iterable[Mark], dx: float = 0, dy: float = 0, height: float = 0) -> bytes:
        """The operators of marks, for a page of that height (by default the page begun last)."""
        top = height or self._height
        return "".join([WRITERS[type(mark)](self, mark, dx, top - dy) for mark in marks]).encode("ascii")

    def finish(self) -> bytes:
        """The PDF. The canvas is used up."""
        made = self.pdf.written()
        fonts.forget()
        return made

    def _face(self, face: Face) -> tuple[int, Codes]:
        if face not in self._faces:
            self._faces[face] = fonts.load(self.pdf, face)
        return self._faces[face]

    def _words(self, mark: Words, dx: float, top: float) -> str:
        if not mark.text:
            return ""
        number, codes = self._face(mark.face)
        shown = f"<{mark.text.translate(codes)}>"
        if mark.stretch:
            step = f"{codes[32]}> {-mark.stretch * MM * 1000 / mark.size:.1f} <"
            shown = f"<{step.join(part.translate(codes) for part in mark.text.split(' '))}>"
        drawn = (
            f"BT /F{number} {mark.size:g} Tf {(mark.x + dx) * MM:.2f} {(top - mark.y) * MM:.2f} Td [{shown}] TJ ET\n"
        )
        return f"q {mark.grey:g} g {drawn}Q\n" if mark.grey else drawn

    def _rule(self, mark: Rule, dx: float, top: float) -> str:
        dash = f"[{mark.dash * MM:.2f}] 0 d " if mark.dash else ""
        return (
            f"q 0 J {dash}{mark.width * MM:.2f} w {(mark.x1 + dx) * MM:.2f} {(top - mark.y1) * MM:.2f} m "
            f"{(mark.x2 + dx) * MM:.2f} {(top - mark.y2) * MM:.2f} l S Q\n"
        )

    def _rectangle(self, mark: Frame | Shade, dx: float, top: float) -> str:
        return (
            f"{(mark.x + dx) * MM:.2f} {(top - mark.y - mark.height) * MM:.2f} "
            f"{mark.width * MM:.2f} {mark.height * MM:.2f} re"
        )

    def _frame(self, mark: Frame, dx: float, top: float) -> str:
        return f"{mark.line * MM:.2f} w {self._rectangle(mark, dx, top)} S\n"

    def _cells(self, mark: Cells, dx: float, top: float) -> str:
        high, low = top * MM, (top - mark.height) * MM
        edges = [(edge + dx) * MM for edge in mark.edges]
        lines = [f"{x:.2f} {high:.2f} m {x:.2f} {low:.2f} l\n" for x in edges]
        for wanted, y in ((mark.above, high), (mark.below, low)):
            if wanted:
                lines.append(f"{edges[0]:.2f} {y:.2f} m {edges[-1]:.2f} {y:.2f} l\n")
        return "0.57 w\n" + "".join(lines) + "S\n"

    def _shade(self, mark: Shade, dx: float, top: float) -> str:
        return f"q {mark.grey:g} g {self._rectangle(mark, dx, top)} f Q\n"

    def _path(self, mark: Path, dx: float, top: float) -> str:
        (x, y), *rest = [((x + dx) * MM, (top - y) * MM) for x, y in mark.points]
        lines = " ".join(f"{x:.2f} {y:.2f} l" for x, y in rest)
        finish = "f" if mark.filled else "s" if mark.closed else "S"
        return f"{mark.width * MM:.2f} w {x:.2f} {y:.2f} m {lines} {finish}\n"

    def _pill(self, mark: Pill, dx: float, top: float) -> str:
        """Half circles as two Bézier curves each; 0.5523 of the radius is the usual handle."""
        radius = mark.height / 2 * MM
        left, right = (mark.x + dx) * MM + radius, (mark.x + dx + mark.width) * MM - radius
        high, low = (top - mark.y) * MM, (top - mark.y - mark.height) * MM
        middle, handle = (high + low) / 2, radius * 0.5523

        def end(x: float, side: int, y1: float, y2: float) -> str:
            out, bend = x + side * radius, x + side * handle
            near, far = middle + (y1 - middle) * 0.5523, middle + (y2 - middle) * 0.5523
            return (
                f"{bend:.2f} {y1:.2f} {out:.2f} {near:.2f} {out:.2f} {middle:.2f} c "
                f"{out:.2f} {far:.2f} {bend:.2f} {y2:.2f} {x:.2f} {y2:.2f} c "
            )

        return (
            f"{mark.line * MM:.2f} w {left:.2f} {high:.2f} m {right:.2f} {high:.2f} l {end(right, 1, high, low)}"
            f"{left:.2f} {low:.2f} l {end(left, -1, low, high)}s\n"
        )

    def _picture(self, mark: Picture, dx: float, top: float) -> str:
        number, shape = self._image(mark.data)
        width = min(mark.width, mark.height * shape)
        height = width / shape
        x = mark.x + dx + (mark.width - width) / 2
        y = top - mark.y - (mark.height + height) / 2
        return f"q {width * MM:.2f} 0 0 {height * MM:.2f} {x * MM:.2f} {y * MM:.2f} cm /I{number} Do Q\n"

    def _image(self, data: bytes) -> tuple[int, float]:
        """The number of an image in the document and its width : height. Raises BadFile."""
        if data not in self._images:
            try:
                info: Any = preload_image(self.pdf.image_cache, BytesIO(data))[2]
                self._images[data] = (info["i"], info["w"] / info["h"])
            except (OSError, ValueError, SyntaxError, TypeError, KeyError):
                raise BadFile("Gambar lambang tidak dapat dibaca. Unggah lagi sebagai PNG atau JPG.") from None
        return self._images[data]

    def _code(self, mark: Code, dx: float, top: float) -> str:
        """One path for the whole code."""
        size, path = qr.path(mark.content)
        scale = mark.size / size * MM
        left, foot = (mark.x + dx) * MM, (top - mark.y - mark.size) * MM
        return f"q {scale:.5f} 0 0 {scale:.5f} {left:.2f} {foot:.2f} cm\n{path}f Q\n"

    def _slanted(self, mark: Slanted, dx: float, top: float) -> str:
        number, codes = self._face("B")
        across, up = cos(radians(mark.degrees)), sin(radians(mark.degrees))
        start = fonts.width(mark.text, "B", mark.size) / 2
        x, y = (mark.x + dx - start * across) * MM, (top - mark.y - start * up) * MM
        return (
            f"q {mark.grey:g} g BT /F{number} {mark.size:g} Tf {across:.5f} {up:.5f} {-up:.5f} {across:.5f} "
            f"{x:.2f} {y:.2f} Tm <{mark.text.translate(codes)}> Tj ET Q\n"
        )


WRITERS: dict[type, Callable[[Canvas, Any, float, float], str]] = {
    Words: Canvas._words,
    Rule: Canvas._rule,
    Frame: Canvas._frame,
    Cells: Canvas._cells,
    Shade: Canvas._shade,
    Picture: Canvas._picture,
    Code: Canvas._code,
    Slanted: Canvas._slanted,
    Path: Canvas._path,
    Pill: Canvas._pill,
}
