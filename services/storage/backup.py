"""The whole office in one file, and back: a .zip of the database, the attachments and the keys, with a manifest.

The manifest names every file with its SHA-256. The archive is as secret as the office itself: it holds the keys.
"""

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from services.errors import BadFile, BadInput, Trouble
from services.storage import prints

DATABASE = "panel.db"
KEYS = "keys"
LEFT_OUT = ("logs", "latihan", prints.FOLDER, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm")  # the database goes in as a copy
MANIFEST = "manifest.json"
FORMAT = "panel-bansos-backup-1"


def backup(data: Path, target: Path) -> None:
    """Write the office in `data` to the file `target`, whole or not at all, also while the panel is in use.

    Raises BadInput when there is no office or the target will not do, Trouble when the disk or the database fails.
    """
    if not (data / DATABASE).is_file():
        raise BadInput(f"Folder {data} belum berisi data panel. Periksa --data.")
    if target.exists():
        raise BadInput(f"{target} sudah ada. Pilih nama lain, misalnya dengan tanggal hari ini.")
    if target.resolve().is_relative_to(data.resolve()):
        raise BadInput("Cadangan di dalam folder data ikut hilang bersamanya. Pilih tempat lain.")
    if not target.parent.is_dir():
        raise BadInput(f"Folder {target.parent} tidak ada. Buat dulu, atau pilih tempat lain.")
    try:
        with tempfile.TemporaryDirectory(prefix=".cadangan-", dir=target.parent) as folder:
            os.replace(_pack(data, Path(folder)), target)
    except (OSError, sqlite3.Error) as error:
        raise Trouble(f"Cadangan tidak dapat ditulis ke {target}. Periksa ruang disk, lalu ulangi.") from error


def _pack(data: Path, folder: Path) -> Path:
    """The finished archive, made in a folder of its own."""
    copy, archive = folder / DATABASE, folder / "cadangan.zip"
    _copy_database(data / DATABASE, copy)
    # The database comes first: a file it names was on the disk before, so no attachment can be missing.
    files = {DATABASE: copy, **_files(data)}
    sums = {}
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as zipped:
        for name, path in files.items():
            zipped.write(path, name)
            sums[name] = _sha256(path)
        zipped.writestr(MANIFEST, json.dumps({"format": FORMAT, "sha256": sums}, indent=1))
    archive.chmod(0o600)
    return archive


def _copy_database(source: Path, copy: Path) -> None:
    with contextlib.closing(sqlite3.connect(source, isolation_level=None, timeout=30)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))


def _files(data: Path) -> dict[str, Path]:
    """Everything else the office owns, by its name in the archive. A name with a dot first is not finished yet."""
    paths = (path for path in sorted(data.rglob("[!.]*")) if path.is_file())
    named = {path.relative_to(data): path for path in paths}
    return {name.as_posix(): path for name, path in named.items() if name.parts[0] not in LEFT_OUT}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def restore(source: Path, data: Path) -> None:
    """Put the office in the file `source` into the folder `data`, which must be empty or not there.

    Raises BadInput when the folder is in use, BadFile when the file is no backup or damaged, Trouble when the disk
    fails; in each case the folder stays as it was.
    """
    if data.exists() and any(data.iterdir()):
        raise BadInput(f"Folder {data} sudah berisi data. Pulihkan ke folder yang masih kosong dengan --data.")
    try:
        with _opened(source) as zipped:
            sums = _manifest(zipped)
            _unpack_beside(zipped, sums, data)
    except DAMAGE as error:
        raise BadFile(f"{source} rusak, sehingga tidak ada yang dipulihkan. Pakai cadangan lain.") from error
    except OSError as error:
        raise Trouble(f"Folder {data} tidak dapat ditulis. Periksa izin dan ruang disk, lalu ulangi.") from error


# RuntimeError: an entry with a password or a compression that zipfile does not know.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)


@contextlib.contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    if not source.is_file():
        raise BadFile(f"{source} tidak ada. Periksa nama berkasnya.")
    if not zipfile.is_zipfile(source):
        raise BadFile(f"{source} bukan cadangan Panel Bansos, atau rusak. Pakai cadangan lain.")
    with zipfile.ZipFile(source) as zipped:
        yield zipped


def _manifest(zipped: zipfile.ZipFile) -> dict[str, str]:
    """SHA-256 by name, of exactly the files in the archive, each of which stays inside the data folder."""
    not_ours = BadFile(f"{zipped.filename} bukan cadangan Panel Bansos. Pilih berkas yang dibuat perintah backup.")
    try:
        manifest = json.loads(zipped.read(MANIFEST))
        sums = {name: str(sum) for name, sum in manifest["sha256"].items()}
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise not_ours from error
    names = zipped.namelist()
    if manifest.get("format") != FORMAT or DATABASE not in sums or sorted(names) != sorted([*sums, MANIFEST]):
        raise not_ours
    if not all(_stays_inside(name) for name in sums):
        raise not_ours
    return sums


def _stays_inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not name.startswith("/") and ".." not in parts and "\\" not in name and ":" not in name


def _unpack_beside(zipped: zipfile.ZipFile, sums: dict[str, str], data: Path) -> None:
    """Unpack into a folder beside `data`, and give it that name only when all is there and right."""
    data.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".pulih-", dir=data.parent) as folder:
        office = Path(folder) / "data"
        office.mkdir(mode=0o700)
        for name, sha256 in sums.items():
            _unpack(zipped, name, office / name)
            if _sha256(office / name) != sha256:
                raise zipfile.BadZipFile(name)
        for key in (office / KEYS).glob("*"):
            key.chmod(0o600)
        if data.exists():
            data.rmdir()
        office.rename(data)


def _unpack(zipped: zipfile.ZipFile, name: str, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with zipped.open(name) as packed, place.open("wb") as file:
        shutil.copyfileobj(packed, file)
