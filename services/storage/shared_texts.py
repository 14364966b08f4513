"""Texts that the cells of an XLSX share: a few bytes can say a long one in each of a million cells. So they are weighed."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

ITEM = re.compile(rb"<(?:\w+:)?si\b")
MARKUP = len("><t></t></si>")
PLAIN = re.compile(rb'\st="s"[^<>]*><v>(\d+)</v>')  # as nearly all programs write a cell with a shared text
SHARED = re.compile(rb"\st\s*=\s*[\"']s[\"']")
TAGS = 4  # of such a cell


def letters(texts: bytes, sheets: Iterable[bytes], enough: int) -> int:
    """How many letters all cells hold together, at most; a rough figure where that is not above `enough`."""
    lengths = [max(len(item) - MARKUP, 0) for item in ITEM.split(texts)[1:]]
    longest, sheets = max(lengths, default=0), list(sheets)
    rough = longest * sum(sheet.count(b"<") // TAGS for sheet in sheets)
    return rough if rough <= enough else sum(_letters(lengths, longest, sheet) for sheet in sheets)


def _letters(lengths: Sequence[int], longest: int, sheet: bytes) -> int:
    named = Counter(PLAIN.findall(sheet))
    known = sum(times * lengths[int(at)] for at, times in named.items() if int(at) < len(lengths))
    return known + longest * (len(SHARED.findall(sheet)) - named.total())
