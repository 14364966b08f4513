import shutil
import subprocess
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_reading import extent, fonts_used_and_known, in_order, letters, lines, pages, slanted, text

from services.errors import BadFile, BadInput
from services.letters import layout, lists, originals, papers, preview, qr, sample
from services.letters.blocks import Signer
from services.letters.grammar import KINDS
from services.letters.lists import RecapRow, grouped_table, recap_table
from services.letters.marks import Words


@cache
def made() -> dict[str, bytes]:
    """Every sample paper, made once."""
    return {name.removesuffix(".pdf"): content for name, content in sample.write_all() if name.endswith(".pdf")}


NAMES = [*originals.names(), *sample.PAPERS]


def telaahan(draft: bool = False, **changes) -> bytes:
    values = sample.data()
    values["bagian"] = originals.sections("telaahan_1", values) | changes
    return papers.letter(
        originals.text("telaahan_1"), values, sample.OFFICE, sample.SIGNERS, now=sample.NOW, draft=draft
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_font_used_on_a_page_is_known_there(name: str):
    for page in pages(made()[name]):
        used, known = fonts_used_and_known(page)
        assert used and used <= known


@pytest.mark.parametrize("name", NAMES)
def test_fonts_have_the_metrics_of_arial_and_are_embedded(name: str):
    page = pages(made()[name])[0]
    assert {char["fontname"].split("+")[1] for char in letters(page)} <= {"LiberationSans", "LiberationSansBold"}
    assert b"/FontFile2" in made()[name]


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_the_files_are_sound(tmp_path):
    for name, pdf in made().items():
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(pdf)
        checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, name + checked.stdout + checked.stderr


@pytest.mark.parametrize("name", originals.names())
def test_letters_keep_the_margins_of_the_rule(name: str):
    for number, page in enumerate(pages(made()[name]), start=1):
        left, top, right, bottom = extent(page)
        assert left >= 29.9 and right >= 19.9 and bottom >= 25
        assert top >= (10 if number > 1 else 12)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in originals.names()])
def test_lists_and_forms_stay_on_the_page(name: str):
    sheets = pages(made()[name])
    for page in (*sheets[:2], sheets[-1]):
        assert min(extent(page)) >= 3


@pytest.mark.parametrize("name", originals.names())
def test_the_kop_is_twelve_to_sixteen_with_one_line_over_the_full_width(name: str):
    page = pages(made()[name])[0]
    head = [(round(char["size"]), "Bold" in char["fontname"]) for char in letters(page)]
    assert head[0] == (12, False)
    assert head[len("PEMERINTAHKOTABANJARBARU")] == (16, True)
    (line,) = [line for line in page.lines if line["linewidth"] > 2]
    assert line["x1"] - line["x0"] == pytest.approx((210 - 50) / 25.4 * 72, abs=0.1)


def test_a_telaahan_has_its_parts_in_order():
    parts = ["TELAAHAN STAF", "Yth.", "Dari", "Tanggal", "Nomor", "Lampiran", "Hal", "I. Persoalan", "II. Praanggapan",
             "III. Fakta-Fakta", "IV. Analisis", "V. Kesimpulan", "VI. Saran", "Kepala Dinas Sosial,",
             "Dra. Contoh Rahmawati", "Pembina Utama Muda", "NIP 19700101 199503 2 001"]
    assert in_order(text(telaahan()), parts)


def test_a_letter_has_its_parts_in_order_and_tembusan_last():
    parts = ["Banjarbaru, 5 Maret 2026", "Nomor", "Sifat", "Hal", "Yth. Kepala Bagian", "di", "Jumlah setiap paket",
             "303.500", "121.400.000", "Kepala Dinas Sosial,", "Tembusan:", "2. Sekretaris Daerah"]
    assert in_order(text(made()["permohonan_ukpbj"]), parts)


def test_a_berita_acara_begins_with_the_date_in_words_and_has_pihak_kedua_at_the_left():
    pdf = made()["bast"]
    assert "Kamis, tanggal dua belas, bulan Maret, tahun dua ribu dua puluh enam" in text(pdf).replace("\n", " ")
    last = pages(pdf)[-1]
    (left,), (right,) = last.search("PIHAK KEDUA,"), last.search("PIHAK PERTAMA,")
    assert left["top"] == pytest.approx(right["top"])
    assert left["x0"] < right["x0"]
    (known,) = last.search("Mengetahui,")
    assert known["top"] > left["top"]


