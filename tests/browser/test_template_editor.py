"""The preview of a letter's text follows the typing, and the caret stays where it is."""

from clerk import set_up, settled, sign_in


def test_the_preview_follows_in_every_pause_of_typing(panel):
    page = panel.page()
    set_up(page, panel.address)
    sign_in(page, panel.address)
    page.goto(f"{panel.address}/naskah?naskah=pengingat_data")
    box = page.get_by_role("textbox", name="Naskah")
    box.wait_for()
    settled(page)
    shown = page.get_by_test_id("stImage").locator("img")
    before = shown.evaluate("image => image.src")
    box.press("Control+End")
    box.press_sequentially("\nSatu kalimat lagi.")
    page.wait_for_function("before => document.querySelector('[data-testid=stImage] img').src !== before", arg=before)
    assert box.evaluate("box => box === document.activeElement")
    box.press_sequentially(" {{ salah")
    page.get_by_text("tidak lengkap").wait_for()
    assert box.input_value().endswith("Satu kalimat lagi. {{ salah")
