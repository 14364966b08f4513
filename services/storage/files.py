"""Attachments, kept once under the SHA-256 of their content: `files/ab/cd/<sha256>.<kind>`."""

import contextlib
import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from services.errors import BadFile, NotFound, Trouble

MAX_SIZE = 10 * 1024 * 1024  # bytes; server.maxUploadSize in .streamlit/config.toml says the same in MB
BEGINNINGS = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
WORKBOOKS = ("xlsx", "xls", "ods", "csv")  # kept only after they were read as a list of recipients


@dataclass(frozen=True)
class Kept:
    """What the row of an attachment remembers. `size` in bytes, `kind` one of BEGINNINGS or WORKBOOKS."""

    sha256: str
    size: int
    kind: str


class FileStore:
    """The folder of attachments. `root` is made when the first file comes."""

    def __init__(self, root: Path):
        self.root = root

    def keep(self, content: bytes, name: str) -> Kept:
        """Store a scan; the same content is stored once. `name` is what the user calls it, for the sentences.

        Raises BadFile for what is no PDF, JPG or PNG by its first bytes or too big, Trouble when the disk refuses.
        """
        return self._keep(content, name, kind_of(content, name))

    def keep_workbook(self, content: bytes, name: str) -> Kept:
        """Store a workbook that has been read as a list of recipients. Raises Trouble when the disk refuses."""
        return self._keep(content, name, workbook_kind(content))

    def _keep(self, content: bytes, name: str, kind: str) -> Kept:
        kept = Kept(hashlib.sha256(content).hexdigest(), len(content), kind)
        try:
            write(self._place(kept.sha256, kind), content)
        except OSError as error:
            raise Trouble(f"Berkas '{name}' tidak dapat disimpan. Periksa ruang disk, lalu ulangi.") from error
        return kept

    def path(self, sha256: str) -> Path:
        """Where that content lies. Raises NotFound."""
        places = (self._place(sha256, kind) for kind in (*BEGINNINGS, *WORKBOOKS))
        found = next(filter(Path.is_file, places), None) if re.fullmatch("[0-9a-f]{64}", sha256) else None
        if found is None:
            raise NotFound("Berkas lampiran")
        return found

    def read(self, sha256: str) -> bytes:
        """The content, as it was kept. Raises NotFound, and Trouble when the disk has changed it."""
        content = self.path(sha256).read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Trouble("Berkas lampiran rusak di disk. Unggah lagi, atau pulihkan dari cadangan.", retry=False)
        return content

    def destroy(self, sha256: str) -> None:
        """Take that content off the disk for good. Raises NotFound."""
        self.path(sha256).unlink()

    def _place(self, sha256: str, kind: str) -> Path:
        return self.root / sha256[:2] / sha256[2:4] / f"{sha256}.{kind}"


def kind_of(content: bytes, name: str) -> str:
    """The kind by the first bytes; the ending of the name proves nothing. Raises BadFile."""
    if len(content) > MAX_SIZE:
        raise BadFile(f"Berkas '{name}' lebih besar dari 10 MB. Perkecil, atau pindai dengan resolusi lebih rendah.")
    for kind, beginning in BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    raise BadFile(f"Berkas '{name}' bukan PDF, JPG, atau PNG. Simpan dulu sebagai PDF, lalu unggah lagi.")


def workbook_kind(content: bytes) -> str:
    """The ending of a workbook by its first bytes; text (CSV, a web page named .xls) is "csv": opened as text."""
    if content.startswith(b"PK\x03\x04"):
        return "ods" if b"opendocument" in content[:100] else "xlsx"
    return "xls" if content.startswith(b"\xd0\xcf\x11\xe0") else "csv"


def write(place: Path, content: bytes) -> None:
    """Write the whole file or nothing, also over a damaged copy: others may read it at this moment."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(prefix=".", dir=place.parent)
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, place)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(unfinished)
