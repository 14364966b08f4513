"""A programme goes through all eight stages in a real browser, with a real recipient list and real PDFs."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from clerk import choose, count, day, download, fill, paste_row, press, said, set_up, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LIST = Path(__file__).resolve().parents[1] / "contoh" / "a_01_bnba_kelurahan.xlsx"


def start_programme(page: Page, address: str) -> str:
    """A new programme; its ID."""
    page.goto(address + "/program")
    press(page, "Mulai program")
    fill(page, Nama_Program="Bansos Ramadan 2026", Peristiwa="Ramadan 1447 H", Bentuk_Bantuan="paket sembako",
         Sumber_Dana="APBD Kota Banjarbaru 2026")
    page.get_by_role("spinbutton", name="Kuota Paket *").fill("60")
    page.get_by_role("spinbutton", name="Anggaran", exact=True).fill("20000000")
    press(page, "Mulai program")
    said(page, "Program dimulai")
    return page.url.split("program=")[1].split("&")[0]


def sign_and_number(page: Page) -> None:
    """The signed paper's place is noted, then the letter gets its number."""
    page.get_by_text("Tandai sudah bertanda tangan").first.click()
    page.get_by_role("textbox", name="Tempat hardcopy").last.fill("lemari 2, map 2026")
    press(page, "Tandai bertanda tangan")
    said(page, "bertanda tangan")
    press(page, "Beri nomor berikutnya")
    said(page, "bernomor")


def answer_yes(page: Page) -> None:
    """The mayor agrees; the sheet lies in the cupboard."""
    choose(page, "Jawaban", "Setuju")
    page.get_by_role("textbox", name="Tempat hardcopy").last.fill("lemari 2, map disposisi")
    press(page, "Simpan jawaban")
    said(page, "Jawaban dicatat")


def note_hardcopy(page: Page, paper: str) -> None:
    """Note where the hardcopy of a paper in the checklist lies."""
    row = page.get_by_test_id("stHorizontalBlock").filter(has_text=paper).last
    row.get_by_role("button", name="Lampirkan").click()
    page.get_by_role("textbox", name="Tempat hardcopy").last.fill("lemari 3")
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="Lampirkan").click()
    said(page, "Berkas dilampirkan")


def finish(page: Page) -> None:
    press(page, "Tandai selesai")
    said(page, "selesai")


def test_a_programme_goes_from_the_first_memo_to_the_last_receipt(panel):
    page = panel.page()
    set_up(page, panel.address)
    sign_in(page, panel.address)
    programme = start_programme(page, panel.address)

    def stage(path: str) -> None:
        page.goto(f"{panel.address}/{path}?program={programme}")
        page.wait_for_selector("h1")

    stage("telaahan")
    press(page, "Simpan konsep")
    said(page, "Konsep tersimpan")
    draft = download(page, "Unduh PDF")
    assert draft.across == "KONSEP" and "TELAAHAN STAF" in draft and "Bansos Ramadan 2026" in draft
    sign_and_number(page)
    press(page, "Ajukan ke Wali Kota")
    said(page, "Diajukan")

    stage("disposisi")
    assert "LEMBAR DISPOSISI" in download(page, "Cetak lembar disposisi")
    answer_yes(page)
    expect(page.get_by_text("Selesai").first).to_be_visible()

    stage("ukpbj")
    paste_row(page, "Beras premium", "5", "kg", "15000")
    press(page, "Simpan isi paket")
    said(page, "Isi paket tersimpan")
    press(page, "Buat surat permohonan")
    said(page, "konsep")
    assert "Bagian Pengadaan Barang dan Jasa" in download(page, "Unduh PDF")
    sign_and_number(page)
    press(page, "Tandai terkirim hari ini")
    said(page, "terkirim")
    fill(page, Penyedia="CV Contoh Pangan", Nomor_Kontrak="027/12/KONTRAK/2026")
    day(page, "Tanggal Kontrak", "02032026")
    press(page, "Simpan kontrak")
    said(page, "Kontrak tersimpan")
    day(page, "Barang Diterima", "12032026")
    count(page, "Beras premium, hasil hitung", 300)
    press(page, "Simpan penerimaan barang")
    said(page, "Penerimaan barang tersimpan")
    finish(page)

    stage("permintaan-data")
    page.get_by_text("Tambah instansi").first.click()
    fill(page, Nama_Instansi="Kelurahan Palam", Tempat="Banjarbaru")
    press(page, "Tambah instansi")
    said(page, "Instansi ditambahkan")
    choose(page, "Instansi", "Kelurahan Palam")
    page.keyboard.press("Escape")
    press(page, "Buat surat")
    said(page, "1 surat dibuat")
    assert "Kelurahan Palam" in download(page, "Unduh semua surat")
    sign_and_number(page)
    press(page, "Tandai terkirim hari ini")
    said(page, "terkirim")
    finish(page)

    stage("penerimaan-data")
    choose(page, "Instansi pengirim", "Kelurahan Palam")
    page.locator("input[type=file]").first.set_input_files(LIST)
    expect(page.get_by_text("Belum ada yang tersimpan.")).to_be_visible()
    press(page, "Simpan 111 baris")
    page.get_by_role("dialog").get_by_role("button", name="Simpan 111 baris").click()
    said(page, "111 baris dari Kelurahan Palam tersimpan")
    note_hardcopy(page, "Hardcopy: pindaian")
    finish(page)

    stage("rekapitulasi")
    press(page, "Tetapkan 60 penerima")
    page.get_by_role("dialog").get_by_label("Alasan").fill("Sudah diverifikasi lapangan")
    page.get_by_role("dialog").get_by_role("button", name="Tetapkan 60 penerima").click()
    said(page, "60 penerima ditetapkan")
    assert "REKAPITULASI" in download(page, "Unduh rekap PDF")
    finish(page)

    stage("bnba")
    press(page, "Simpan konsep")
    said(page, "Konsep tersimpan")
    sign_and_number(page)
    both = download(page, "Unduh PDF")
    assert "BY NAME BY ADDRESS" in both and "TELAAHAN STAF" in both and both.pages > 4
    press(page, "Ajukan ke Wali Kota")
    said(page, "Diajukan")
    answer_yes(page)

    stage("tahap-penyaluran")
    press(page, "Usulkan titik")
    said(page, "Titik diusulkan")
    press(page, "Cetak")
    receipts = download(page, "Tanda terima, empat per halaman")
    assert "TANDA TERIMA" in receipts
    page.keyboard.press("Escape")

    code = invitation(panel.data)
    page.goto(f"{panel.address}/penyaluran")
    page.get_by_role("link", name=re.compile("Titik 1")).click()
    ask(page, code)
    expect(page.get_by_role("heading", name="BOLEH")).to_be_visible()
    press(page, "Serahkan 1 paket")
    said(page, "Diserahkan")
    ask(page, code)
    expect(page.get_by_role("heading", name="SUDAH")).to_be_visible()
    expect(page.get_by_text("Sudah diterima hari ini")).to_be_visible()
    assert panel.foreign == []


def invitation(data: Path) -> str:
    """The code on the invitation of somebody who goes to point 1."""
    wanted = """SELECT recipient.code FROM recipient JOIN point ON point.id = recipient.point
                WHERE point.name LIKE 'Titik 1%' ORDER BY recipient.rank"""
    with closing(sqlite3.connect(data / "panel.db")) as database:
        return str(database.execute(wanted).fetchone()[0])


def ask(page: Page, code: str) -> None:
    """What a scanner does: type and press Enter."""
    box = page.get_by_role("textbox", name=re.compile("Pindai QR"))
    box.fill(code)
    box.press("Enter")
