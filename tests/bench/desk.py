"""The desk: from scan to answer on the server, with 50,000 recipients, alone and while 50,000 rows are imported.

Asked are the routes themselves, session and rights included; a scan is a code, four times in five, else the end of a
NIK or part of a name. Then twenty real browsers serve four hundred people, each of whom is scanned at two of them, and
the tick list of four hundred is typed in, by somebody who needs a quarter of a second for a key.
"""

import csv
import importlib
import io
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread
from time import perf_counter
from typing import Any

from aims import Aim
from playwright.sync_api import sync_playwright
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from services import accounts, identity, programmes
from services.distribution import points, tick_lists
from services.domain import paper
from services.domain.occasion import Actor, Occasion, Role
from services.domain.schema import AGENCY, HANDOVER, RECIPIENT, STAGE
from services.office import Office, open_office
from services.people import imports, intake
from services.storage.database import create, update
from services.web import desk, signin

PEOPLE, POINTS, SCANS, CHUNK = 50_000, 5, 500, 2_000
DESKS, CROWD = 20, 400
KEY = 0.25  # seconds
NAMES = ("Aminah", "Badriah", "Contoh", "Dahlia", "Esah", "Fatimah", "Gunawan", "Hasanah")
ADMIN = Actor("USR-BENCH", "Bench", Role.ADMINISTRATOR)
PASSWORD = "rahasia-1"


def run() -> list[Aim]:
    """The aims of the desk, with the interpreter set as app.py sets it."""
    sys.setswitchinterval(desk.SWITCH)
    with tempfile.TemporaryDirectory() as folder, closing(open_office(Path(folder))) as office:
        places = _fill(office, PEOPLE, POINTS)
        with closing(_signed_in(office)) as client:
            alone = _p95(client, places[0], SCANS)
            with _importing(office) as running:
                beside = _p95(client, places[0], SCANS, running)
    wanted = f"p95 in ms, {PEOPLE:,} recipients"
    return [
        Aim(f"scan to answer, {wanted}", 300, alone), Aim(f"scan to answer while importing, {wanted}", 300, beside),
        *_crowd(), _from_paper()]


def _now() -> Occasion:
    return Occasion(ADMIN, datetime.now(UTC), identity.new_id("OP"), identity.new_id)


def _fill(office: Office, people: int, many: int) -> list[str]:
    """A programme on its distribution day, its people shared out to so many points; the IDs of the points."""
    programme = programmes.start(office, _now(), {"name": "Paket Ramadan", "year": 2026, "quota": people})
    with office.database.reading() as reader:
        stage = programmes.stages(reader, programme)["distribution"]["id"]
    office.database.change(_now(), "stage", [update(STAGE, stage, status="Berjalan", started=_now().today)])
    places = [
        points.save(office, _now(), programme, {"name": f"Titik {number}", "date": _now().today})
        for number in range(1, many + 1)
    ]
    for start in range(0, people, CHUNK):
        rows = [
            create(RECIPIENT, f"PEN-{number}", programme=programme, point=places[number % many], code=f"B{number:05}",
                   state="Ditetapkan", **_person(number))
            for number in range(start, min(start + CHUNK, people))
        ]
        office.database.change(_now(), "recipients", rows)
    return places


def _person(number: int) -> dict[str, Any]:
    name = f"{NAMES[number % 8]} {NAMES[number // 8 % 8]} {NAMES[number // 64 % 8]}"
    return {"name": name, "nik": f"6372{number % 5 + 1:02}{10 + number % 18}0180{number % 10_000:04}",
            "kelurahan": "Palam", "kecamatan": "Cempaka", "rt": "001", "rw": "002"}


def _signed_in(office: Office) -> TestClient:
    values = {"username": "bench", "name": "Bench", "role": Role.POINT_OFFICER, "password": PASSWORD}
    accounts.add_user(office.database, _now(), values)
    office_and_clock = (lambda: office), (lambda: datetime.now(UTC))
    found = signin.routes(*office_and_clock) | desk.routes(*office_and_clock)
    client = TestClient(Starlette(routes=[Route(path, do, methods=["GET", "POST"]) for path, do in found.items()]))
    client.post("/masuk", data={"nama": "bench", "sandi": PASSWORD})
    return client


def _crowd() -> list[Aim]:
    """Twenty browsers at one database: everybody once, nobody twice."""
    with _in_browser(CROWD) as (office, point, page):
        page.goto(f"{page.url.partition('/loket')[0]}/loket?titik={point}")
        page.get_by_text("Siap.").wait_for()
        codes = [f"B{number:05}" for number in range(CROWD)]
        began = perf_counter()
        told = importlib.import_module("desk_crowd").serve(page, codes, DESKS)
        print(f"{DESKS} browsers: {perf_counter() - began:.0f} s, {told} times SUDAH", file=sys.stderr)
        served = _served(office)
    title = f"{DESKS} browsers, {CROWD:,} people"
    return [Aim(f"{title}: served", CROWD, len(served), most=False), Aim(f"{title}: twice", 0, sum(served) - len(served))]


