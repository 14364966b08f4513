"""The cover of a programme's archive bundle lists what was attached, stage by stage."""

from letters_cast import SCAN, draft, handed_in, started, words

from services import archive, attachments, correspondence, numbering


def test_the_cover_lists_each_paper_with_its_number_and_how_it_is_kept(office, act, clock):
    programme = started(office, act)
    handed_in(office, act, programme)
    made = draft(office, act, programme, "procurement", "permohonan_ukpbj")
    correspondence.sign(office, act(), [made], act().today, hardcopy_place="lemari 2")
    numbering.number(office, act(), [made])
    text = words(archive.cover(office, programme, clock.now))
    assert "BANSOS RAMADAN 2026" in text and "akhir tahun 2031" in text and "lemari 2" in text
    memo, request = text.index("Surat Telaahan Staf, bertanda tangan"), text.index("000.3.3/1/DINSOS/2026 12 Maret 2026 Asli")
    assert memo < request and "Softcopy" in text[memo:request]


def test_a_programme_without_papers_has_a_cover_all_the_same(office, act, clock):
    programme = started(office, act)
    assert "DAFTAR ISI BERKAS" in words(archive.cover(office, programme, clock.now))


def test_a_file_without_a_paper_of_the_sop_stands_there_by_its_name(office, act, clock):
    programme = started(office, act)
    attachments.attach(office, act(), programme, content=SCAN, name="undangan rapat.pdf", programme=programme, stage="memo")
    assert "undangan rapat.pdf" in words(archive.cover(office, programme, clock.now))
