"""The first matching with a Google Sheet on the screens: what is where, how far it is, stopped, continued, done."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from threading import Event

import pytest
from cast import BUDI, Clock
from clerk import press, set_up, settled, sign_in
from playwright.sync_api import Locator, Page, expect

from services.domain.occasion import Occasion
from services.domain.schema import AGENCY
from services.office import open_office
from services.storage import keys
from services.storage.database import create
from services.sync.connection import connect

pytestmark = pytest.mark.browser
pytest_plugins = ["sheets_server.fixture"]

TITLE = "Mencocokkan dengan Google Sheet"
HERE, THERE, BOTH = 1_100, 6, 3  # agencies only in the panel (two blocks of them), only in the sheet, in both
OPERATIONS = count(1)


def act() -> Occasion:
    """What the administrator does beside the screens."""
    return Clock().act(BUDI, f"BROWSER-{next(OPERATIONS)}")


class Gate:
    """No batch locks a tab of this spreadsheet until it is opened: what stands on the screen meanwhile stays."""

    def __init__(self, book: str) -> None:
        self._book, self.reached, self._open = book, Event(), Event()

    def __call__(self, call) -> None:
        if self._book in call.path and b"Panel Bansos kunci PNL-" in call.content:
            self.reached.set()
            self._open.wait(120)

    def open(self) -> None:
        self._open.set()


@pytest.fixture(scope="module")
def administrator(panel):
    """A tab of the administrator of an office with agencies."""
    page = panel.page()
    set_up(page, panel.address)
    sign_in(page, panel.address)
    settled(page)
    with closing(open_office(panel.data)) as office:
        long = "Kantor kelurahan di sebelah balai warga. " * 7
        names = {f"INS-{number}": f"Kelurahan {number}" for number in range(HERE + BOTH)}
        rows = [create(AGENCY, row, name=name, note=long.strip()) for row, name in names.items()]
        office.database.change(act(), "agencies", rows)
    return page


@pytest.fixture
def tied(administrator, panel, sheets) -> None:
    """The office works with a sheet on the stand-in, as the command line ties it, or with one that is gone since."""
    if keys.kept(panel.data):  # by now its own thread makes rounds
        return
    book = sheets.create_spreadsheet("Bansos 2026")
    with closing(open_office(panel.data)) as office:
        connect(office, act(), json.dumps(sheets.key).encode(), book.id, sheets.url, take_over=True)


@pytest.fixture
def book(tied, sheets):
    """Another spreadsheet, in which people have typed agencies before."""
    made, time = sheets.create_spreadsheet("Bansos Lama"), next(OPERATIONS)
    numbers = [*range(HERE, HERE + BOTH), *range(time * 10_000, time * 10_000 + THERE)]
    lines = ([f"INS-{number}", f"Kelurahan {number}", f"0511 {time}"] for number in numbers)
    sheets.fill(made.id, "Instansi", [["ID", "Nama Instansi", "Telepon"], *lines])
    return made


@pytest.fixture
def gate(book, sheets) -> Iterator[Gate]:
    made = Gate(book.id)
    yield made
    made.open()


def looked(page: Page, panel, sheets, book) -> None:
    """Key and address are given, and the sheet was looked at."""
    page.goto(panel.address + "/google-sheet")
    settled(page)
    page.get_by_text("Hubungkan ke lembar lain").click()
    key = {"name": "kunci.json", "mimeType": "application/json", "buffer": json.dumps(sheets.key).encode()}
    page.locator("input[type=file]").set_input_files(key)
    expect(page.get_by_role("code").filter(has_text=sheets.key["client_email"])).to_be_visible()
    page.get_by_label("Alamat dari bilah alamat peramban").fill(book.id)
    page.keyboard.press("Enter")
    press(page, "Periksa sambungan")
    expect(page.get_by_text("Panel dan lembar sama-sama berisi")).to_be_visible()


def begun(page: Page, sheets, gate: Gate) -> None:
    """The matching, held where it is about to write."""
    sheets.gaps.append(gate)
    press(page, "Mulai mencocokkan")
    expect(bar(page)).to_be_visible()
    assert gate.reached.wait(60)


def bar(page: Page) -> Locator:
    return page.get_by_text(re.compile(rf"{TITLE}: \d+%"))


def ended(page: Page, sentence: str) -> Locator:
    return page.get_by_test_id("stAlert").filter(has_text=sentence)


def both_sides(panel, sheets, book) -> list[set[str]]:
    """The IDs of the agencies in the panel and in the sheet."""
    with closing(open_office(panel.data)) as office, office.database.reading() as reader:
        ours = {row["id"] for row in reader.find(AGENCY)}
    return [ours, {line[0] for line in sheets.person("Siti", book_id=book.id).sees("Instansi")[1:]}]


def test_two_filled_sides_are_counted_and_matched_while_the_window_is_closed(administrator, panel, sheets, book, gate):
    page, here = administrator, len(both_sides(panel, sheets, book)[0])
    looked(page, panel, sheets, book)
    table = page.get_by_test_id("stDataFrame")
    table.scroll_into_view_if_needed()  # it draws what is seen
    expect(table.locator("tr", has_text="Instansi").locator("td")).to_have_text(["Instansi", str(here - BOTH), str(THERE), "0", str(BOTH)])
    begun(page, sheets, gate)
    page.goto("about:blank")
    page.goto(panel.address + "/riwayat")
    expect(bar(page)).to_be_visible()
    expect(page.get_by_role("button", name="Hentikan")).to_be_visible()
    gate.open()
    expect(ended(page, "Panel dan Google Sheet sudah dicocokkan.")).to_be_visible(timeout=60_000)
    ours, theirs = both_sides(panel, sheets, book)
    assert ours == theirs and len(ours) == here + THERE
    press(page, "Tutup")


def test_what_was_stopped_waits_until_somebody_goes_on_with_it(administrator, panel, sheets, book, gate):
    page = administrator
    looked(page, panel, sheets, book)
    begun(page, sheets, gate)
    press(page, "Hentikan")
    expect(page.get_by_text("Dihentikan setelah bagian ini")).to_be_visible()
    gate.open()
    expect(ended(page, "Pencocokan dihentikan.")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Pencocokan dihentikan", exact=True)).to_be_visible()
    ours, theirs = both_sides(panel, sheets, book)
    assert theirs < ours
    press(page, "Lanjutkan pencocokan")
    expect(ended(page, "Panel dan Google Sheet sudah dicocokkan.")).to_be_visible(timeout=60_000)
    expect(ended(page, "Pencocokan dihentikan.")).to_have_count(0)
    ours, theirs = both_sides(panel, sheets, book)
    assert ours == theirs
    press(page, "Tutup")