def test_the_number_stands_at_the_top_from_the_second_page_on():
    first, second = pages(telaahan())
    assert next(lines(second)) == "2"
    assert "1" not in list(lines(first))


def test_a_list_counts_all_its_pages():
    sheets = pages(made()["bnba_400"])
    assert sheets[1].search(f"2 / {len(sheets)}")
    assert sheets[-1].search(f"{len(sheets)} / {len(sheets)}")


def test_a_draft_carries_konsep_on_each_page_and_a_paper_to_sign_none():
    for draft in (True, False):
        for page in pages(telaahan(draft)):
            assert "".join(char["text"] for char in page.chars if slanted(char)) == ("KONSEP" if draft else "")


def printed_lines(page) -> list[str]:
    """The lines of a composed page, without going through a PDF."""
    texts = ["".join(mark.text for mark in placed.piece.marks if isinstance(mark, Words)) for placed in page]
    return [line for line in texts if line]


@pytest.mark.parametrize("extra", range(24))
def test_a_signature_never_stands_alone(extra: int):
    values = sample.data()
    values["bagian"] = originals.sections("telaahan_1", values) | {"saran": "usul\n" * (extra + 1)}
    made = papers.filled(originals.text("telaahan_1"), values, sample.OFFICE, sample.SIGNERS)
    last = printed_lines(layout.compose(made, sample.OFFICE).pages[-1])
    assert last.index("Kepala Dinas Sosial,") >= 2


@pytest.mark.parametrize("count", range(1, 30))
def test_a_list_ends_with_rows_above_its_signer(count: int):
    section = lists.bnba(sample.people(count), sample.PROGRAMME, sample.OFFICE, sample.HEAD)
    last = printed_lines(section.pages[-1])
    rows = [line for line in last[:last.index("Kepala Dinas Sosial,")] if "Jalan Umpama" in line]
    assert len(rows) >= min(count, 2)


def test_a_long_list_of_tembusan_keeps_the_signature_with_the_text():
    values = sample.data()
    names = "".join(f"- Kepala Perangkat Daerah {number}\n" for number in range(60))
    pdf = papers.letter(
        originals.text("permintaan_data").replace("- Wali Kota Banjarbaru\n", names), values, sample.OFFICE,
        sample.SIGNERS, now=sample.NOW, draft=False,
    )
    (page,) = [page for page in pages(pdf) if page.search("Kepala Dinas Sosial,")]
    assert page.search("Tembusan:") and page.search("terima\\s+kasih")
    assert "60. Kepala Perangkat Daerah 59" in text(pdf)


def test_the_same_input_gives_the_same_bytes():
    assert telaahan() == telaahan()
    assert sample.PAPERS["tanda_terima_2x2"]() == made()["tanda_terima_2x2"]


def test_a_bnba_is_masked_unless_full_and_marked_in_any_case():
    people = sample.people(3)
    for full in (False, True):
        words = text(papers.bnba(people, sample.PROGRAMME, sample.OFFICE, sample.HEAD, now=sample.NOW, draft=False, full=full))
        assert (people[0]["nik"] in words) is full
        assert "T – TERBATAS" in words


def test_the_running_number_of_a_long_bnba_stands_on_one_line():
    numbers = {str(at) for at in range(4_990, 5_001)}
    assert numbers <= set(pages(made()["bnba_5000"])[-1].extract_text().split())


def test_a_bnba_repeats_its_head_and_ends_with_the_signer():
    sheets = pages(made()["bnba_400"])
    assert all(page.search("No. KK") for page in (*sheets[:2], sheets[-1]))
    assert "Norhayati Percontohan" in sheets[-1].extract_text()
    assert sheets[-1].search("Dra. Contoh Rahmawati")


def test_a_recap_by_another_grouping_has_one_column_for_it_and_only_the_total():
    table = grouped_table([RecapRow("?", "0–5 tahun", 3, 1, 2, 3), RecapRow("?", "6–17 tahun", 4, 0, 4, 4)], "Usia")
    assert [column.title for column in table.columns[:3]] == ["No", "Usia", "Jumlah penerima"]
    assert [["".join(run.text for run in cell) for cell in row[:5]] for row in table.rows] == [
        ["1", "0–5 tahun", "3", "1", "2"], ["2", "6–17 tahun", "4", "0", "4"], ["", "JUMLAH", "7", "1", "6"]]


