"""The settings, read once and strictly: from the command line, else from the environment, else the default.

    PANEL_DATA         --data   folder of everything the office owns
    PANEL_PORT         --port   port the panel listens on
    PANEL_PUBLIC_URL            address under which the office reaches the panel, when a proxy stands before it
"""

import logging
import os
import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path, PurePath
from typing import Any

from services.errors import BadInput

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Settings:
    """What the surroundings decide. What the office decides lies in the table Pengaturan."""

    data: Path = ROOT / "data"
    port: int = 8501
    public_url: str | None = None

    @property
    def address(self) -> str:
        """The address people type."""
        return self.public_url or f"http://localhost:{self.port}"


def read(options: Mapping[str, str | None], environment: Mapping[str, str]) -> Settings:
    """The settings; `options` (keys `data`, `port`) win over the environment.

    Raises BadInput that names each wrong key.
    """
    given: dict[str, object] = {}
    problems = []
    for name, parse in PARSERS.items():
        option, key = options.get(name), f"PANEL_{name.upper()}"
        text = environment.get(key, "") if option is None else option
        try:
            if text:
                given[name] = parse(text)
        except ValueError as error:
            problems.append(f"{key if option is None else f'--{name}'} berisi '{text}'; {error}.")
    if problems:
        raise BadInput(*problems)
    return Settings(**given)  # type: ignore[arg-type]


def _folder(text: str) -> Path:
    path = os.path.abspath(os.path.expanduser(text))
    if os.path.exists(path) and not os.path.isdir(path):
        raise ValueError("itu bukan folder, isi dengan nama sebuah folder")
    return Path(path)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ValueError("isi dengan angka 1 sampai 65535, misalnya 8501")
    return int(text)


def _url(text: str) -> str:
    if not re.fullmatch(r"https?://[\w.-]+(:\d+)?/?", text):
        raise ValueError("isi dengan alamat seperti https://panel.contoh.go.id")
    return text.rstrip("/")


PARSERS = {"data": _folder, "port": _port, "public_url": _url}


CLOUD_FOLDERS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mobile documents": "iCloud",
    "icloud": "iCloud",
    "cloudstorage": "awan",
}
NETWORK_FILESYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "davfs", "fuse.sshfs", "fuse.rclone"}


def risk_of_place(data: PurePath, mounts: str) -> str | None:
    """A warning when the data folder lies where SQLite is not safe, or None.

    A synced folder copies a database in mid-write, and file locks over a network are not dependable
    (https://sqlite.org/howtocorrupt.html). `mounts` is the text of /proc/mounts, empty where there is none.
    """
    advice = "Pindahkan ke disk komputer ini dengan --data FOLDER; basis data dapat rusak di sana."
    for part in data.parts:
        for start, name in CLOUD_FOLDERS.items():
            if part.lower().startswith(start):
                return f"Folder data berada di penyimpanan {name}. {advice}"
    if data.drive.startswith("\\\\") or _filesystem(data, mounts) in NETWORK_FILESYSTEMS:
        return f"Folder data berada di disk jaringan. {advice}"
    return None


def _filesystem(path: PurePath, mounts: str) -> str | None:
    """The type of the innermost mount that holds the path. A later line hides an earlier one at the same place."""
    lines = [line.split() for line in mounts.splitlines()]
    places = [(PurePath(fields[1].replace("\\040", " ")), fields[2]) for fields in lines if len(fields) > 2]
    holding = [(len(place.parts), kind) for place, kind in places if path.is_relative_to(place)]
    return max(reversed(holding), key=lambda found: found[0])[1] if holding else None


LOG = logging.getLogger("panel")
LOG.propagate = False
LOG.setLevel(logging.INFO)
LOG.addHandler(logging.NullHandler())


def start_log(data: Path) -> None:
    """Send what is logged under the name `panel` to data/logs/panel.log, and nowhere else.

    Raises OSError when the folder cannot be written.
    """
    folder = data / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "panel.log", maxBytes=1_000_000, backupCount=5, encoding="utf-8")
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    close_log()
    LOG.addHandler(handler)


def close_log() -> None:
    """Let go of the file; what is logged from now on goes nowhere."""
    for handler in LOG.handlers[1:]:
        LOG.removeHandler(handler)
        handler.close()


class Discreet(logging.Formatter):
    """Writes of an exception where it arose and its type, not its message: that may hold a name or a NIK."""

    def formatException(self, ei: Any) -> str:
        lines: list[str] = []
        error: BaseException | None = ei[1]
        while error is not None:
            lines += [*traceback.format_tb(error.__traceback__), f"{type(error).__name__}\n"]
            error = error.__cause__ or error.__context__
        return "".join(lines).rstrip()
