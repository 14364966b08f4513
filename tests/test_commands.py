import contextlib
import os
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from services import commands, settings
from services.commands import COMMANDS, main, read
from services.serving import has_screen

SAFE = "Simpan di tempat aman: isinya data pribadi dan kunci."
NAMES = [command.name for command in COMMANDS]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A data folder that has a database."""
    data = tmp_path / "kantor"
    data.mkdir()
    with contextlib.closing(sqlite3.connect(data / "panel.db")) as connection:
        connection.execute("CREATE TABLE program (nama TEXT)")
    return data


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments, {})
    out, err = capsys.readouterr()
    return code, out, err


def help_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit, match="0"):
        main(arguments, {})
    return capsys.readouterr().out


def test_the_help_explains_every_command_in_indonesian(capsys: pytest.CaptureFixture[str]):
    text = help_of(capsys, "--help")
    for command in COMMANDS:
        assert command.name in text
        assert command.help.split()[0] in text
    assert text.startswith("cara pakai: python3 start.py")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("english", ["usage", "options", "positional arguments", "show this help"])
def test_the_help_of_a_command_has_no_english(capsys: pytest.CaptureFixture[str], name: str, english: str):
    assert english not in help_of(capsys, name, "--help")


def test_the_help_of_a_file_says_which_file_is_meant(capsys: pytest.CaptureFixture[str]):
    assert "daftar penerima" in help_of(capsys, "check", "--help")
    assert "cadangan (.zip)" in help_of(capsys, "restore", "--help")
    assert ".titik" in help_of(capsys, "unpack", "--help")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["bacup"], "Perintah 'bacup' tidak dikenal"),
        (["backup"], "Isian ini belum ada: FILE"),
        (["run", "--pintu", "80"], "Pilihan ini tidak dikenal: --pintu 80"),
        (["run", "--port"], "Pilihan --port membutuhkan isian"),
        (["--data"], "Pilihan --data membutuhkan isian"),
        (["run", "--no-browser=ya"], "Pilihan --no-browser tidak memakai isian"),
        (["run", "--port", "abc"], "--port berisi 'abc'"),
        (["--data", os.devnull, "run"], "--data berisi"),
        (["backup", "a.zip", "b.zip"], "Pilihan ini tidak dikenal: b.zip"),
    ],
)
def test_bad_input_is_one_indonesian_sentence(
    capsys: pytest.CaptureFixture[str], arguments: Sequence[str], sentence: str
):
    code, out, err = said(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(sentence)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [([], "run"), (["--no-browser"], "run"), (["--data", "x"], "run"), (["--data=test", "backup", "f"], "backup")],
)
def test_without_a_command_the_panel_is_started(arguments: Sequence[str], name: str):
    assert read(arguments).perform is next(command.perform for command in COMMANDS if command.name == name)


@pytest.mark.parametrize("arguments", [["--data", "x", "backup", "f"], ["backup", "f", "--data=x"], ["backup", "--data", "x", "f"]])
def test_the_data_folder_may_stand_anywhere(arguments: Sequence[str]):
    options = read(arguments)
    assert (options.data, options.file) == ("x", Path("f"))


def test_what_follows_test_goes_to_pytest_in_order():
    assert read(["test", "-k", "nik", "tests/domain", "-x"]).rest == ["-k", "nik", "tests/domain", "-x"]


def test_an_office_is_backed_up_and_restored(capsys: pytest.CaptureFixture[str], office: Path, tmp_path: Path):
    archive, new = str(tmp_path / "cadangan.zip"), str(tmp_path / "baru")
    assert said(capsys, "--data", str(office), "backup", archive) == (0, f"Cadangan tersimpan di {archive}. {SAFE}\n", "")
    code, out, err = said(capsys, "restore", archive, "--data", new)
    assert (code, err) == (0, "")
    assert f"--data {new}" in out
    assert (tmp_path / "baru/panel.db").exists()


def test_every_paper_is_written_once_with_sample_data(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    code, out, err = said(capsys, "letters", "--sample", "-o", str(tmp_path / "surat"))
    names = {path.name for path in (tmp_path / "surat").iterdir()}
    assert (code, err) == (0, "")
    assert out == f"{len(names)} berkas contoh tertulis di {tmp_path / 'surat'}.\n"
    assert {"telaahan_1.pdf", "bast.pdf", "bnba_400.pdf"} <= names


def test_a_folder_for_papers_that_is_a_file_is_a_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    (tmp_path / "surat").write_text("bukan folder")
    code, _, err = said(capsys, "letters", "--sample", "-o", str(tmp_path / "surat"))
    assert code == 2
    assert "tidak dapat ditulis" in err


def test_the_folder_of_the_environment_is_used(office: Path, tmp_path: Path):
    assert main(["backup", str(tmp_path / "cadangan.zip")], {"PANEL_DATA": str(office)}) == 0


def test_a_fault_of_ours_has_a_code_in_the_log_and_no_traceback_on_the_screen(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    def break_down(chosen: settings.Settings, options: object) -> int:
        raise ZeroDivisionError("Siti Aminah")

    monkeypatch.setattr(commands, "COMMANDS", (replace(COMMANDS[0], perform=break_down),))
    code, out, err = said(capsys, "run", "--data", str(tmp_path))
    settings.close_log()
    log = (tmp_path / "logs/panel.log").read_text()
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.split("pengelola panel: ")[1].split(".")[0] in log
    assert "ZeroDivisionError" in log
    assert "Siti Aminah" not in err + log.replace('raise ZeroDivisionError("Siti Aminah")', "")


def test_a_port_in_use_is_a_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, out, err = said(capsys, "--port", port, "--data", str(tmp_path))
    settings.close_log()
    assert (code, out) == (2, "")
    assert err.startswith(f"Port {port} tidak dapat dipakai; mungkin panel sudah berjalan")


def test_a_data_folder_that_cannot_be_written_is_a_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    (tmp_path / "logs").write_text("di sini seharusnya sebuah folder")
    code, _, err = said(capsys, "--data", str(tmp_path))
    assert code == 2
    assert "tidak dapat ditulis" in err


@pytest.mark.parametrize(
    ("environment", "platform", "seen"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
        ({"SSH_CONNECTION": "10.0.0.2 22", "DISPLAY": ":10"}, "linux", False),
        ({"SSH_CONNECTION": "10.0.0.2 22"}, "darwin", False),
    ],
)
def test_a_browser_is_opened_only_where_the_person_sees_it(environment: dict[str, str], platform: str, seen: bool):
    assert has_screen(environment, platform) is seen


@pytest.mark.skipif(not (settings.ROOT / "app.py").exists(), reason="there is no app.py yet")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such way to stop a process politely")
def test_the_panel_prints_its_address_when_it_answers_and_stops_when_asked(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    line = [sys.executable, "-m", "services.commands", "--no-browser", "--port", str(port), "--data", str(tmp_path)]
    with subprocess.Popen(line, cwd=settings.ROOT, stdout=subprocess.PIPE, text=True) as panel:
        assert panel.stdout is not None
        try:
            assert panel.stdout.readline() == f"Panel berjalan di http://localhost:{port}  (berhenti: Ctrl+C)\n"
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health") as answer:
                assert answer.status == 200
        finally:
            panel.terminate()
        panel.wait(20)
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health")


def test_a_laptop_opens_a_point_from_the_command_line(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("getpass.getpass", lambda prompt: "empat kata yang mudah")
    monkeypatch.setattr(commands.suitcase, "unpack", lambda office, occasion, file, words: f"{file!r} {words}")
    (tmp_path / "a.titik").write_bytes(b"x")
    code, out, _ = said(capsys, "unpack", str(tmp_path / "a.titik"), "--data", str(tmp_path / "laptop"))
    assert code == 0 and "masuk sebagai b'x' empat kata yang mudah" in out
    code, _, err = said(capsys, "unpack", str(tmp_path / "tiada"))
    assert code == 2 and "tidak dapat dibuka" in err


def test_who_has_seen_enough_of_an_answer_is_not_told_of_an_error(tmp_path: Path):
    file = tmp_path / "daftar.csv"
    file.write_text("NIK,Nama\n6372014503849001,SITI\n", encoding="utf-8")
    line = [sys.executable, "-m", "services.commands", "check", str(file), "--json", "--data", str(tmp_path / "kantor")]
    with subprocess.Popen(line, cwd=settings.ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as check:
        check.stdout.close()
        assert check.stderr.read() == ""
    assert check.returncode == commands.SHORT