def test_a_report_bears_number_and_place_and_date_above_its_signer():
    parts = ["LAPORAN PELAKSANAAN", "NOMOR : 400.9.14.5/123/DINSOS/2026", "I. Pendahuluan", "Banjarbaru, 5 Maret 2026",
             "Kepala Dinas Sosial,"]
    assert in_order(text(made()["laporan_pelaksanaan"]), parts)


def test_before_it_is_signed_a_report_has_room_for_number_and_date_by_hand():
    values = sample.data() | {"surat": dict.fromkeys(("nomor_surat", "tanggal_surat", "lampiran"))}
    pdf = papers.letter(
        originals.text("laporan_pelaksanaan"), values, sample.OFFICE, sample.SIGNERS, now=sample.NOW, draft=False)
    assert in_order(text(pdf), ["NOMOR : ……………", "Banjarbaru, ……………", "Kepala Dinas Sosial,"])


def test_a_list_of_receipts_names_the_code_of_each_and_keeps_rt_and_rw_on_one_line():
    words = text(papers.receipts(sample.people(9), sample.DELIVERY, now=sample.NOW, draft=False, form="list"))
    assert "K7PQ-3XWA-0001" in words and "RT 001/RW 001" in words


def test_a_recapitulation_adds_up_by_kecamatan_and_in_all():
    rows = [RecapRow("A", "a1", 3, 1, 2, 3), RecapRow("B", "b1", 5, 5, 0, 5), RecapRow("A", "a2", 4, 0, 4, 4)]
    cells = [[run.text for cell in row for run in cell] for row in recap_table(rows).rows]
    assert [row[2:7] for row in cells] == [
        ["a1", "3", "1", "2", "3"], ["a2", "4", "0", "4", "4"], ["Jumlah A", "7", "1", "6", "7"],
        ["b1", "5", "5", "0", "5"], ["Jumlah B", "5", "5", "0", "5"], ["", "12", "6", "6", "12"],
    ]
    assert [row[0] for row in cells] == ["1", "2", "", "3", "", ""]


def test_receipts_are_masked_and_say_that_a_code_is_no_signature():
    words = text(made()["tanda_terima"])
    assert sample.people(1)[0]["nik"] not in words
    assert "bukan tanda tangan" in words
    assert len(pages(made()["tanda_terima"])) == 10


def test_what_stands_on_all_receipts_is_stored_once():
    one, many = (len(papers.receipts(sample.people(n), sample.DELIVERY, now=sample.NOW, draft=False)) for n in (1, 41))
    assert (many - one) / 40 < 1_200


@pytest.mark.parametrize("name", ["tanda_terima", "tanda_terima_2x2", "undangan"])
def test_the_last_page_shows_what_stands_on_all_of_them(name: str):
    last = pages(made()[name])[-1].extract_text()
    assert "DINAS SOSIAL" in last and sample.people(10)[-1]["name"] in last


def test_the_last_page_of_four_has_only_the_receipts_that_are_left():
    assert [len(page.search("TANDA TERIMA BANTUAN")) for page in pages(made()["tanda_terima_2x2"])] == [4, 4, 2]


def test_stage_seven_is_one_document_with_its_own_page_numbers():
    sheets = pages(made()["telaahan_2_dengan_bnba"])
    assert "TELAAHAN STAF" in sheets[0].extract_text()
    assert float(sheets[2].width) > float(sheets[2].height)
    assert "Permohonan penyerahan simbolis" in sheets[-1].extract_text()


def test_every_kind_a_template_may_name_has_a_form():
    assert set(layout.OPENINGS) == set(KINDS)


def test_a_letter_prints_on_f4():
    text_ = originals.text("pengingat_data").replace("kertas: A4", "kertas: F4")
    pdf = papers.letter(text_, sample.data(), sample.OFFICE, sample.SIGNERS, now=sample.NOW, draft=True)
    assert float(pages(pdf)[0].height) == pytest.approx(330 / 25.4 * 72, abs=0.1)


def test_a_missing_official_stops_the_letter_with_a_sentence():
    with pytest.raises(BadInput, match="pejabat “kepala_dinas” belum ada"):
        papers.letter(
            originals.text("permintaan_data"), sample.data(), sample.OFFICE, {}, now=sample.NOW, draft=True
        )


