"""The tie to the spreadsheet: its id and the service account's key, in one file under data/keys/ with mode 0600.

It lies beside the database, so that a lost database is rebuilt from the sheet. The key is never shown again and never
enters a sentence.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from services.errors import BadInput, Trouble

NEEDED = ("client_email", "private_key", "token_uri")
WRONG = (
    "Berkas ini bukan kunci akun layanan Google. Di Google Cloud buka Akun layanan, Kunci, Tambah kunci, pilih JSON, "
    "lalu pakai berkas yang terunduh."
)


@dataclass(frozen=True)
class Tie:
    """Which spreadsheet, through which address and account; `panel` tells this office from any other."""

    spreadsheet: str
    api_url: str
    panel: str
    key: dict[str, Any] = field(repr=False)


def read_key(content: bytes) -> dict[str, Any]:
    """The key in the file a person gives. Raises BadInput."""
    try:
        key = json.loads(content)
    except ValueError:
        raise BadInput(WRONG) from None
    whole = isinstance(key, dict) and key.get("type") == "service_account" and all(
        isinstance(key.get(name), str) for name in NEEDED)
    if not whole:
        raise BadInput(WRONG)
    return dict(key)


def keep(data: Path, tie: Tie) -> None:
    """Keep the tie for the panel alone. Raises Trouble."""
    place = _place(data)
    unfinished = place.with_suffix(".new")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(tie), file)
        os.replace(unfinished, place)
    except OSError as error:
        raise Trouble("Kunci tidak dapat disimpan di folder data. Periksa izin dan ruang disk, lalu ulangi.") from error


def kept(data: Path) -> Tie | None:
    """The tie that is kept, None where the office has no sheet. Raises Trouble."""
    try:
        return Tie(**json.loads(_place(data).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        raise Trouble("Kunci Google Sheet di folder data tidak dapat dibaca. Hubungkan lagi.", retry=False) from None


def _place(data: Path) -> Path:
    return data / "keys" / "google-sheet.json"
