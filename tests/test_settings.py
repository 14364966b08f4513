import logging
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from services import settings
from services.errors import BadInput
from services.settings import Settings, risk_of_place

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
//server/kantor /mnt/kantor cifs rw 0 0
/dev/sdb1 /mnt/kantor/lokal ext4 rw 0 0
nas:/data /mnt/disk\\040bersama nfs4 rw 0 0
overlay /srv overlay rw 0 0
nas:/srv /srv nfs rw 0 0
"""


def test_without_anything_given_the_data_lies_beside_the_code():
    assert settings.read({}, {}) == Settings(data=settings.ROOT / "data", port=8501, public_url=None)


def test_the_environment_is_read(tmp_path: Path):
    environment = {"PANEL_DATA": str(tmp_path), "PANEL_PORT": "8600", "PANEL_PUBLIC_URL": "https://panel.contoh.go.id/"}
    assert settings.read({}, environment) == Settings(tmp_path, 8600, "https://panel.contoh.go.id")


def test_an_option_wins_over_the_environment(tmp_path: Path):
    read = settings.read({"data": str(tmp_path), "port": None}, {"PANEL_DATA": "/lain", "PANEL_PORT": "8600"})
    assert (read.data, read.port) == (tmp_path, 8600)


def test_a_relative_folder_is_meant_from_where_the_user_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert settings.read({"data": "kantor/data"}, {}).data == tmp_path / "kantor/data"


def test_every_wrong_value_is_named_at_once():
    with pytest.raises(BadInput) as caught:
        settings.read({"port": "delapan"}, {"PANEL_DATA": os.devnull, "PANEL_PUBLIC_URL": "panel"})
    sentence = str(caught.value)
    assert "--port berisi 'delapan'; isi dengan angka" in sentence
    assert "PANEL_DATA" in sentence
    assert "PANEL_PUBLIC_URL" in sentence
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize("port", ["0", "65536", "-1", "8501.0", "²", "8 501"])
def test_what_is_no_port_is_refused(port: str):
    with pytest.raises(BadInput, match="PANEL_PORT"):
        settings.read({}, {"PANEL_PORT": port})


@pytest.mark.parametrize("url", ["ftp://panel.id", "https://", "http://[", "https://panel.id/jalan", "javascript:1"])
def test_what_is_no_address_is_refused(url: str):
    with pytest.raises(BadInput, match="PANEL_PUBLIC_URL"):
        settings.read({}, {"PANEL_PUBLIC_URL": url})


def test_people_type_the_public_address_where_there_is_one():
    assert Settings(port=8600).address == "http://localhost:8600"
    assert Settings(public_url="https://panel.contoh.go.id").address == "https://panel.contoh.go.id"


@pytest.mark.parametrize(
    ("place", "word"),
    [
        (PureWindowsPath(r"C:\Dinas\OneDrive - Dinas Sosial\panel"), "OneDrive"),
        (PurePosixPath("/rumah/ani/Dropbox/data"), "Dropbox"),
        (PureWindowsPath(r"G:\My Drive\data"), "Google Drive"),
        (PurePosixPath("/rumah/ani/Library/Mobile Documents/data"), "iCloud"),
        (PureWindowsPath(r"\\server\kantor\data"), "jaringan"),
        (PurePosixPath("/mnt/kantor/data"), "jaringan"),
        (PurePosixPath("/mnt/disk bersama/data"), "jaringan"),
        (PurePosixPath("/srv/data"), "jaringan"),
    ],
)
def test_a_synced_or_network_place_is_warned_of(place: PurePosixPath, word: str):
    warning = risk_of_place(place, MOUNTS)
    assert warning is not None
    assert word in warning
    assert "Pindahkan" in warning


@pytest.mark.parametrize("place", ["/srv2/data", "/mnt/kantor/lokal/data", "/data"])
def test_a_disk_of_this_machine_is_quiet(place: str):
    assert risk_of_place(PurePosixPath(place), MOUNTS) is None


def test_a_machine_without_a_list_of_mounts_is_quiet():
    assert risk_of_place(PureWindowsPath(r"D:\panel\data"), "") is None


@pytest.fixture
def log(tmp_path: Path) -> Iterator[logging.Logger]:
    settings.start_log(tmp_path)
    yield logging.getLogger("panel.tes")
    settings.close_log()


NIK, NAME = "6372010101900001", "Siti Aminah"


def fail(nik: str, name: str) -> None:
    try:
        raise ValueError(nik)
    except ValueError as error:
        raise KeyError(name) from error


def test_a_log_started_twice_writes_once(log: logging.Logger, tmp_path: Path):
    settings.start_log(tmp_path)
    log.info("sekali")
    assert (tmp_path / "logs/panel.log").read_text().count("sekali") == 1


def test_the_log_tells_where_an_error_arose_but_not_about_whom(
    log: logging.Logger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    try:
        fail(NIK, NAME)
    except KeyError:
        log.exception("kode %s", "A1")
    text = (tmp_path / "logs/panel.log").read_text()
    assert "kode A1" in text
    assert "in fail" in text
    assert text.index("KeyError") < text.index("ValueError\n")
    assert NIK not in text
    assert NAME not in text
    assert capsys.readouterr() == ("", "")
