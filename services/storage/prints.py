"""What was made in the background: a file under the ID of its job, until somebody puts it away. It can be made again."""

from pathlib import Path
from shutil import rmtree

from services.errors import Trouble
from services.storage.files import write

FOLDER = "cetakan"


def place(data: Path, job: str) -> Path:
    """Where the file of a job lies, if there is one."""
    return data / FOLDER / job


def keep(data: Path, job: str, content: bytes) -> None:
    """Write the file of a job, whole or not at all. Raises Trouble when the disk refuses."""
    try:
        write(place(data, job), content)
    except OSError as error:
        raise Trouble("Hasil cetak tidak dapat disimpan. Periksa ruang disk, lalu ulangi.") from error


def forget(data: Path, job: str) -> None:
    """The file of a job is no longer needed."""
    place(data, job).unlink(missing_ok=True)


def forget_all(data: Path) -> None:
    """No job knows its file any more."""
    rmtree(data / FOLDER, ignore_errors=True)
