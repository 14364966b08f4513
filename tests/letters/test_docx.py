from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_reading import in_order

from services.letters import docx, originals, papers, sample
from services.letters.blocks import Heading, Item, Paragraph, Table, join

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def made(name: str, **bagian: str) -> bytes:
    values = sample.data()
    if name in originals.names_with_sections():
        values["bagian"] = originals.sections(name, values) | bagian
    return docx.letter(papers.filled(originals.text(name), values, sample.OFFICE, sample.SIGNERS), sample.OFFICE, sample.NOW)


def read(content: bytes):
    return Document(BytesIO(content))


def words(content: bytes) -> str:
    """All text in the order it stands, tables included."""
    return "\n".join(part.text or "" for part in read(content).element.body.iter(f"{WORD}t"))


@pytest.mark.parametrize("name", originals.names())
def test_every_letter_has_its_kop_and_its_signer(name: str):
    assert in_order(words(made(name)), ["PEMERINTAH KOTA BANJARBARU", "DINAS SOSIAL", "NIP "])


def test_the_copies_stand_last():
    assert words(made("permintaan_data")).splitlines()[-2:] == ["Tembusan:", "1. Wali Kota Banjarbaru"]


def test_a_telaahan_has_its_parts_in_order():
    assert in_order(words(made("telaahan_1")), [
        "TELAAHAN STAF", "Yth.", "Wali Kota Banjarbaru", "Hal", "I.", "Persoalan", "VI.", "Saran",
        "Kepala Dinas Sosial,", "NIP 19700101 199503 2 001"])


def test_a_table_keeps_its_cells_and_repeats_its_head():
    tables = read(made("permohonan_ukpbj")).tables
    assert [cell.text for cell in tables[0].rows[1].cells][:3] == ["1", "Beras premium", "10"]
    assert tables[0].rows[0]._tr.trPr.find(f"{WORD}tblHeader") is not None


@pytest.mark.parametrize("name", originals.names())
def test_every_text_of_the_blocks_stands_in_it(name: str):
    values = sample.data()
    if name in originals.names_with_sections():
        values["bagian"] = originals.sections(name, values)
    blocks = papers.filled(originals.text(name), values, sample.OFFICE, sample.SIGNERS).blocks
    texts = [join(block.text) for block in blocks if isinstance(block, Heading | Paragraph | Item)]
    texts += [join(cell) for block in blocks if isinstance(block, Table) for row in block.rows for cell in row]
    document = read(made(name))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    shown = [paragraph.text.split("\t")[-1] for paragraph in document.paragraphs] + cells
    wanted = iter(" ".join(text.split()) for text in texts)
    found = [" ".join(text.split()) for text in shown]
    assert all(text in found for text in wanted)


def test_columns_are_as_wide_as_in_the_pdf():
    number, goods, *_ = read(made("permohonan_ukpbj")).tables[0].rows[1].cells
    assert number.width.mm < 12 < 40 < goods.width.mm


def test_the_signature_keeps_the_last_lines_with_it():
    document = read(made("pengingat_data"))
    assert [paragraph.paragraph_format.keep_with_next for paragraph in document.paragraphs[-2:]] == [True, True]


def test_two_signatures_stand_beside_each_other_pihak_kedua_left():
    left, right = read(made("bast")).tables[-1].rows[0].cells
    assert "PIHAK KEDUA" in left.text
    assert "PIHAK PERTAMA" in right.text


def test_paper_and_margins_are_those_of_the_rule():
    page = read(made("pengingat_data")).sections[0]
    assert [round(size.mm) for size in (page.page_width, page.page_height, page.left_margin, page.right_margin)] == [
        210, 297, 30, 20]


def test_it_says_that_the_pdf_is_what_is_signed():
    assert "Konsep untuk dikoreksi" in read(made("bast")).sections[0].footer.paragraphs[0].text


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_whatever_people_typed_gives_a_file_that_opens(value: str):
    assert "telaahan" in words(made("telaahan_1", saran=f"x {value}")).lower()


def test_typed_marks_stay_literal():
    assert "**tebal** <b> {{ x }} & ]]>" in words(made("telaahan_1", saran="**tebal** <b> {{ x }} & ]]>"))


def test_a_lampiran_begins_a_page_that_names_its_letter():
    text_ = originals.text("permintaan_data") + "\n::: lampiran Kolom data\n\nNIK\n"
    content = docx.letter(papers.filled(text_, sample.data(), sample.OFFICE, sample.SIGNERS), sample.OFFICE, sample.NOW)
    assert in_order(words(content), ["Tembusan:", "Lampiran", "Nomor", "400.9.14.5/123", "Kolom data", "NIK"])
    assert len(list(read(content).element.body.iter(f"{WORD}br"))) == 1
