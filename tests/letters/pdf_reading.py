"""Reads a finished PDF back: text, places of letters in mm, fonts of each page."""

from collections.abc import Iterator
from io import BytesIO

import pdfplumber
from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page
from pdfplumber.utils.pdfinternals import resolve_and_decode

MM = 25.4 / 72


def pages(pdf: bytes) -> list[Page]:
    return list(pdfplumber.open(BytesIO(pdf)).pages)


def text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pages(pdf))


def letters(page: Page) -> list[dict]:
    """The letters of a page, spaces and KONSEP left out."""
    return [char for char in page.chars if not slanted(char) and char["text"].strip()]


def slanted(char: dict) -> bool:
    """Whether a letter belongs to KONSEP across the page."""
    return char["matrix"][1] != 0


def in_order(words: str, parts: list[str]) -> bool:
    """Whether the parts stand one after the other in a text; raises ValueError at the first that does not."""
    at = 0
    for part in parts:
        at = words.index(part, at) + len(part)
    return True


def extent(page: Page) -> tuple[float, float, float, float]:
    """How near the letters come to the left, upper, right and lower edge, in mm."""
    chars = letters(page)
    return (
        min(char["x0"] for char in chars) * MM,
        min(char["top"] for char in chars) * MM,
        (float(page.width) - max(char["x1"] for char in chars)) * MM,
        (float(page.height) - max(char["bottom"] for char in chars)) * MM,
    )


def fonts_used_and_known(page: Page) -> tuple[set[str], set[str]]:
    """The fonts named in a page's content and those in its resources (`/F1`)."""
    content = b"\n".join(resolve1(stream).get_data() for stream in page.page_obj.contents)
    used = {word.decode().lstrip("/") for word in content.split() if word.startswith(b"/F")}
    known = resolve_and_decode(page.page_obj.resources).get("Font") or {}
    return used, set(known)


def lines(page: Page) -> Iterator[str]:
    yield from page.extract_text().splitlines()


def fonts(page: Page) -> Iterator[set[str]]:
    """For each font a page may use, what the file knows of it: its own keys and those of its descriptor."""
    for font in map(resolve1, resolve_and_decode(page.page_obj.resources)["Font"].values()):
        descendant = resolve1(resolve1(font["DescendantFonts"])[0])
        yield {*font, *resolve1(descendant["FontDescriptor"])}
