"""Pictures of every screen, desk and phone, from the sample office: docs/screens/NAME-desk.png and NAME-hp.png.

Those of what differs from the sheet are taken last, of the same office with a spreadsheet in which people have typed.

    .venv/bin/python tests/browser/screens.py [NAME …]
"""

import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from running_panel import DESK, PHONE, ROOT, Panel, fill_with_sample, launch, running
from sheet_screens import busy_sheet

OUT = ROOT / "docs" / "screens"
SIZES = {"desk": DESK, "hp": PHONE}
DRAWN = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    const done = !app || app.dataset.testScriptState === "notRunning";
    return done && document.fonts.status === "loaded" && !document.querySelector("[data-stale=true], [data-testid=stSkeleton]");
}"""
COLORS = 96  # of a picture; the farthest apart first, so that a small red chip keeps its red beside a page of grey text

# Name → (user, address). A programme in the address stands there by the beginning of its name, a person by {orang}.
SCREENS: dict[str, tuple[str, str]] = {
    "masuk": ("", "/masuk"),
    "beranda": ("siti", "/"),
    "dasbor": ("kadis", "/dasbor"),
    "program": ("siti", "/program"),
    "program-baru": ("siti", "/program?baru=1"),
    "tahapan": ("siti", "/tahapan?program={Bantuan Lansia}"),
    "telaahan": ("siti", "/telaahan?program={Paket Sekolah}"),
    "disposisi": ("siti", "/disposisi?program={Bantuan Lansia}"),
    "ukpbj": ("siti", "/ukpbj?program={Sembako Triwulan}"),
    "permintaan-data": ("siti", "/permintaan-data?program={Bantuan Penyandang}"),
    "penerimaan-data": ("siti", "/penerimaan-data?program={Bantuan Penyandang}"),
    "rekapitulasi": ("siti", "/rekapitulasi?program={Bantuan Keluarga}"),
    "bnba": ("siti", "/bnba?program={Paket Sembako 20}"),
    "tahap-penyaluran": ("siti", "/tahap-penyaluran?program={Paket Sembako 20}"),
    "penerima": ("siti", "/penerima"),
    "orang": ("siti", "/orang?orang={orang}"),
    "data-ganda": ("siti", "/data-ganda?program={Bantuan Keluarga}"),
    "mutu-data": ("siti", "/mutu-data?program={Bantuan Keluarga}"),
    "pemeriksaan": ("siti", "/pemeriksaan?program={Bantuan Keluarga}"),
    "penyaluran": ("tono", "/penyaluran"),
    "catat-kertas": ("tono", "/catat-kertas?titik={titik}"),
    "loket": ("tono", "/loket"),
    "latihan": ("rina", "/latihan/masuk"),
    "surat": ("siti", "/surat"),
    "naskah": ("kabid", "/naskah"),
    "sop": ("siti", "/sop"),
    "riwayat": ("siti", "/riwayat"),
    "konflik": ("siti", "/konflik"),
    "google-sheet": ("admin", "/google-sheet"),
    "kesehatan-lembar": ("admin", "/kesehatan-lembar"),
    "pengaturan": ("admin", "/pengaturan"),
    "pengguna": ("admin", "/pengguna"),
    "bantuan": ("siti", "/bantuan"),
    "akun": ("siti", "/akun"),
}
WITH_SHEET = ("konflik", "kesehatan-lembar")


def take(panel: Panel, password: str, names: Sequence[str]) -> None:
    """Photograph the screens of these names in both sizes."""
    OUT.mkdir(parents=True, exist_ok=True)
    addresses = known(panel.data)
    for size, viewport in SIZES.items():
        tabs: dict[str, Page] = {}
        for name in names:
            user, path = SCREENS[name]
            page = tabs.get(user) or tabs.setdefault(user, signed_in(panel, viewport, user, password))
            show(page, panel.address + path.format_map(addresses))
            photograph(page, OUT / f"{name}-{size}.png")


def known(data: Path) -> dict[str, str]:
    """What stands in an address: programmes by the beginning of their names (the newest), one person, one point."""
    with closing(sqlite3.connect(data / "panel.db")) as database:
        programmes = database.execute("SELECT name, id FROM programme ORDER BY year").fetchall()
        person = database.execute("SELECT id FROM recipient WHERE rank = 1 ORDER BY id").fetchone()
        point = database.execute("SELECT id FROM point WHERE state = 'Dibuka' ORDER BY id").fetchone()
    starts = {name: path.partition("{")[2].partition("}")[0] for name, (_, path) in SCREENS.items()}
    found = {start: row for start in starts.values() for name, row in programmes if start and name.startswith(start)}
    return {**found, "orang": person[0], "titik": point[0]}


def signed_in(panel: Panel, viewport: dict[str, int], user: str, password: str) -> Page:
    """A tab of that user; without a name, of a stranger."""
    page = panel.page(viewport)
    if user:
        sign_in(page, panel.address, user, password)
    return page


def sign_in(page: Page, address: str, user: str, password: str) -> None:
    """Fill the sign-in page and wait for the start page."""
    page.goto(address + "/masuk")
    page.get_by_label("Nama pengguna").fill(user)
    page.get_by_label("Kata sandi").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-testid=stMain] h1", timeout=60_000)  # the first page of a panel that just started


def show(page: Page, address: str) -> None:
    """Open a screen and wait until nothing on it moves any more."""
    page.goto(address)
    page.wait_for_selector("h1", timeout=60_000)  # who practises first waits until the practice office is filled
    page.wait_for_function(DRAWN)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)  # the last canvas and the sidebar's slide


def photograph(page: Page, file: Path) -> None:
    """A small PNG of what the window shows."""
    page.screenshot(path=file, animations="disabled")
    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(COLORS, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
    small.save(file, optimize=True)


def main(names: Sequence[str]) -> None:
    """Make the pictures of these names, or of all screens."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        password = fill_with_sample(data)
        browser, wanted = launch(playwright), names or tuple(SCREENS)
        with running(data, browser) as panel:
            take(panel, password, [name for name in wanted if name not in WITH_SHEET])
        if last := [name for name in wanted if name in WITH_SHEET]:
            with busy_sheet(data), running(data, browser) as panel:
                take(panel, password, last)


if __name__ == "__main__":
    main(sys.argv[1:])
