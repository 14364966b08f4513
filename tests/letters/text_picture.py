"""A paper as text that can be stored and compared: each line with its page, its place and its letters.

`python tests/letters/text_picture.py` stores the pictures anew, after a change that was looked at.
"""

import sys
from pathlib import Path

from pdf_reading import MM, letters, pages, slanted

FOLDER = Path(__file__).with_name("pictures")


def picture(pdf: bytes) -> str:
    """page x y size text; x and y of the line's upper left corner in mm, B for bold."""
    return "".join(_line(page.page_number, line) for page in pages(pdf) for line in _lines(page))


def _lines(page) -> list[dict]:
    upright = page.filter(lambda one: one["object_type"] != "char" or not slanted(one))
    return upright.extract_text_lines() if letters(page) else []


def _line(number: int, line: dict) -> str:
    first = line["chars"][0]
    bold = "B" if "Bold" in first["fontname"] else ""
    return f"{number} {line['x0'] * MM:.0f} {line['top'] * MM:.0f} {first['size']:.0f}{bold} {line['text']}\n"


def stored(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from services.letters import originals, sample

    made = dict(sample.write_all())
    for name in originals.names():
        (FOLDER / f"{name}.txt").write_text(picture(made[f"{name}.pdf"]), encoding="utf-8")
