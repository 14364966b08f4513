"""Sets up Panel Bansos and hands over to it: `python3 start.py`, `python3 start.py test`.

Standard library only, and nothing newer than Python 3.6 in its syntax: an old Python must be able to read this file
to say that it is too old. What the commands do stands in services/commands.py.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
WINDOWS = os.name == "nt"
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if WINDOWS else ("bin", "python")))

RUNNING, TESTING = "requirements.txt", "requirements-dev.txt"

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# Debian package: the programs of which any one shows that it need not be installed.
DEBIAN_PACKAGES = {"chromium": CHROMIUM, "qpdf": ("qpdf",), "poppler-utils": ("pdftotext",)}


def main(arguments):
    command = command_in(arguments)
    try:
        require_python()
        install(RUNNING)
        if command in ("test", "bench"):
            install(TESTING)
        if command == "test":
            os.environ["PANEL_CHROMIUM"] = chromium()
    except KeyboardInterrupt:
        stop("Penyiapan dihentikan. Jalankan lagi perintah yang sama untuk melanjutkan.")
    hand_over(arguments)


def command_in(arguments):
    """The first word that is neither an option nor the folder after --data; None when there is none."""
    words = iter(arguments)
    for word in words:
        if word == "--data":
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None


def require_python():
    if sys.version_info < (3, 11):  # noqa: UP036 - the one place that meets an older Python
        stop(
            "Panel membutuhkan Python 3.11 atau yang lebih baru, sedangkan ini Python {}.{}. "
            "Pasang yang baru dari https://www.python.org/downloads/ lalu ulangi.".format(*sys.version_info[:2])
        )


def install(requirements):
    """Bring .venv to what a requirements file asks. Does nothing, and asks no registry, when it is there already.

    The stamp is written last, so an interrupted installation is taken up again by the next start.
    """
    path, stamp = os.path.join(ROOT, requirements), os.path.join(VENV, requirements + ".installed")
    fingerprint = hashlib.sha256((sys.version + content(path)).encode()).hexdigest()
    if os.path.exists(PYTHON) and content(stamp) == fingerprint:
        return
    say(f"Menyiapkan pustaka panel ({requirements}). Cukup sekali; dapat memakan beberapa menit ...")
    make_venv()
    pip = [PYTHON, "-m", "pip", "install", "--no-input", "--requirement", path]
    log = os.path.join(VENV, "pip.log")
    with open(log, "w", encoding="utf-8") as output:
        done = succeeds([*pip, "--constraint", os.path.join(ROOT, RUNNING)], output)
    if not done:
        stop(
            "Pustaka panel tidak dapat diunduh. Periksa sambungan internet, lalu jalankan lagi perintah ini. "
            f"Rinciannya di {log}"
        )
    with open(stamp, "w", encoding="ascii") as file:
        file.write(fingerprint)


def content(path):
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as file:
        return file.read()


IS_WHOLE = (
    "import os, pip, sys;"
    "sys.exit(sys.version_info < (3, 11) or not os.path.samefile(sys.prefix, sys.argv[1]))"
)


def make_venv():
    """Make .venv anew where it is not there, half made, or of an old Python; leave a good one alone."""
    if succeeds([PYTHON, "-c", IS_WHOLE, VENV]):
        return
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        stop("Python ini belum lengkap. Pasang dulu paket python3-venv (sudo apt install python3-venv), lalu ulangi.")
    if not succeeds([sys.executable, "-m", "venv", "--clear", VENV]):
        stop(f"Folder {VENV} tidak dapat dibuat. Periksa izin folder dan ruang disk, lalu ulangi.")


def chromium():
    """Path of a Chromium for the browser tests: one that is here, else Debian's, else Playwright's."""
    missing = [package for package, programs in DEBIAN_PACKAGES.items() if not on_path(programs)]
    if missing and may_use_apt():
        say("Memasang {} ...".format(", ".join(missing)))
        succeeds(["apt-get", "update", "-qq"])
        for package in missing:
            succeeds(["apt-get", "install", "-qq", "-y", "--no-install-recommends", package])
    return on_path(CHROMIUM) or playwright_chromium()


def on_path(programs):
    return next(filter(None, map(shutil.which, programs)), None)


def may_use_apt():
    return not WINDOWS and os.geteuid() == 0 and shutil.which("apt-get") is not None


def playwright_chromium():
    say("Memasang Chromium untuk tes ...")
    if not succeeds([PYTHON, "-m", "playwright", "install", "chromium"]):
        stop("Chromium untuk tes tidak dapat dipasang. Pasang Chromium atau Google Chrome, lalu ulangi.")
    where = "from playwright.sync_api import sync_playwright as p\nwith p() as tool: print(tool.chromium.executable_path)"
    return subprocess.check_output([PYTHON, "-c", where], universal_newlines=True).strip()


def succeeds(command, output=subprocess.DEVNULL):
    """Run a program whose own words the user need not see; they go to `output`."""
    try:
        return subprocess.call(command, stdout=output, stderr=output) == 0
    except OSError:
        return False


def hand_over(arguments):
    """Become `services.commands`, in the folder where the user is: FILE arguments are relative to it."""
    os.environ.update(PYTHONPATH=ROOT, PYTHONUTF8="1")
    command = [PYTHON, "-P", "-m", "services.commands", *arguments]
    if not WINDOWS:
        os.execv(PYTHON, command)
    process = subprocess.Popen(command)
    while True:
        try:
            sys.exit(process.wait())
        except KeyboardInterrupt:
            continue  # the panel got it too, and is closing


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


def stop(sentence):
    say(sentence)
    sys.exit(2)


if __name__ == "__main__":
    main(sys.argv[1:])
