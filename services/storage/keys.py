"""The service account's key: kept under data/keys/ with mode 0600, never shown again, never in a sentence."""

import json
import os
from pathlib import Path
from typing import Any

from services.errors import BadInput, Trouble

NEEDED = ("client_email", "private_key", "token_uri")
WRONG = (
    "Berkas ini bukan kunci akun layanan Google. Di Google Cloud buka Akun layanan, Kunci, Tambah kunci, pilih JSON, "
    "lalu pakai berkas yang terunduh."
)


def _place(data: Path) -> Path:
    return data / "keys" / "google-sheet.json"


def read_key(content: bytes) -> dict[str, Any]:
    """The key of the file a person gives. Raises BadInput."""
    try:
        key = json.loads(content)
    except ValueError:
        raise BadInput(WRONG) from None
    whole = isinstance(key, dict) and key.get("type") == "service_account" and all(
        isinstance(key.get(name), str) for name in NEEDED)
    if not whole:
        raise BadInput(WRONG)
    return dict(key)


def keep_key(data: Path, content: bytes) -> None:
    """Keep the key file for the panel alone. Raises Trouble."""
    place = _place(data)
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = place.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        os.replace(unfinished, place)
    except OSError as error:
        raise Trouble("Kunci tidak dapat disimpan di folder data. Periksa izin dan ruang disk, lalu ulangi.") from error


def kept_key(data: Path) -> dict[str, Any]:
    """The key that is kept. Raises BadInput where there is none."""
    try:
        return read_key(_place(data).read_bytes())
    except OSError:
        raise BadInput("Kunci Google Sheet tidak ada di folder data. Hubungkan Google Sheet lagi.") from None
