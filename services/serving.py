"""Serving the panel from the command line: the folder, the port, sample data, and word when it answers."""

import contextlib
import os
import runpy
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from services import identity, settings
from services.errors import BadInput, Refused
from services.office import open_office
from services.sample import scenario
from services.settings import ROOT, Settings


def serve(chosen: Settings, browser: bool) -> None:
    """Serve the panel in this process until it is stopped. Raises BadInput, Refused."""
    _prepare(chosen)
    _require_free(chosen.port)
    announce = threading.Thread(target=_announce, args=(chosen, browser), daemon=True)
    announce.start()
    os.chdir(ROOT)  # Streamlit looks for .streamlit/config.toml here
    os.environ.update(PANEL_DATA=str(chosen.data), PANEL_PORT=str(chosen.port))
    sys.argv = ["streamlit", "run", "app.py", "--server.port", str(chosen.port)]
    runpy.run_module("streamlit", run_name="__main__")


def fill_with_sample(data: Path, now: datetime) -> None:
    """Fill an empty office with made-up data and print its password, once. Raises Refused for an office in use."""
    with contextlib.closing(open_office(data)) as office:
        if scenario.is_sample(office):
            print("Data contoh sudah ada; kata sandinya yang dicetak ketika data itu dibuat.", flush=True)
            return
        print("Mengisi data contoh …", flush=True)
        password = scenario.fill(office, now, identity.new_id)
    print(f"Masuk sebagai admin dengan kata sandi {password}  (catat; tidak ditampilkan lagi)", flush=True)


def _prepare(chosen: Settings) -> None:
    try:
        settings.start_log(chosen.data)
    except OSError as error:
        raise BadInput(f"Folder data {chosen.data} tidak dapat ditulis. Periksa izinnya, atau pilih --data.") from error
    mounts = Path("/proc/mounts")
    warning = settings.risk_of_place(chosen.data.resolve(), mounts.read_text() if mounts.exists() else "")
    if warning:
        print(warning, file=sys.stderr)


def _require_free(port: int) -> None:
    try:
        socket.create_server(("", port)).close()
    except OSError as error:
        raise Refused(
            f"Port {port} tidak dapat dipakai; mungkin panel sudah berjalan di http://localhost:{port}. "
            "Untuk menjalankan yang kedua, pilih port lain, misalnya --port 8600."
        ) from error


def _announce(chosen: Settings, browser: bool) -> None:
    """Print the address as soon as the panel answers there, and open it where there is a screen."""
    while not _answers(chosen.port):
        time.sleep(0.1)
    print(f"Panel berjalan di {chosen.address}  (berhenti: Ctrl+C)", flush=True)
    if browser and has_screen(os.environ, sys.platform):
        webbrowser.open(chosen.address)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a browser opened here is seen by the person who typed the command."""
    if "SSH_CONNECTION" in environment:
        return False
    return platform in ("win32", "darwin") or bool({"DISPLAY", "WAYLAND_DISPLAY"} & environment.keys())
