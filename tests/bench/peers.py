"""The libraries that the panel is raced against: each race has an environment of its own, never the panel's."""

import os
import subprocess
import sys
import venv
from pathlib import Path

from services.errors import Trouble

CACHE = Path(__file__).resolve().parents[2] / ".bench"


def python(race: str, requirements: Path) -> Path:
    """The Python that has these requirements, installed once into a folder that git ignores. Raises Trouble."""
    wanted, folder = requirements.read_text(), CACHE / race
    found = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "installed"
    if not stamp.is_file() or stamp.read_text() != wanted:
        print("Memasang pustaka pembanding …", file=sys.stderr)
        venv.create(folder, with_pip=True)
        pip = [str(found), "-m", "pip", "install", "-q", "-r", str(requirements)]
        if subprocess.run(pip, capture_output=True, check=False).returncode:
            raise Trouble("Pustaka pembanding tidak dapat dipasang. Periksa sambungan internet, lalu ulangi.")
        stamp.write_text(wanted)
    return found