def with_attachment(draft: bool = False) -> bytes:
    """A letter with a lampiran of its own that the same official signs."""
    text_ = originals.text("permintaan_data") + "\n::: lampiran Kolom data {{ program.nama_program }}\n\n# Wajib\nNIK\n\n::: tanda_tangan\n"
    values = sample.data() | ({"surat": dict.fromkeys(("nomor_surat", "tanggal_surat", "lampiran"))} if draft else {})
    return papers.letter(text_, values, sample.OFFICE, sample.SIGNERS, now=sample.NOW, draft=draft, code="" if draft else sample.CODE)


def test_a_lampiran_begins_a_page_that_names_its_letter_is_numbered_and_signed_by_the_same_official():
    pdf = with_attachment()
    last = pages(pdf)[-1].extract_text()
    assert in_order(last, ["2", "Lampiran", "Nomor : 400.9.14.5/123/DINSOS/2026", "Tanggal : 5 Maret 2026",
                           "Kolom data Bantuan Paket Ramadan", "I. Wajib", "NIK", "Kepala Dinas Sosial,", "NIP 1970"])
    assert qr.read(preview.picture(pdf, 1, 150)) == [sample.CODE] and not qr.read(preview.picture(pdf, 2, 150))


def test_before_its_letter_is_signed_a_lampiran_has_room_for_number_and_date():
    assert in_order(pages(with_attachment(draft=True))[-1].extract_text(), ["Nomor :", "Tanggal : ……"])


def test_a_broken_emblem_stops_the_letter_with_a_sentence():
    broken = replace(sample.OFFICE, emblem=b"bukan gambar")
    with pytest.raises(BadFile, match="lambang tidak dapat dibaca"):
        papers.letter(
            originals.text("pengingat_data"), sample.data(), broken, sample.SIGNERS, now=sample.NOW, draft=True
        )


def person(name: str) -> dict:
    return sample.people(1)[0] | {"name": name, "address": name, "kelurahan": name, "note": name}


ANY_NAME = st.text(max_size=40) | st.text(min_size=1, max_size=3).map(lambda part: part * 300)


@settings(max_examples=12, deadline=None)
@given(ANY_NAME)
def test_any_name_gives_a_sound_paper_with_nothing_outside_the_margins(name: str):
    rows, signer = [person(name)], Signer(name, name, name, name)
    common = {"now": sample.NOW, "draft": False}
    over = papers.Delivery(sample.PROGRAMME, sample.POINT, sample.OFFICE, signer, signer)
    for pdf, margins in (
        (papers.bnba(rows, sample.PROGRAMME, sample.OFFICE, signer, **common), (19.9, 5, 14.9, 20)),
        (papers.receipts(rows, over, **common), (29.9, 12, 19.9, 25)),
        (papers.receipts(rows, over, form="four", **common), (9.9, 7, 7.9, 3)),
    ):
        for page in pages(pdf):
            assert all(is_ >= least for is_, least in zip(extent(page), margins, strict=True))


@settings(max_examples=8, deadline=None)
@given(ANY_NAME)
def test_any_value_in_a_letter_stays_between_the_margins(value: str):
    for page in pages(telaahan(saran=f"x {value}")):
        left, _, right, bottom = extent(page)
        assert left >= 29.9 and right >= 19.9 and bottom >= 25


def test_a_name_with_letters_the_font_lacks_is_printed_with_boxes():
    pdf = papers.bnba([person("Siti 😀 日 <script>")], sample.PROGRAMME, sample.OFFICE, sample.HEAD, now=sample.NOW, draft=False)
    assert "Siti □ □" in text(pdf)
    assert "<script>" in text(pdf)


def test_an_address_names_rt_and_rw():
    assert lists.address({"address": "Jl. A", "rt": "002", "rw": "001"}) == "Jl. A, RT\u00a0002/RW\u00a0001"
    assert lists.address({"address": None, "rt": "", "rw": "001"}) == "RW\u00a0001"


def test_a_row_with_only_a_name_is_enough_for_a_receipt():
    words = text(papers.receipts([{"name": "Siti", "packages": None}], sample.DELIVERY, now=sample.NOW, draft=True))
    assert "1 paket" in words
    assert "None" not in words
