"""Letters: drafted from the programme, signed on paper alone, replaced, found again."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from cast import BUDI, KABID, RINA, THURSDAY
from docx import Document
from letters_cast import HEAD, SCAN, WRITTEN, draft, fix, letter, signed, started, words
from pypdfium2 import PdfDocument

from services import correspondence, letter_data, letter_templates, letter_verification, numbering, printing, programmes
from services.domain import telaahan
from services.domain.schema import FILE, LETTER, OFFICIAL, PROGRAMME, RECIPIENT
from services.domain.states import LetterState
from services.errors import BadFile, BadInput, NotAllowed, NotReady, Refused, Stale
from services.letters import originals, preview, qr
from services.storage.database import create, delete, update


@pytest.fixture
def programme(office, act):
    return started(office, act)


def numbers(office):
    with office.database.reading() as reader:
        return [row["number"] for row in reader.find(LETTER, order=("serial",)) if row["number"]]


def shown(office, programme):
    """The memo as the page of stage 1 shows it before anything is stored."""
    with office.database.reading() as reader:
        return correspondence.drafted(reader, programme, "memo", "telaahan_1")


def test_a_memo_starts_with_six_sections_filled_from_the_programme(office, programme):
    made = shown(office, programme)
    sections = telaahan.read(made["body"])
    assert "400 (empat ratus) keluarga" in sections["persoalan"] and "Rp80.000.000" in sections["fakta"]
    assert made["addressee"] == "Wali Kota Banjarbaru"
    assert made["about"].startswith("Permohonan persetujuan pelaksanaan Bansos Ramadan 2026")


def test_what_the_programme_does_not_say_yet_is_a_gap_and_keeps_the_memo_from_being_signed(office, act, programme):
    office.database.change(act(), "programme", [update(PROGRAMME, programme, budget=None)])
    made = draft(office, act, programme, "memo", "telaahan_1")
    with pytest.raises(NotReady, match="Bagian III"):
        correspondence.sign(office, act(), [made], act().today, hardcopy_place="lemari 2")


def test_a_draft_says_konsep_and_a_copy_to_be_signed_does_not(office, act, programme):
    made = draft(office, act, programme, "memo", "telaahan_1")
    assert "KONSEP" in words(printing.pdf(office, [made], THURSDAY))
    clean = words(printing.pdf(office, [made], THURSDAY, clean=True))
    assert "KONSEP" not in clean and "TELAAHAN STAF" in clean and HEAD["name"] in clean


CODE = "7K3QX9ZD4M0AB"


def codes_on(pdf):
    """What the QR codes of a PDF hold, page by page."""
    shots = (preview.picture(pdf, page, 150) for page in range(1, preview.count_pages(pdf) + 1))
    return [found for shot in shots for found in qr.read(shot)]


def test_from_print_for_signature_on_a_letter_has_a_code_that_answers(office, act, clock, programme):
    made = draft(office, act, programme, "memo", "telaahan_1")
    correspondence.release(office, act(), {made: CODE})
    assert codes_on(printing.pdf(office, [made], THURSDAY)) == []
    clean = printing.pdf(office, [made], THURSDAY, clean=True)
    assert codes_on(clean) == [CODE] and CODE in words(clean).replace("-", "").replace(" ", "")
    assert not letter_verification.verify(office, codes_on(clean)[0], "a", clock.now).valid
    correspondence.sign(office, act(), [made], act().today, hardcopy_place="lemari 2")
    assert codes_on(printing.pdf(office, [made], THURSDAY)) == [CODE]
    assert letter_verification.verify(office, CODE, "a", clock.now).valid


def test_a_second_print_has_the_code_of_the_first_and_a_new_version_has_none(office, act, clock, programme):
    made = draft(office, act, programme, "memo", "telaahan_1")
    for code in (CODE, "0123456789ABC"):
        correspondence.release(office, act(), {made: code})
    correspondence.sign(office, act(), [made], act().today, hardcopy_place="lemari 2")
    correspondence.new_version(office, act(), [made])
    assert letter(office, programme, "telaahan_1")["code"] is None
    assert "sudah diganti" in letter_verification.verify(office, CODE, "a", clock.now).state


def test_under_a_public_address_the_code_leads_to_its_page(office, act, programme):
    made = draft(office, act, programme, "memo", "telaahan_1")
    correspondence.release(office, act(), {made: CODE})
    reachable = replace(office, public_url="https://panel.contoh.go.id")
    assert codes_on(printing.pdf(reachable, [made], THURSDAY, clean=True)) == [f"https://panel.contoh.go.id/verifikasi/{CODE}"]


def test_a_draft_can_be_corrected_in_word(office, act, programme):
    made = draft(office, act, programme, "procurement", "permohonan_ukpbj")
    document = Document(BytesIO(printing.word(office, made, THURSDAY)))
    text = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert "Bagian Pengadaan Barang dan Jasa" in text or "Yth." in text
    assert document.tables


def sheet_height(office, made):
    return round(float(PdfDocument(printing.pdf(office, [made], THURSDAY))[0].get_height()))


def test_a_letter_is_printed_on_the_paper_of_the_office_or_of_its_own_text(office, act, programme):
    made = draft(office, act, programme, "procurement", "permohonan_ukpbj")
    assert sheet_height(office, made) == 842
    office.change_settings(act(BUDI), {"paper": "F4"})
    assert sheet_height(office, made) == 935
    office.change_settings(act(BUDI), {"paper": "A4"})
    text = originals.text("permohonan_ukpbj").replace("kertas: A4", "kertas: F4")
    letter_templates.save(office, act(KABID), "permohonan_ukpbj", 0, text)
    correspondence.sign(office, act(), [made], act().today, hardcopy_place="map")
    assert sheet_height(office, made) == 842
    correspondence.new_version(office, act(), [made])
    assert sheet_height(office, letter(office, programme, "permohonan_ukpbj")["id"]) == 935


def test_the_heading_that_was_edited_is_the_one_that_is_printed(office, act, programme):
    draft(office, act, programme, "procurement", "permohonan_ukpbj")
    row = letter(office, programme, "permohonan_ukpbj")
    correspondence.edit(office, act(), row, {"about": "Hal yang lain", "copies": "Inspektorat; Bagian Hukum"})
    text = words(printing.pdf(office, [row["id"]], THURSDAY))
    assert "Hal yang lain" in text and "Inspektorat" in text and "Sekretaris Daerah" not in text


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "![](http://contoh.id/x.png)", "=HYPERLINK(1)", "{{ 7 }}"])
def test_what_people_type_stands_literally_in_the_letter(office, act, programme, evil):
    office.database.change(act(), "programme", [update(PROGRAMME, programme, name=evil)])
    before = shown(office, programme)
    correspondence.write(office, act(), before, telaahan.read(before["body"]), WRITTEN | {"saran": evil})
    made = letter(office, programme, "telaahan_1")["id"]
    assert words(printing.pdf(office, [made], THURSDAY)).replace(" ", "").count(evil.replace(" ", "")) >= 2


def test_the_preview_shows_what_is_typed_before_it_is_stored(office, programme):
    row = shown(office, programme) | {"body": telaahan.write(WRITTEN | {"persoalan": "Belum tersimpan."})}
    assert "Belum tersimpan." in words(printing.preview(office, row, THURSDAY))
    assert letter(office, programme, "telaahan_1") is None


def test_an_empty_section_is_marked_in_the_preview(office, programme):
    row = shown(office, programme) | {"body": telaahan.write(WRITTEN | {"analisis": ""})}
    assert "(belum diisi)" in words(printing.preview(office, row, THURSDAY))


def test_two_windows_on_one_memo_lose_nothing(office, act, programme):
    before = shown(office, programme)
    seen = telaahan.read(before["body"])
    correspondence.write(office, act(), before, seen, seen | {"saran": "dari jendela pertama"})
    correspondence.write(office, act(), before, seen, seen | {"analisis": "dari jendela kedua"})
    stored = telaahan.read(letter(office, programme, "telaahan_1")["body"])
    assert (stored["saran"], stored["analisis"]) == ("dari jendela pertama", "dari jendela kedua")
    with pytest.raises(Stale, match=r"VI\. Saran"):
        correspondence.write(office, act(), before, seen, seen | {"saran": "dari jendela ketiga"})
    assert telaahan.read(letter(office, programme, "telaahan_1")["body"]) == stored


def test_a_reader_may_not_write_letters(office, act, programme):
    before = shown(office, programme)
    with pytest.raises(NotAllowed):
        correspondence.write(office, act(RINA), before, telaahan.read(before["body"]), WRITTEN)


def test_only_a_scan_or_the_place_of_the_hardcopy_makes_a_letter_signed(office, act, programme):
    made = draft(office, act, programme, "memo", "telaahan_1")
    with pytest.raises(BadInput, match="Pilih berkas"):
        correspondence.sign(office, act(), [made], act().today)
    with pytest.raises(BadFile):
        correspondence.sign(office, act(), [made], act().today, content=b"MZ", name="x.exe")
    correspondence.sign(office, act(), [made], act().today, content=SCAN, name="telaahan.pdf")
    row = letter(office, programme, "telaahan_1")
    assert (row["state"], row["signer"], row["dated"]) == (LetterState.SIGNED, "PJB-1", act().today)
    with office.database.reading() as reader:
        assert reader.first(FILE, owner=made)["paper"] == "telaahan"


def test_a_letter_cannot_be_signed_tomorrow(office, act, programme):
    made = draft(office, act, programme, "memo", "telaahan_1")
    with pytest.raises(BadInput, match="belum tiba"):
        correspondence.sign(office, act(), [made], date(2026, 3, 13), hardcopy_place="lemari 2")


def test_without_a_head_of_office_the_sentence_says_where_to_enter_one(office, act, programme):
    made = draft(office, act, programme, "memo", "telaahan_1")
    office.database.change(act(BUDI), "office", [delete(OFFICIAL, "PJB-1")])
    with pytest.raises(BadInput, match="Pengaturan, Pejabat"):
        printing.pdf(office, [made], THURSDAY)
    with pytest.raises(BadInput, match="12 Maret 2026"):
        correspondence.sign(office, act(), [made], act().today, hardcopy_place="lemari 2")


def test_the_one_in_office_on_the_day_signs_and_stays_the_signer(office, act, clock, programme):
    made = signed(office, act, programme, "memo", "telaahan_1")
    acting = HEAD | {"name": "Pengganti, S.Sos.", "form": "Plt.", "since": date(2026, 4, 1)}
    office.database.change(act(BUDI), "office", [create(OFFICIAL, "PJB-2", **acting)])
    clock.later(days=60)
    assert HEAD["name"] in words(printing.pdf(office, [made], clock.now))
    other = draft(office, act, programme, "procurement", "permohonan_ukpbj")
    assert "Plt. Kepala Dinas Sosial" in words(printing.pdf(office, [other], clock.now))


@pytest.mark.parametrize(("day", "signer"), [
    (date(2026, 3, 8), "Kepala Dinas Sosial"), (date(2026, 3, 9), "Plh. Kepala Dinas Sosial"),
    (date(2026, 3, 11), "Plh. Kepala Dinas Sosial"), (date(2026, 3, 12), "Kepala Dinas Sosial"),
])
def test_who_stands_in_signs_from_the_first_to_the_last_day_of_the_period(office, act, programme, day, signer):
    period = {"form": "Plh.", "since": date(2026, 3, 9), "until": date(2026, 3, 11)}
    office.database.change(act(BUDI), "office", [create(OFFICIAL, "PJB-2", **HEAD | period)])
    with office.database.reading() as reader:
        assert letter_data.signer(letter_data.head_of_office(reader, day)).office == signer


def test_a_signed_letter_is_not_edited_any_more(office, act, programme):
    signed(office, act, programme, "memo", "telaahan_1")
    row = letter(office, programme, "telaahan_1")
    with pytest.raises(Refused, match="versi baru"):
        correspondence.edit(office, act(), row, {"about": "lain"})
    with pytest.raises(Refused, match="versi baru"):
        correspondence.write(office, act(), row, telaahan.read(row["body"]), WRITTEN)


def test_a_letter_without_a_number_does_not_go_out(office, act, programme):
    made = signed(office, act, programme, "memo", "telaahan_1")
    with pytest.raises(Refused, match="bernomor"):
        correspondence.send(office, act(), [made])
    numbering.number(office, act(), [made])
    correspondence.send(office, act(), [made])
    assert letter(office, programme, "telaahan_1")["state"] == LetterState.SENT


def test_a_new_version_keeps_the_text_and_the_old_one_proves_nothing(office, act, programme):
    made = signed(office, act, programme, "memo", "telaahan_1")
    numbering.number(office, act(), [made])
    correspondence.new_version(office, act(), [made])
    row = letter(office, programme, "telaahan_1")
    assert (row["version"], row["state"], row["number"], row["signer"]) == (2, LetterState.DRAFT, None, None)
    with office.database.reading() as reader:
        old = reader.get(LETTER, made)
        assert (old["state"], old["number"], old["body"]) == (LetterState.REPLACED, "400.9.14.5/1/DINSOS/2026", row["body"])
        assert {paper.key for paper in programmes.missing(reader, office.sop, programme, "memo")} >= {"telaahan"}


def test_a_draft_needs_no_new_version(office, act, programme):
    made = draft(office, act, programme, "memo", "telaahan_1")
    with pytest.raises(Refused, match="belum ditandatangani"):
        correspondence.new_version(office, act(), [made])


def test_drafting_twice_makes_one_letter(office, act, programme):
    assert draft(office, act, programme, "memo", "telaahan_1") == draft(office, act, programme, "memo", "telaahan_1")


def test_memo_bnba_and_request_come_from_one_sealed_list(office, act, clock, programme):
    with pytest.raises(NotReady, match="ditetapkan"):
        draft(office, act, programme, "bnba_memo", "telaahan_2")
    fix(office, act, programme, clock.now, "Siti Contoh", "<script>")
    both = [draft(office, act, programme, "bnba_memo", kind) for kind in ("telaahan_2", "permohonan_simbolis")]
    text = words(printing.pdf(office, both, THURSDAY))
    assert "2 (dua) penerima di 1 kelurahan" in text and "BY NAME BY ADDRESS" in text
    assert "Siti Contoh" in text and "<script>" in text and "6372054101700001" in text
    parts = ("TELAAHAN STAF", "BY NAME BY ADDRESS", "HASIL PEMERIKSAAN DAFTAR", "menyerahkan bantuan tersebut secara")
    assert sorted(parts, key=text.index) == list(parts)
    with office.database.reading() as reader:
        person = reader.first(RECIPIENT, programme=programme)["id"]
    office.database.change(act(), "recipients", [update(RECIPIENT, person, name="Orang lain")])
    with pytest.raises(Refused, match="tidak lagi sama"):
        printing.pdf(office, both, THURSDAY)


def test_the_request_is_drafted_together_with_the_second_memo(office, act, clock, programme):
    fix(office, act, programme, clock.now, "Siti Contoh")
    with office.database.reading() as reader:
        before = correspondence.drafted(reader, programme, "bnba_memo", "telaahan_2")
    correspondence.write(office, act(), before, telaahan.read(before["body"]), WRITTEN)
    both = [letter(office, programme, kind)["id"] for kind in ("telaahan_2", "permohonan_simbolis")]
    correspondence.sign(office, act(), both, act().today, content=SCAN, name="t.pdf")
    numbering.number(office, act(), both)
    assert numbers(office) == ["400.9.14.5/1/DINSOS/2026", "400.9.14.5/2/DINSOS/2026"]


def test_a_changed_text_is_for_new_letters_and_an_old_letter_keeps_the_one_it_was_made_with(office, act, programme):
    kind, original = "permohonan_ukpbj", originals.text("permohonan_ukpbj")
    changed = original.replace("kode: 000.3.3", "kode: 000.3.9").replace("::: tanda_tangan", "Kalimat baru.\n\n::: tanda_tangan")
    old = signed(office, act, programme, "procurement", kind)
    letter_templates.save(office, act(KABID), kind, 0, changed)
    assert "Kalimat baru." not in words(printing.pdf(office, [old], THURSDAY))
    numbering.number(office, act(), [old])
    assert numbers(office) == ["000.3.3/1/DINSOS/2026"]
    correspondence.new_version(office, act(), [old])
    again = letter(office, programme, kind)
    assert again["template"] == 1 and "Kalimat baru." in words(printing.pdf(office, [again["id"]], THURSDAY))
    correspondence.sign(office, act(), [again["id"]], act().today, hardcopy_place="lemari 2")
    numbering.number(office, act(), [again["id"]])
    assert letter(office, programme, kind)["number"] == "000.3.9/2/DINSOS/2026"


def test_a_heading_that_the_office_changed_stands_above_the_next_draft(office, act, programme):
    text = originals.text("telaahan_1").replace("hal: ", "hal: Segera, ", 1)
    letter_templates.save(office, act(KABID), "telaahan_1", 0, text)
    assert shown(office, programme)["about"].startswith("Segera, ")
