import contextlib
import json
import os
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.errors import BadFile, BadInput, Trouble
from services.storage.backup import MANIFEST, backup, restore


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """An office in use: the last row of its database lies in the -wal file only."""
    data = tmp_path / "kantor"
    for name, content in {
        "files/ab/cd/abcd.pdf": "%PDF-",
        "files/ab/cd/.half": "%PD",
        "keys/sheet.json": "{}",
        "logs/panel.log": "baris",
        "templates/memo.md": "# Telaahan",
    }.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(content)
    with contextlib.closing(sqlite3.connect(data / "panel.db")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE program (nama TEXT)")
        connection.execute("INSERT INTO program VALUES ('Paket Lebaran')")
        connection.commit()
        yield data


@pytest.fixture
def archive(data: Path, tmp_path: Path) -> Path:
    backup(data, tmp_path / "cadangan.zip")
    return tmp_path / "cadangan.zip"


def programmes(data: Path) -> list[tuple[str]]:
    with contextlib.closing(sqlite3.connect(data / "panel.db")) as connection:
        return connection.execute("SELECT nama FROM program").fetchall()


def names_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_an_office_in_use_comes_back_whole(archive: Path, tmp_path: Path):
    restore(archive, tmp_path / "baru")
    assert programmes(tmp_path / "baru") == [("Paket Lebaran",)]
    assert (tmp_path / "baru/files/ab/cd/abcd.pdf").read_text() == "%PDF-"
    assert names_in(tmp_path / "baru") == {"panel.db", "files/ab/cd/abcd.pdf", "keys/sheet.json", "templates/memo.md"}


def test_backup_and_restore_leave_nothing_else_behind(archive: Path, tmp_path: Path):
    restore(archive, tmp_path / "dalam/baru")
    assert {path.name for path in tmp_path.iterdir()} == {"kantor", "cadangan.zip", "dalam"}
    assert [path.name for path in (tmp_path / "dalam").iterdir()] == ["baru"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes")
def test_only_the_owner_may_read_the_archive_and_the_keys(archive: Path, tmp_path: Path):
    restore(archive, tmp_path / "baru")
    assert archive.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "baru/keys/sheet.json").stat().st_mode & 0o777 == 0o600


def test_an_empty_folder_takes_a_backup(archive: Path, tmp_path: Path):
    (tmp_path / "baru").mkdir()
    restore(archive, tmp_path / "baru")
    assert programmes(tmp_path / "baru") == [("Paket Lebaran",)]


def test_a_folder_in_use_is_left_alone(archive: Path, data: Path):
    before = names_in(data)
    with pytest.raises(BadInput, match="sudah berisi data"):
        restore(archive, data)
    assert names_in(data) == before


def test_there_must_be_an_office_to_back_up(tmp_path: Path):
    with pytest.raises(BadInput, match="belum berisi data"):
        backup(tmp_path, tmp_path / "cadangan.zip")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("kantor/cadangan.zip", "ikut hilang"),
        ("kantor/panel.db", "sudah ada"),
        ("tidak/ada/cadangan.zip", "Buat dulu"),
    ],
)
def test_a_target_that_will_not_do_is_refused(data: Path, tmp_path: Path, target: str, sentence: str):
    before = names_in(tmp_path)
    with pytest.raises(BadInput, match=sentence):
        backup(data, tmp_path / target)
    assert names_in(tmp_path) == before


def test_a_database_that_is_none_stops_the_backup(data: Path, tmp_path: Path):
    (tmp_path / "lain").mkdir()
    (tmp_path / "lain/panel.db").write_text("bukan basis data, hanya tulisan yang cukup panjang")
    with pytest.raises(Trouble):
        backup(tmp_path / "lain", tmp_path / "cadangan.zip")
    assert not (tmp_path / "cadangan.zip").exists()


def test_a_disk_that_fails_at_the_end_leaves_no_half_archive(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(Trouble, match="Periksa ruang disk"):
        backup(data, tmp_path / "cadangan.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["kantor"]


def truncate(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-100])


def flip_a_byte(archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[content.index(b"panel.db") + 60] ^= 0xFF
    archive.write_bytes(content)


def empty(archive: Path) -> None:
    archive.write_bytes(b"")


def remove(archive: Path) -> None:
    archive.unlink()


def rewrite(change: Callable[[dict[str, bytes]], object]) -> Callable[[Path], None]:
    """A fault made by writing the archive again with other entries."""

    def spoil(archive: Path) -> None:
        with zipfile.ZipFile(archive) as zipped:
            entries = {name: zipped.read(name) for name in zipped.namelist()}
        change(entries)
        with zipfile.ZipFile(archive, "w") as zipped:
            for name, content in entries.items():
                zipped.writestr(name, content)

    return spoil


def smuggle(name: str) -> Callable[[dict[str, bytes]], None]:
    """An entry of that name, properly named in the manifest."""

    def change(entries: dict[str, bytes]) -> None:
        manifest = json.loads(entries[MANIFEST])
        manifest["sha256"][name] = manifest["sha256"]["keys/sheet.json"]
        entries[name] = entries["keys/sheet.json"]
        entries[MANIFEST] = json.dumps(manifest).encode()

    return change


FAULTS = {
    "cut off": truncate,
    "a byte flipped": flip_a_byte,
    "empty": empty,
    "not there": remove,
    "a file changed": rewrite(lambda entries: entries.update({"keys/sheet.json": b"{ }"})),
    "a file missing": rewrite(lambda entries: entries.pop("files/ab/cd/abcd.pdf")),
    "a file too many": rewrite(lambda entries: entries.update({"keys/lain.json": b"{}"})),
    "no manifest": rewrite(lambda entries: entries.pop(MANIFEST)),
    "another manifest": rewrite(lambda entries: entries.update({MANIFEST: b'{"sha256": []}'})),
    "a manifest that is no JSON": rewrite(lambda entries: entries.update({MANIFEST: b"\xff"})),
    "another format": rewrite(
        lambda entries: entries.update({MANIFEST: entries[MANIFEST].replace(b"backup-1", b"backup-9")})
    ),
    "a way out upwards": rewrite(smuggle("../lolos")),
    "a way out from the root": rewrite(smuggle("/lolos")),
    "a way out on Windows": rewrite(smuggle("C:lolos")),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("prepared", [True, False])
def test_a_spoilt_archive_is_refused_and_nothing_is_unpacked(archive: Path, tmp_path: Path, fault: str, prepared: bool):
    FAULTS[fault](archive)
    target = tmp_path / "tempat/baru"
    if prepared:
        target.mkdir(parents=True)
    before = names_in(tmp_path)
    with pytest.raises(BadFile):
        restore(archive, target)
    assert names_in(tmp_path) == before
    assert target.exists() == prepared
