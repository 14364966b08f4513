"""Many desks at one database: real browsers whose officers scan and press, all at the same time."""

import random
from collections.abc import Sequence

from playwright.sync_api import Page, expect

PATIENCE = 480_000  # ms

# An officer at a desk who scans and presses what the answer offers, until all of the codes are done; how many were SUDAH.
OFFICER = """(codes) => { globalThis.served = (async () => {
    const card = document.getElementById('jawaban'), box = document.getElementById('kotak');
    const said = () => card.textContent, wait = () => new Promise((go) => setTimeout(go, 10));
    let refused = 0;
    for (const code of codes) {
        card.replaceChildren();
        box.value = code;
        box.form.requestSubmit();
        while (!said().startsWith('Siap.')) {
            const [button] = card.querySelectorAll('button.utama:enabled');
            if (button && said().startsWith('SUDAH')) refused += 1;
            button?.click();
            await wait();
        }
    }
    return refused;
})(); }"""

# Hand-overs that the desk counted as done while the panel was too slow, and that the panel refused afterwards.
LATE = "document.querySelectorAll('#ditolak li').length"


def serve(first: Page, codes: Sequence[str], desks: int) -> int:
    """Serve the holders of the codes from that many desks like the signed-in `first`; how often somebody was SUDAH.

    A desk has a share of its own and its neighbour's as well: every code is scanned at two.
    """
    state, browser = first.context.storage_state(), first.context.browser
    assert browser
    pages = [browser.new_context(storage_state=state).new_page() for _ in range(desks)]
    for page in pages:
        page.goto(first.url)
    share = len(codes) // desks
    for number, page in enumerate(pages):
        expect(page.get_by_text("Siap.")).to_be_visible(timeout=PATIENCE)
        mine = [codes[(number * share + at) % len(codes)] for at in range(2 * share)]
        page.evaluate(OFFICER, random.Random(number).sample(mine, len(mine)))
    told = sum(_told(page) for page in pages)
    for page in pages:
        page.context.close()
    return told


def _told(page: Page) -> int:
    page.wait_for_function("globalThis.served.then(() => true)", timeout=PATIENCE)
    expect(page.locator("#keadaan")).to_have_text("✓ Tersambung", timeout=PATIENCE)
    told: int = page.evaluate("globalThis.served") + page.evaluate(LATE)
    return told
