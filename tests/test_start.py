"""start.py on projects of its own: a copy of it, small requirements, and commands that tell how they were called."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import start

ROOT = Path(start.ROOT)
TELLING_COMMANDS = """
import os, sys
print("commands", sys.argv[1:], os.getcwd(), os.environ["PANEL_CHROMIUM"])
sys.exit(7)
"""
NO_REGISTRY = {"PIP_INDEX_URL": "http://127.0.0.1:9", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": ""}
ABSENT_PACKAGE = "panel-paket-yang-tidak-ada==1.0\n"


def lay_out(project: Path) -> Path:
    (project / "services").mkdir()
    (project / "services/__init__.py").touch()
    (project / "services/commands.py").write_text(TELLING_COMMANDS)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (project / name).write_text("# nothing\n")
    shutil.copy(ROOT / "start.py", project)
    return project


def run(project: Path, *arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(project / "start.py"), *arguments],
        cwd=cwd or project,
        env={**os.environ, **NO_REGISTRY, "PYTHONPATH": "", "PANEL_CHROMIUM": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has been started once."""
    project = lay_out(tmp_path_factory.mktemp("project"))
    run(project)
    return project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay_out(tmp_path)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on PATH, empty."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, script: str = "") -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_an_old_python_can_read_the_file():
    ast.parse((ROOT / "start.py").read_text(), feature_version=(3, 6))


def test_an_old_python_is_told_what_to_install(project: Path):
    pretend = f"import runpy, sys; sys.version_info = (3, 8, 10); runpy.run_path({str(project / 'start.py')!r}, run_name='__main__')"
    told = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert told.stderr.startswith("Panel membutuhkan Python 3.11")
    assert "ini Python 3.8" in told.stderr
    assert not (project / ".venv").exists()


def test_the_standard_library_is_all_it_needs():
    tree = ast.parse((ROOT / "start.py").read_text())
    imported = {alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert imported <= sys.stdlib_module_names
    assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(tree))


def test_arguments_and_exit_code_pass_through_in_the_folder_of_the_user(ready: Path, tmp_path: Path):
    started = run(ready, "check", "daftar calon.xlsx", "--json", cwd=tmp_path)
    assert started.stdout == f"commands ['check', 'daftar calon.xlsx', '--json'] {tmp_path} \n"
    assert started.returncode == 7
    assert started.stderr == ""


def test_a_folder_called_services_where_the_user_is_does_not_get_in_the_way(ready: Path, tmp_path: Path):
    (tmp_path / "services").mkdir()
    (tmp_path / "services/__init__.py").touch()
    assert run(ready, cwd=tmp_path).returncode == 7


def test_a_second_start_installs_nothing(ready: Path):
    log = ready / ".venv/pip.log"
    before = log.stat().st_mtime_ns
    assert run(ready).returncode == 7
    assert log.stat().st_mtime_ns == before


def test_changed_requirements_without_a_line_are_one_sentence_each_time(ready: Path):
    requirements = ready / "requirements.txt"
    kept = requirements.read_text()
    requirements.write_text(ABSENT_PACKAGE)
    try:
        for _ in range(2):
            started = run(ready)
            assert started.returncode == 2
            assert started.stderr.splitlines()[-1].startswith("Pustaka panel tidak dapat diunduh. Periksa sambungan")
            assert started.stdout == ""
    finally:
        requirements.write_text(kept)
    assert run(ready).returncode == 7


def test_an_environment_cut_off_before_pip_came_is_made_anew(project: Path):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(project / ".venv")], check=True)
    assert run(project).returncode == 7
    assert list((project / ".venv").rglob("pip/__init__.py"))


def test_a_python_without_venv_is_told_the_package_of_debian(project: Path, tmp_path: Path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text("import sys; sys.modules['ensurepip'] = None")
    started = run(project, PYTHONPATH=str(site))
    assert started.returncode == 2
    assert "sudo apt install python3-venv" in started.stderr.splitlines()[-1]


def test_testing_installs_its_own_requirements_and_names_the_chromium(ready: Path, programs: Path):
    for name in ("qpdf", "pdftotext"):
        program(programs, name)
    chromium = program(programs, "google-chrome")
    assert run(ready, "test", "-k", "nik", PATH=str(programs)).stdout == f"commands ['test', '-k', 'nik'] {ready} {chromium}\n"
    assert (ready / ".venv/requirements-dev.txt.installed").exists()


@pytest.mark.parametrize(
    ("arguments", "command"),
    [([], None), (["--data", "test", "run"], "run"), (["--data=x", "test"], "test"), (["check", "test"], "check")],
)
def test_only_a_word_in_the_place_of_the_command_is_the_command(arguments: list[str], command: str | None):
    assert start.command_in(arguments) == command


def test_root_on_debian_gets_chromium_and_the_pdf_tools_by_apt(programs: Path, monkeypatch: pytest.MonkeyPatch):
    asked = programs / "asked"
    script = f'echo "$1" "$5" >> {asked}; for last; do :; done; : > {programs}/"$last"; /bin/chmod +x {programs}/"$last"'
    program(programs, "apt-get", script)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert start.chromium() == str(programs / "chromium")
    assert asked.read_text().splitlines() == ["update ", "install chromium", "install qpdf", "install poppler-utils"]


def test_who_is_not_root_gets_chromium_by_playwright(programs: Path, monkeypatch: pytest.MonkeyPatch):
    program(programs, "apt-get", "exit 99")
    python = program(programs, "python", '[ "$1" = -c ] && echo /tempat/chrome; exit 0')
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(start, "PYTHON", python)
    assert start.chromium() == "/tempat/chrome"


def test_no_chromium_at_all_is_a_sentence(
    programs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(start, "PYTHON", program(programs, "python", "exit 1"))
    with pytest.raises(SystemExit, match="2"):
        start.chromium()
    assert "Pasang Chromium atau Google Chrome" in capsys.readouterr().err