def _from_paper() -> Aim:
    """Minutes for a list typed code by code: the keys, and what the panel lets one wait after each page."""
    with _in_browser(CROWD) as (office, point, page):
        printed = tick_lists.printed(office, _now(), point)
        ticks, typed, keys, waited = tick_lists.ticks(printed), 0, 0, 0.0
        page.goto(f"{page.url.partition('/loket')[0]}/catat-kertas?titik={point}")
        importlib.import_module("clerk").settled(page)
        page.get_by_role("textbox", name="Dari kertas").click()
        for number in range(ticks.pages):
            rows = ticks.rows_of(number)
            lines = [f"{paper.page_name(number)} {ticks.number(number)} {len(rows)}", *(ticks.code(number, row) for row in rows)]
            text = "".join(f"{line}\n" for line in lines)
            page.keyboard.insert_text(text)
            keys, began = keys + len(text), perf_counter()
            typed += len(rows)
            page.get_by_role("button", name=f"Catat {typed} penyerahan").wait_for()
            waited += perf_counter() - began
        began = perf_counter()
        page.get_by_role("button", name=f"Catat {CROWD} penyerahan").click()
        page.get_by_text(f"{CROWD} penyerahan dicatat").wait_for()
        waited += perf_counter() - began
        print(f"{keys} keys, {waited:.0f} s of waiting, {len(_served(office))} served", file=sys.stderr)
    return Aim(f"{CROWD} rows typed from paper, minutes at {1 / KEY:.0f} keys a second", 10, (keys * KEY + waited) / 60)


@contextmanager
def _in_browser(people: int) -> Iterator[tuple[Office, str, Any]]:
    """An office with one point of so many people, its ID, and a page on which its officer has signed in."""
    sys.path.append(str(Path(__file__).parents[1] / "browser"))
    stage = importlib.import_module("running_panel")
    with tempfile.TemporaryDirectory() as folder, closing(open_office(Path(folder))) as office:
        point = _fill(office, people, 1)[0]
        _signed_in(office).close()
        with sync_playwright() as playwright, stage.running(Path(folder), stage.launch(playwright)) as panel:
            page = panel.page()
            page.goto(f"{panel.address}/loket")
            page.get_by_label("Nama pengguna").fill("bench")
            page.get_by_label("Kata sandi").fill(PASSWORD)
            page.get_by_role("button", name="Masuk").click()
            page.get_by_text("Pilih titik").wait_for()
            yield office, point, page


def _served(office: Office) -> list[int]:
    """How often each of those served was."""
    with office.database.reading() as reader:
        return list(reader.tally(HANDOVER, "recipient", cancelled_at=None).values())


def _p95(client: TestClient, point: str, scans: int, running: Event | None = None) -> float:
    """Milliseconds within which 95 of 100 scans are answered; with `running` only those that began during it."""
    chance, taken = random.Random(8), []
    for _ in range(scans):
        if running is not None and not running.is_set():
            break
        began = perf_counter()
        client.post("/loket/cari", json={"point": point, "text": _scanned(chance)}).raise_for_status()
        taken.append((perf_counter() - began) * 1000)
    print(f"{len(taken)} scans, slowest {max(taken):.0f} ms", file=sys.stderr)
    return quantiles(taken, n=20)[-1]


def _scanned(chance: random.Random) -> str:
    number = chance.randrange(PEOPLE)
    ways = (f"B{number:05}", f"{number % 10_000:04}", f"{NAMES[number % 8]} {NAMES[number // 8 % 8]}")
    return chance.choices(ways, (8, 1, 1))[0]


@contextmanager
def _importing(office: Office) -> Iterator[Event]:
    """A list of 50,000 is read, checked and stored in another thread; the event is set while it is."""
    programme = programmes.start(office, _now(), {"name": "Bantuan Lansia", "year": 2026, "quota": PEOPLE})
    office.database.change(_now(), "agencies", [create(AGENCY, "INS-BENCH", name="Kelurahan Palam")])
    content, running = _list(), Event()

    def work() -> None:
        try:
            checked = intake.check(content, "usulan.csv", _now().today)
            stored = imports.store(office, _now(), programme, "INS-BENCH", "usulan.csv", content, checked)
            print(f"{stored} rows imported", file=sys.stderr)
        finally:
            running.clear()

    thread = Thread(target=work)
    running.set()
    thread.start()
    yield running
    thread.join()


def _list() -> bytes:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(("No", "Nama", "NIK", "Alamat", "Kelurahan", "RT", "RW"))
    for number in range(PEOPLE):
        person = _person(number)
        nik = f"6372{number % 5 + 1:02}{10 + number // 10_000:02}0180{number % 10_000:04}"
        rows.writerow((number + 1, person["name"], nik, "Jl. Contoh 1", "Palam", "001", "002"))
    return text.getvalue().encode()
