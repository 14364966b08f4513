"""The shipped letter templates, by name. What an office edits is a version of its own under the data folder."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from services.errors import NotFound
from services.letters import expressions
from services.letters.expressions import ExpressionFault
from services.letters.grammar import PLACEHOLDER

FOLDER = Path(__file__).parents[2] / "templates" / "letters"
GAP = "……"


def names() -> list[str]:
    """The names of all shipped templates."""
    return sorted(path.stem for path in FOLDER.glob("*.md"))


def text(name: str) -> str:
    """The text of a shipped template. Raises NotFound."""
    if name not in names():
        raise NotFound(f"Naskah “{name}”")
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def sections(name: str, data: Mapping[str, Any]) -> dict[str, str]:
    """What the page of a telaahan starts with: section → text, from the programme; what is not known yet is "……"."""
    path = FOLDER / f"{name}.bagian.toml"
    if not path.is_file():
        raise NotFound(f"Bagian naskah “{name}”")
    drafts = tomllib.loads(path.read_text(encoding="utf-8"))
    return {section: _prefilled(draft.strip(), data) for section, draft in drafts.items()}


def _prefilled(draft: str, data: Mapping[str, Any]) -> str:
    def value(source: str) -> str:
        try:
            return expressions.fill(expressions.read(source), data)
        except ExpressionFault:
            return GAP

    return PLACEHOLDER.sub(lambda match: value(match[1]), draft)


def names_with_sections() -> list[str]:
    """The templates whose sections people write."""
    return sorted(path.name.removesuffix(".bagian.toml") for path in FOLDER.glob("*.bagian.toml"))
