"""The shipped originals under `templates/`: what the office may change without code. What it edits lies elsewhere."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "templates"


def original(name: str) -> str:
    """The text of a shipped original, such as `sop/fasilitasi-bansos.toml`."""
    return (ROOT / name).read_text(encoding="utf-8")


def originals(folder: str, ending: str) -> dict[str, str]:
    """Name without ending → text of every original in a folder."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).glob(f"*{ending}"))}
