"""The six sections of a telaahan staf, kept as one readable text: each begins with its title on a line of its own."""

from collections.abc import Mapping

from services.errors import Stale

TITLES: dict[str, str] = {
    "persoalan": "I. Persoalan",
    "praanggapan": "II. Praanggapan",
    "fakta": "III. Fakta-Fakta yang mempengaruhi",
    "analisis": "IV. Analisis",
    "kesimpulan": "V. Kesimpulan",
    "saran": "VI. Saran",
}
KEYS = {title: key for key, title in TITLES.items()}
GAP = "……"

Sections = Mapping[str, str]


def write(sections: Sections) -> str:
    """The sections as one text. A typed line that reads like a title is set in by a space, so that it stays text."""
    return "\n".join(f"{title}\n{_typed(sections.get(key, ''))}" for key, title in TITLES.items())


def _typed(text: str) -> str:
    lines = (line.rstrip() for line in text.splitlines())
    return "\n".join(f" {line}" if line in KEYS else line for line in lines).strip("\n")


def read(text: str | None) -> dict[str, str]:
    """The sections of a text, each of them there; what stands before the first title belongs to none."""
    lines: dict[str, list[str]] = {key: [] for key in TITLES}
    here: list[str] = []
    for line in (text or "").splitlines():
        here = lines[KEYS[line]] if line in KEYS else here
        if line not in KEYS:
            here.append(line)
    return {key: "\n".join(found).strip() for key, found in lines.items()}


def unfinished(sections: Sections) -> list[str]:
    """Titles of the sections that are empty, or hold a gap the panel could not fill."""
    return [title for key, title in TITLES.items() if not sections[key].strip() or GAP in sections[key]]


def merged(seen: Sections, stored: Sections, typed: Sections) -> dict[str, str]:
    """What was typed over what is stored. Raises Stale where somebody else changed the same section meanwhile."""
    meant = {key: text for key, text in typed.items() if text.strip() != seen[key]}
    clashes = {key: stored[key] for key, text in meant.items() if stored[key] not in (seen[key], text.strip())}
    if clashes:
        raise Stale([TITLES[key] for key in clashes], clashes)
    return {**stored, **meant}
