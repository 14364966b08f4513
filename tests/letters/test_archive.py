from dataclasses import replace

from pdf_reading import in_order, pages, text

from services.letters import papers, sample
from services.letters.archive import Filed


def cover(**changes) -> bytes:
    return papers.archive_cover(replace(sample.BUNDLE, **changes), sample.OFFICE, now=sample.NOW)


def test_the_label_is_above_the_contents():
    assert in_order(text(cover()), [
        "BANTUAN PAKET RAMADAN", "TAHUN ANGGARAN 2026", "400.9.14.5", "Lemari 2", "DAFTAR ISI BERKAS",
        "Data pribadi sampai : akhir tahun 2031", "Lembar disposisi Wali Kota", "9 Maret 2026",
    ])


def test_many_papers_take_further_pages_with_the_head_repeated():
    sheets = pages(cover(papers=(Filed("Tanda terima"),) * 90))
    assert len(sheets) > 2
    assert all(page.search("Asli/salinan") for page in sheets)


def test_what_is_not_known_is_left_out():
    assert "Data pribadi" not in text(cover(kept_until=None))
