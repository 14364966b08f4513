"""The desk in a real browser: scanners, a line that is cut, twenty desks at once, keys and screen readers."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import desk_crowd
import pytest
from cast import BUDI, SITI, Clock
from clerk import PASSWORD, press, serious_faults
from distribution_cast import distribution, planned
from PIL import Image
from playwright.sync_api import Page, Route, expect
from running_panel import DESK, PHONE

from services import accounts, practice
from services.distribution import handovers
from services.domain.occasion import Role
from services.domain.schema import COMPLAINT, FILE, HANDOVER, RECIPIENT
from services.letters import qr
from services.office import Office, open_office
from services.storage import state
from services.storage.database import update
from services.web import signin

pytestmark = pytest.mark.browser

SMALL = {"width": 360, "height": 740}


@dataclass
class Day:
    """A distribution day on the panel in front of the browser: its office, one point, whose people nobody has served."""

    office: Office
    clock: Clock
    address: str
    point: str
    people: Iterator[dict]
    elsewhere: Iterator[dict]  # people of another point, whom nobody has served

    def next(self, many: int = 1) -> list[dict]:
        """People who may receive; nobody gets the same ones."""
        return [next(self.people) for _ in range(many)]

    def served(self, person: dict) -> int:
        with self.office.database.reading() as reader:
            return reader.count(HANDOVER, recipient=person["id"], cancelled_at=None)


@pytest.fixture(scope="module")
def day(panel) -> Iterator[Day]:
    with closing(open_office(panel.data)) as office:
        clock = Clock(now=datetime.now(UTC))
        for name in ("Tono", "Ani"):
            values = {"username": name, "name": name, "role": Role.POINT_OFFICER, "password": PASSWORD}
            accounts.add_user(office.database, clock.act(BUDI), values)
        programme = distribution(office, clock.act, people=700, proxy_allowed=True)
        point = planned(office, clock.act, programme)["Cempaka"]["id"]
        with office.database.reading() as reader:
            people = reader.find(RECIPIENT, point=point, order=("id",))
            others = reader.find(RECIPIENT, kelurahan="Kemuning")
        yield Day(office, clock, panel.address, point, iter(people), iter(others))


@pytest.fixture
def desk(panel, day):
    """Open the desk in a browser of its own, signed in."""

    def open_at(viewport=DESK) -> Page:
        return enter(panel.page(viewport), day)

    return open_at


def enter(page: Page, day: Day) -> Page:
    """Go to the desk and sign in on the way."""
    page.goto(f"{day.address}/loket?titik={day.point}")
    sign_in_as(page, "tono")
    expect(page.get_by_text("Siap.")).to_be_visible()
    return page


def sign_in_as(page: Page, name: str) -> None:
    page.get_by_label("Nama pengguna").fill(name)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    press(page, "Masuk")


def scan(page: Page, *codes: str, end: str = "Enter") -> None:
    """A wedge scanner: types and presses Enter (or Tab), without waiting for anything."""
    for one in codes:
        page.keyboard.type(one)
        page.keyboard.press(end)


def serve(page: Page, person: dict) -> None:
    """Scan, see, hand over."""
    scan(page, person["code"])
    expect(page.locator(".nama")).to_have_text(person["name"])
    press(page, "Serahkan 1 paket")
    expect(page.locator("#terakhir")).to_contain_text(person["name"])


def word(page: Page):
    return page.locator(".pita")


def cut(page: Page, off: bool = True) -> None:
    """Cut the line of a browser, or mend it. A page that reloads is back on the line for a moment: nothing is sent in it."""
    page.context.set_offline(off)
    (page.route if off else page.unroute)("**/loket/serah", stop)


def stop(route: Route) -> None:
    route.abort()


def end_session(page: Page, day: Day) -> None:
    """The session is over on the panel; nobody has signed out here."""
    [token] = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == signin.COOKIE]
    accounts.sign_out(day.office.database, token)


def picture_of(text: str) -> bytes:
    """A photo of a paper with a QR of that text; of an empty one without."""
    image = Image.new("L", (500, 500), 255)
    for y, row in enumerate(qr.matrix(text) if text else ()):
        for x, dark in enumerate(row):
            image.paste(0 if dark else 255, (60 + x * 12, 60 + y * 12, 72 + x * 12, 72 + y * 12))
    found = BytesIO()
    image.save(found, "PNG")
    return found.getvalue()


def worker_runs(page: Page) -> None:
    """Wait until the page would open again without a line."""
    page.evaluate("navigator.serviceWorker.ready.then(() => caches.match('/loket/kamera.js')).then((kept) => kept.ok)")


def test_three_codes_within_a_tenth_of_a_second_arrive_once_and_in_order(desk, day):
    page, people = desk(), day.next(3)
    asked = []
    page.on("request", lambda request: asked.append(request.post_data_json["text"]) if "cari" in request.url else None)
    scan(page, *(person["code"] for person in people))
    for person in people:
        expect(page.locator(".nama")).to_have_text(person["name"])
        press(page, "Serahkan 1 paket")
    expect(page.get_by_text("Siap.")).to_be_visible()
    assert asked == [person["code"] for person in people]
    assert [day.served(person) for person in people] == [1, 1, 1]


def test_a_scanner_that_sends_tab_or_the_same_code_twice_is_understood(desk, day):
    page, [person] = desk(), day.next()
    scan(page, person["code"], person["code"], end="Tab")
    expect(word(page)).to_have_text("BOLEH")
    expect(page.locator("#giliran")).to_be_empty()
    expect(page.locator("#kotak")).to_be_focused()


def test_a_scan_while_somebody_still_waits_for_the_package_stands_in_line(desk, day):
    page, [first, second] = desk(), day.next(2)
    scan(page, first["code"])
    expect(word(page)).to_have_text("BOLEH")
    scan(page, second["code"])
    expect(page.locator("#giliran")).to_have_text(f"Berikutnya: {second['code']}")
    expect(page.locator(".nama")).to_have_text(first["name"])
    page.keyboard.press("Escape")
    expect(page.locator(".nama")).to_have_text(second["name"])


def test_the_four_answers(desk, day):
    page, [person] = desk(), day.next()
    serve(page, person)
    scan(page, person["code"])
    expect(word(page)).to_have_text("SUDAH")
    expect(page.get_by_text("Sudah diterima hari ini pukul")).to_be_visible()
    scan(page, "A17-9X")
    expect(word(page)).to_have_text("TIDAK TERDAFTAR")
    other = next(day.elsewhere)
    scan(page, other["code"])
    expect(word(page)).to_have_text("BUKAN TITIK INI")
    press(page, "Serahkan di sini dengan alasan")
    page.get_by_label("Alasan di Titik Ini").fill("menumpang mobil tetangga")
    press(page, "Serahkan 1 paket")
    expect(page.locator("#terakhir")).to_contain_text(other["name"])
    assert day.served(other) == 1


def test_a_wakil_gives_all_particulars_and_a_mistake_is_taken_back(desk, day):
    page, [person] = desk(), day.next()
    scan(page, person["code"])
    press(page, "Diwakilkan")
    page.get_by_label("Nama Wakil").fill("Rahmat")
    press(page, "Serahkan kepada wakil")
    expect(page.get_by_role("alert").filter(has_text="Isi dahulu")).to_contain_text("Hubungan, Telepon Wakil")
    page.get_by_label("Hubungan").select_option("Anak")
    page.get_by_label("Telepon Wakil").fill("0812")
    page.get_by_label("Sebab Diwakilkan").fill("sakit")
    page.get_by_label("KK Diperlihatkan").check()
    press(page, "Serahkan kepada wakil")
    expect(page.locator("#terakhir")).to_contain_text("Diserahkan kepada")
    press(page, "Batalkan")
    page.get_by_label("Alasan").fill("salah orang")
    press(page, "Batalkan penyerahan")
    expect(page.locator("#terakhir")).to_contain_text("Dibatalkan:")
    assert day.served(person) == 0
    with day.office.database.reading() as reader:
        [row] = reader.find(HANDOVER, recipient=person["id"])
    assert (row["proxy_name"], row["cancel_reason"]) == ("Rahmat", "salah orang")


def test_twenty_hand_overs_without_a_line_arrive_once_each(desk, day):
    page, people = desk(), day.next(20)
    worker_runs(page)
    cut(page)
    for person in people[:10]:
        serve(page, person)
    page.reload()  # the page and what waits on it outlive a reload
    expect(page.locator("#keadaan")).to_have_text("10 belum terkirim")
    expect(page.get_by_text("Siap.")).to_be_visible()
    scan(page, people[0]["code"])
    expect(word(page)).to_have_text("SUDAH")
    for person in people[10:]:
        serve(page, person)
    expect(page.locator("#keadaan")).to_have_text("20 belum terkirim")
    assert sum(day.served(person) for person in people) == 0
    cut(page, off=False)
    expect(page.locator("#keadaan")).to_have_text("✓ Tersambung")
    assert [day.served(person) for person in people] == [1] * 20
    with day.office.database.reading() as reader:
        entries = [entry for entry in reader.history(table=HANDOVER.name, kind="create", limit=1000)
                   if entry.fields["recipient"][1] in {person["id"] for person in people}]
    assert len(entries) == 20


def test_where_a_reload_would_lose_the_page_it_says_so(desk, day):
    page, [person] = desk(), day.next()
    page.add_init_script("Object.defineProperty(navigator, 'serviceWorker', {value: undefined})")  # as over plain HTTP
    page.reload()
    expect(page.get_by_text("Siap.")).to_be_visible()
    cut(page)
    serve(page, person)
    expect(page.locator("#pesan")).to_contain_text("dikirim nanti. Jangan muat ulang halaman ini.")
    cut(page, off=False)
    expect(page.locator("#keadaan")).to_have_text("✓ Tersambung")
    assert day.served(person) == 1


def test_the_list_of_another_day_is_wiped(desk):
    page = desk()
    worker_runs(page)
    page.evaluate("""() => {
        const [key] = Object.keys(localStorage).filter((key) => key.startsWith('loket daftar'));
        localStorage[key] = JSON.stringify({...JSON.parse(localStorage[key]), heldOn: '2020-01-01'});
    }""")
    cut(page)
    page.reload()
    expect(page.get_by_text("daftar titik ini belum ada di perangkat ini")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_without_a_line_strangers_are_sent_to_their_point_by_their_code(desk, day):
    page = desk()
    cut(page)
    scan(page, next(day.elsewhere)["code"])
    expect(word(page)).to_have_text("BUKAN TITIK INI")
    expect(page.get_by_text("Ambil di Titik 1 – Kec. Banjarbaru Selatan")).to_be_visible()
    scan(page, "K0DE")  # the beginning of everybody's code
    expect(page.get_by_text("Beberapa orang cocok.")).to_be_visible()
    page.keyboard.press("Escape")
    scan(page, "A17-9X")
    expect(word(page)).to_have_text("TIDAK TERDAFTAR")


def test_a_photo_of_the_code_is_read_where_the_browser_reads_none(desk, day):
    page, [person] = desk(), day.next()
    with page.expect_file_chooser() as opened:
        press(page, "Kamera")
    opened.value.set_files({"name": "foto.png", "mimeType": "image/png", "buffer": picture_of(person["code"])})
    expect(page.locator(".nama")).to_have_text(person["name"])
    with page.expect_file_chooser() as opened:
        press(page, "Kamera")
    opened.value.set_files({"name": "foto.png", "mimeType": "image/png", "buffer": picture_of("")})
    expect(page.get_by_text("Kode tidak terbaca")).to_be_visible()


def test_a_mistake_without_a_line_is_taken_back_before_it_was_sent(desk, day):
    page, [person] = desk(), day.next()
    cut(page)
    serve(page, person)
    press(page, "Batalkan")
    page.get_by_label("Alasan").fill("salah orang")
    press(page, "Batalkan penyerahan")
    expect(page.locator("#keadaan")).to_have_text("2 belum terkirim")
    scan(page, person["code"])
    expect(word(page)).to_have_text("BOLEH")
    cut(page, off=False)
    expect(page.locator("#keadaan")).to_have_text("✓ Tersambung")
    with day.office.database.reading() as reader:
        [row] = reader.find(HANDOVER, recipient=person["id"])
    assert row["cancel_reason"] == "salah orang"


def test_an_answer_that_got_lost_is_asked_again_and_doubles_nothing(desk, day):
    page, [person] = desk(), day.next()

    def lose(route) -> None:
        route.fetch()
        route.abort()

    page.route("**/loket/serah", lose)  # each one, as the desk tries again by itself
    serve(page, person)
    expect(page.locator("#keadaan")).to_have_text("1 belum terkirim")
    page.unroute("**/loket/serah")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#keadaan")).to_have_text("✓ Tersambung")
    expect(page.locator("#ditolak")).to_be_empty()
    assert day.served(person) == 1


def test_who_was_served_elsewhere_meanwhile_is_listed_first_until_somebody_saw_to_it(desk, day):
    page, [person] = desk(), day.next()
    cut(page)
    serve(page, person)
    handovers.hand_over(day.office, day.clock.act(SITI), person["id"], day.point)
    cut(page, off=False)
    listed = page.locator("#ditolak")
    expect(listed).to_contain_text("Dilayani di dua titik (1)")
    expect(listed).to_contain_text(person["name"])
    page.reload()
    expect(listed).to_contain_text("diserahkan Siti Rahmah")
    press(page, "Sudah ditangani")
    expect(listed).to_be_empty()
    assert day.served(person) == 1


def test_an_ended_sign_in_keeps_what_waits_and_leads_back(desk, day):
    page, [person] = desk(), day.next()
    end_session(page, day)
    serve(page, person)
    expect(page.locator("#keadaan")).to_have_text("1 belum terkirim")
    page.get_by_role("link", name="Masuk kembali").click()
    page.get_by_label("Nama pengguna").fill("tono")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    press(page, "Masuk")
    expect(page.locator("#keadaan")).to_have_text("✓ Tersambung")
    assert day.served(person) == 1


LISTS = "Object.keys(localStorage).filter((key) => key.startsWith('loket daftar')).length"


def test_signing_out_wipes_the_list(desk):
    page = desk()
    assert page.evaluate(LISTS) == 1
    page.get_by_role("link", name="Keluar").click()
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()
    assert page.evaluate(LISTS) == 0


def test_signing_out_in_another_tab_wipes_the_list_and_the_next_officer_sends_the_queue_of_the_first(desk, day):
    page, [person] = desk(), day.next()
    end_session(page, day)
    serve(page, person)
    expect(page.locator("#keadaan")).to_have_text("1 belum terkirim")
    page.context.new_page().goto(day.address + "/keluar")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Anda sudah keluar")).to_be_visible()
    expect(page.get_by_text("1 catatan belum terkirim")).to_be_visible()
    assert page.evaluate(LISTS) == 0
    expect(page.get_by_role("link", name="Masuk kembali")).to_have_count(1)
    page.get_by_role("link", name="Masuk kembali").click()
    sign_in_as(page, "ani")
    expect(page.locator("#keadaan")).to_have_text("✓ Tersambung")
    with day.office.database.reading() as reader:
        [row] = reader.find(HANDOVER, recipient=person["id"])
        [entry] = reader.history(table=HANDOVER.name, row=row["id"], kind="create")
    assert (row["officer"], entry.actor_name) == ("Tono", "Ani")


def test_a_list_that_outlives_its_day_is_wiped_on_the_open_page(desk):
    page = desk()
    cut(page)
    page.evaluate("""() => {
        const later = Date.prototype.toLocaleDateString;
        Date.prototype.toLocaleDateString = function (...how) { return how[0] === 'sv' ? '2099-01-01' : later.apply(this, how); };
        dispatchEvent(new Event('online'));
    }""")
    page.wait_for_function(f"{LISTS} === 0")
    scan(page, "Aminah")
    expect(word(page)).to_have_text("TIDAK TERDAFTAR")


def test_a_complaint_is_noted_without_a_line_and_sent_later(desk, day):
    page = desk()
    cut(page)
    scan(page, "A17-9X")
    press(page, "Catat pengaduan")
    page.get_by_label("Nama", exact=True).fill("Contoh Warga")
    page.get_by_label("Pengaduan", exact=True).fill("Diundang, tetapi tidak ada di daftar.")
    press(page, "Catat")
    expect(page.locator("#terakhir")).to_contain_text("Pengaduan dicatat: Contoh Warga")
    expect(page.locator("#keadaan")).to_have_text("1 belum terkirim")
    cut(page, off=False)
    expect(page.locator("#keadaan")).to_have_text("✓ Tersambung")
    with day.office.database.reading() as reader:
        [row] = reader.find(COMPLAINT)
    assert (row["name"], row["officer"], row["phone"]) == ("Contoh Warga", "Tono", None)


def photograph(page: Page) -> None:
    """Press Foto, and choose a large one."""
    image = Image.effect_noise((3000, 2000), 60)
    content = BytesIO()
    image.save(content, "PNG")
    with page.expect_file_chooser() as opened:
        press(page, "Foto")
    opened.value.set_files({"name": "foto.png", "mimeType": "image/png", "buffer": content.getvalue()})


def photos_of(day: Day, person: dict) -> list[Image.Image]:
    with day.office.database.reading() as reader:
        [served] = reader.find(HANDOVER, recipient=person["id"])
        kept = reader.find(FILE, owner=served["id"])
    return [Image.open(BytesIO(day.office.files.read(row["sha256"]))) for row in kept]


def held_photos(page: Page, base: str = "loket") -> int:
    """How many photos wait in the browser."""
    return page.evaluate("""(base) => new Promise((give) => {
        const asked = indexedDB.open(base, 1);
        asked.onsuccess = () => {
            asked.result.transaction('foto').objectStore('foto').count().onsuccess = (counted) => give(counted.target.result);
        };
    })""", base)


def test_a_photo_of_the_receiver_is_scaled_down_and_kept(desk, day):
    page, [person] = desk(), day.next()
    serve(page, person)
    photograph(page)
    expect(page.locator("#terakhir")).to_contain_text("Foto tersimpan")
    [photo] = photos_of(day, person)
    assert max(photo.size) == 1000 and held_photos(page) == 0


def test_a_photo_without_a_line_waits_with_its_hand_over_and_outlives_a_reload(desk, day):
    page, [person] = desk(), day.next()
    worker_runs(page)
    cut(page)
    serve(page, person)
    photograph(page)
    expect(page.locator("#terakhir")).to_contain_text("Foto disimpan di perangkat ini dan dikirim nanti.")
    expect(page.locator("#keadaan")).to_have_text("1 dan 1 foto belum terkirim")
    page.reload()
    expect(page.locator("#keadaan")).to_have_text("1 dan 1 foto belum terkirim")
    assert held_photos(page) == 1
    cut(page, off=False)
    expect(page.locator("#keadaan")).to_have_text("✓ Tersambung")
    [photo] = photos_of(day, person)
    assert max(photo.size) == 1000 and held_photos(page) == 0


def test_a_photo_whose_answer_got_lost_is_sent_again_and_kept_once(desk, day):
    page, [person] = desk(), day.next()
    serve(page, person)
    page.route("**/loket/bukti*", lambda route: (route.fetch(), route.abort()))
    photograph(page)
    expect(page.locator("#keadaan")).to_have_text("1 foto belum terkirim")
    assert len(photos_of(day, person)) == 1
    page.unroute("**/loket/bukti*")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#keadaan")).to_have_text("✓ Tersambung")
    assert (len(photos_of(day, person)), held_photos(page)) == (1, 0)


def test_the_desk_of_practice_outlives_a_reload_and_holds_nothing_of_the_real_one(panel, day):
    with closing(practice.open_practice(day.office)) as beside:
        state.write_note(beside.database, state.SAMPLE, True)
        point = planned(beside, day.clock.act, distribution(beside, day.clock.act))["Cempaka"]["id"]
        page = panel.page(DESK)
        page.goto(f"{day.address}/latihan/loket?titik={point}")
        sign_in_as(page, "tono")
        expect(page.get_by_text("Siap.")).to_be_visible()
        worker_runs(page)
        page.context.set_offline(True)
        page.reload()
        expect(page.get_by_text("Siap.")).to_be_visible()
        serve(page, {"code": "K0DE01", "name": "Contoh 2"})
        expect(page.locator("#keadaan")).to_have_text("1 belum terkirim")
        expect(page.locator("#latihan")).to_be_visible()
        assert page.evaluate("Object.keys(localStorage).filter((key) => !key.startsWith('/latihan'))") == []
        assert page.evaluate("caches.keys()") == ["/latihanloket"]
        page.context.set_offline(False)
        expect(page.locator("#keadaan")).to_have_text("✓ Tersambung")
        with beside.database.reading() as reader:
            assert reader.count(HANDOVER) == 1


def test_a_receipt_opens_beside_the_desk_or_says_in_words_what_is_missing(desk, day):
    page, [person] = desk(), day.next()
    serve(page, person)
    with page.context.expect_page() as opened:
        press(page, "Tanda terima")
    expect(opened.value.get_by_text("Belum ada Kepala Dinas")).to_be_visible()
    cut(page)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#keadaan")).to_have_text("Tanpa sambungan")
    press(page, "Tanda terima")
    expect(page.locator("#terakhir")).to_contain_text("selagi ada sambungan")
    expect(page.get_by_role("button", name="Batalkan")).to_be_visible()


@pytest.mark.parametrize("viewport", [DESK, SMALL], ids=["desk", "small"])
def test_no_state_of_the_desk_keeps_anybody_from_using_it(desk, day, viewport):
    page, [person], other = desk(viewport), day.next(), next(day.elsewhere)
    scan(page, person["code"])
    for step in ("Diwakilkan", "Serahkan kepada wakil", "Kembali", "Serahkan 1 paket"):
        usable(page)
        press(page, step)
    expect(page.locator("#terakhir")).to_contain_text(person["name"])
    usable(page)
    for typed, answer, form in (
        (person["code"], "SUDAH", "Batalkan penyerahan ini"),
        (other["code"], "BUKAN TITIK INI", "Serahkan di sini dengan alasan"),
        ("A17-9X", "TIDAK TERDAFTAR", "Catat pengaduan"),
    ):
        scan(page, typed)
        expect(word(page)).to_have_text(answer)
        usable(page)
        press(page, form)
        usable(page)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    scan(page, "Aminah")
    expect(page.get_by_text("Beberapa orang cocok.")).to_be_visible()
    usable(page)
    page.keyboard.press("Escape")
    cut(page)
    scan(page, other["code"])
    expect(page.locator("#pesan")).to_contain_text("Tanpa sambungan")
    usable(page)


def usable(page: Page) -> None:
    """Nothing that axe calls serious, and everything to press is as large as a thumb needs."""
    assert serious_faults(page) == []
    assert page.evaluate(SMALL_TARGETS) == []


# Controls below 44 px; a checkbox is pressed by its label, a link within a sentence is not meant.
SMALL_TARGETS = """[...document.querySelectorAll('button,a,select,input')].filter((control) => !control.closest('.pesan'))
    .map((control) => [control.textContent || control.id, (control.closest('label.centang') ?? control).getBoundingClientRect()])
    .filter(([, box]) => box.height && (box.height < 44 || box.width < 44)).map(([name]) => name)"""


def test_enter_hands_over_only_where_the_office_wants_it(desk, day):
    page, [person] = desk(), day.next()
    scan(page, person["code"])
    expect(word(page)).to_have_text("BOLEH")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Siap.")).to_be_visible()
    assert day.served(person) == 0
    day.office.change_settings(day.clock.act(BUDI), {"enter_hands_over": True})
    page.reload()
    expect(page.get_by_text("Siap.")).to_be_visible()
    scan(page, person["code"])
    expect(word(page)).to_have_text("BOLEH")
    page.keyboard.press("Enter")
    expect(page.locator("#terakhir")).to_contain_text(person["name"])
    day.office.change_settings(day.clock.act(BUDI), {"enter_hands_over": False})


def test_a_name_is_text_and_never_markup(desk, day):
    page, [person] = desk(), day.next()
    name = "<img src=x onerror=document.title='jebol'>"
    day.office.database.change(day.clock.act(), "recipients", [update(RECIPIENT, person["id"], name=name)])
    scan(page, person["code"])
    expect(page.locator(".nama")).to_have_text(name)
    assert page.title() != "jebol"


@pytest.mark.parametrize("viewport", [DESK, PHONE, SMALL], ids=["desk", "phone", "small"])
def test_answer_and_button_fit_the_screen_and_everything_has_a_name(desk, day, viewport):
    page, [person] = desk(viewport), day.next()
    scan(page, person["code"])
    button = page.get_by_role("button", name="Serahkan 1 paket")
    expect(button).to_be_in_viewport(ratio=1)
    assert button.bounding_box()["height"] >= 56
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(page, "Diwakilkan")
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate("document.querySelectorAll('h1').length") == 1
    expect(page.locator("#jawaban")).to_have_attribute("aria-live", "polite")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "4px"


# Controls without a name that a screen reader could say.
NAMELESS = """[...document.querySelectorAll('input,select,button,a')]
    .filter((control) => !control.textContent.trim() && !control.labels?.length && !control.ariaLabel)
    .map((control) => control.outerHTML)"""


def test_on_a_phone_the_keyboard_comes_when_the_box_is_tapped_and_leaves_the_answer_its_room(panel, day):
    context = panel.browser.new_context(viewport=SMALL, has_touch=True, is_mobile=True)
    page, [person] = enter(context.new_page(), day), day.next()
    box = page.locator("#kotak")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("inputmode", "none")
    box.tap()
    expect(box).to_have_attribute("inputmode", "text")
    scan(page, person["code"])
    expect(word(page)).to_have_text("BOLEH")
    expect(box).to_have_attribute("inputmode", "none")
    expect(box).to_be_focused()


def test_keys_alone_do_a_whole_hand_over(desk, day):
    page, [person] = desk(), day.next()
    scan(page, person["code"])
    expect(word(page)).to_have_text("BOLEH")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Serahkan 1 paket")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#terakhir")).to_contain_text(person["name"])
    expect(page.locator("#kotak")).to_be_focused()


def test_the_desk_asks_no_foreign_address(panel, desk):
    desk()
    assert panel.foreign == []


def test_twenty_browsers_serve_four_hundred_people_once_each(panel, day):
    people = day.next(400)
    first = enter(panel.page(), day)
    told = desk_crowd.serve(first, [person["code"] for person in people], desks=20)
    assert told == 400  # whoever was scanned second was told so, at once or when the desk had a line again
    assert [day.served(person) for person in people] == [1] * 400
