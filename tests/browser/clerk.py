"""What a person does in the browser, in the words of the panel."""

import re
from pathlib import Path
from typing import Any

import pdfplumber
from playwright.sync_api import Page, expect

PASSWORD = "rahasia-1"
AXE = Path(__file__).with_name("axe") / "axe.min.js"
FOCUSED = """() => {
    let at = document.activeElement;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const acts = at.matches("a, button, input, textarea, summary, [role=spinbutton]");
    return acts ? at.ariaLabel || at.labels?.[0]?.innerText || at.innerText : "";
}"""  # what the focused element is called, if it is one that does something
STILL = """() => !document.getAnimations().some(
    one => one.playState === "running" && one.effect.getKeyframes().some(frame => "height" in frame))"""
FAULTS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .filter(fault => ["serious", "critical"].includes(fault.impact))
    .map(fault => fault.id + " " + fault.nodes[0].target.join(" "))"""


def set_up(page: Page, address: str) -> None:
    """The welcome: office, one signer, the first administrator."""
    page.goto(address)
    names = page.get_by_role("textbox", name="Nama *", exact=True)
    names.nth(0).fill("Dr. Aminah, M.Si")
    names.nth(2).fill("Budi Santoso")
    page.get_by_role("textbox", name="Nama Pengguna *").fill("admin")
    page.get_by_role("textbox", name="Kata Sandi *", exact=True).fill(PASSWORD)
    press(page, "Siapkan kantor")
    expect(page.get_by_text("Kantor sudah siap").first).to_be_visible()


def sign_in(page: Page, address: str, password: str = PASSWORD) -> None:
    """The sign-in page."""
    page.goto(address + "/masuk")
    page.get_by_label("Nama pengguna").fill("admin")
    page.get_by_label("Kata sandi").fill(password)
    press(page, "Masuk")


def settled(page: Page) -> None:
    """Wait until the screen is drawn: no script runs, and nothing unfolds, which moves a button away under the mouse."""
    app = page.get_by_test_id("stApp")
    if app.count():
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=20_000)
    page.wait_for_function(STILL)


def press(page: Page, label: str, nth: int = 0) -> None:
    """A button with exactly that label, once the screen is drawn."""
    settled(page)
    page.get_by_role("button", name=label, exact=True).nth(nth).click()


def said(page: Page, sentence: str) -> None:
    """Wait for what the panel says after an act."""
    expect(page.get_by_test_id("stToastText").filter(has_text=sentence).first).to_be_visible(timeout=20_000)
    settled(page)


def tab_to(page: Page, label: str, most: int = 60) -> None:
    """Go with the Tab key alone to what is called so, or begins so, as somebody without a mouse does."""
    settled(page)
    for _ in range(most):
        page.keyboard.press("Tab")
        if any(line.strip().startswith(label) for line in str(page.evaluate(FOCUSED)).splitlines()):  # an icon is a line
            return
    raise AssertionError(f"the Tab key never comes to “{label}”")


def serious_faults(page: Page) -> list[str]:
    """What axe finds on a page that would keep somebody from using it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(FAULTS)
    return found


def fill(page: Page, **values: Any) -> None:
    """Fields by label; `_` stands for a space."""
    for name, value in values.items():
        page.get_by_role("textbox", name=re.compile(f"^{name.replace('_', ' ')}( \\*)?$")).first.fill(str(value))


def day(page: Page, label: str, digits: str) -> None:
    """A date field; `digits` as DDMMYYYY."""
    page.get_by_role("spinbutton", name=re.compile(f"^day, {re.escape(label)}")).first.click()
    page.keyboard.type(digits, delay=20)


def count(page: Page, label: str, number: int) -> None:
    """A number field."""
    page.get_by_role("spinbutton", name=re.compile(f"^{re.escape(label)}")).first.fill(str(number))


def choose(page: Page, label: str, option: str) -> None:
    """An option of a select box: typed, so that the list is open whatever was drawn meanwhile."""
    settled(page)
    box = page.get_by_role("combobox", name=re.compile(f"^{re.escape(label)}")).first
    box.click()
    box.press_sequentially(option)
    page.get_by_role("option", name=option, exact=True).click()


def download(page: Page, label: str, nth: int = 0) -> "Paper":
    """Press a download button; the PDF it gives."""
    settled(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label, exact=True).nth(nth).click()
    return Paper(Path(waiting.value.path()))


def paste_row(page: Page, *values: str) -> None:
    """Paste a row, as from a spreadsheet, into the first row of the table on the page (it is drawn on a canvas)."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", "\t".join(values))
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + 80, box["y"] + 52)
    page.keyboard.press("Control+v")


class Paper:
    """A PDF as a reader sees it: its text with white space folded, what is printed across it, how many pages."""

    def __init__(self, path: Path):
        with pdfplumber.open(path) as pdf:
            level = [page.filter(lambda thing: not _slanted(thing)).extract_text() for page in pdf.pages]
            self.text = " ".join(" ".join(level).split())
            self.across = "".join(char["text"] for char in pdf.pages[0].chars if _slanted(char))
            self.pages = len(pdf.pages)

    def __contains__(self, words: str) -> bool:
        return words in self.text


def _slanted(thing: dict[str, Any]) -> bool:
    return bool(thing.get("matrix") and thing["matrix"][1])
