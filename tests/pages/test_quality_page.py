"""The pages of quality and of the check before fixing, driven by hand as it were."""

import pytest
from cast import BUDI, RINA, SITI

from pages.pieces import phone_list
from services import jobs, programmes
from services.domain.schema import AGENCY, AUDIT_EXCEPTION, LETTER, OFFICIAL, RECIPIENT
from services.people import imports, intake
from services.storage.database import create
from services.storage.workbooks import write_xlsx

HEAD = ["No", "Nama", "NIK", "No. KK", "Tanggal Lahir", "Alamat", "Kelurahan"]
GOOD = ["1", "Rusmini", "6372014809869001", "6372010101089001", "08-09-1986", "Jalan Contoh 1", "Palam"]
SHORT = ["2", "Hamdani", "637201050384900", "6372010101089002", "05-03-1984", "Jalan Contoh 2", "Palam"]


@pytest.fixture
def programme(office, act):
    programme = programmes.start(office, act(), {"name": "Bansos 2026", "year": 2026, "quota": 10})
    office.database.change(act(BUDI), "office", [create(
        OFFICIAL, "PJB-1", duty="Kepala Dinas", position="Kepala Dinas Sosial", name="Dra. Contoh", form="Definitif")])
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam")])
    content = write_xlsx(HEAD, [GOOD, SHORT], "Usulan")
    imports.store(
        office, act(), programme, "INS-1", "usulan.xlsx", content, intake.check(content, "usulan.xlsx", act().today))
    return programme


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    return app.run()


def test_a_letter_is_drafted_from_the_page(panel, office, programme):
    app = press(panel(SITI, "quality.py", program=programme), "Buat surat")
    assert not app.exception and not app.error
    with office.database.reading() as reader:
        assert reader.first(LETTER)["kind"] == "pengantar_perbaikan"


def test_the_way_for_a_corrected_file_knows_its_agency(panel, programme):
    app = panel(SITI, "quality.py", program=programme)
    (way,) = [one.proto for one in app.get("page_link") if one.proto.label == "Terima berkas perbaikan"]
    assert way.query_string == f"program={programme}&instansi=INS-1"


def test_long_files_are_read_in_the_background_and_the_page_says_whose(panel, programme, monkeypatch):
    monkeypatch.setattr(jobs, "LONG", 1)
    app = panel(SITI, "quality.py", program=programme)
    assert any("belum dibaca: Kelurahan Palam" in one.value.replace("\\", "") for one in app.caption)
    jobs.QUEUE.join()
    assert app.run().dataframe[0].value["Dibaca"].tolist() == [2]


def test_an_auditor_reads_the_scorecard_and_changes_nothing(panel, programme):
    app = panel(RINA, "quality.py", program=programme)
    assert app.dataframe[0].value["Harus diperbaiki"].tolist() == [1] and not app.button


def test_on_a_phone_each_agency_is_a_line_of_what_there_is(panel, programme, monkeypatch):
    monkeypatch.setattr(phone_list, "on_phone", lambda: True)
    app = panel(RINA, "quality.py", program=programme)
    (shown,) = [one.proto.body for one in app.get("html") if "baris" in one.proto.body]
    assert not app.dataframe and "Kelurahan Palam" in shown
    assert "dibaca 2" in shown and "harus diperbaiki 1" in shown and "ganda" not in shown


def test_findings_are_excepted_from_the_page_with_reason_and_name(panel, office, act, programme):
    office.database.change(act(), "recipients", [create(
        RECIPIENT, "PEN-X", programme=programme, name="Galuh", nik="6372015207909003", no_kk="6372010101089003",
        source="DTSEN", state="Calon", helped_before=True)])
    app = panel(SITI, "audit.py", program=programme)
    assert "1 temuan terbuka" in app.warning[0].value
    press(app, "Kecualikan")
    assert "Alasan wajib diisi" in app.error[0].value
    for field, value in zip(app.text_input, ("Rumahnya kebanjiran", "Kabid Linjamsos"), strict=True):
        field.set_value(value)
    app = press(app, "Kecualikan")
    assert not app.warning and app.success
    with office.database.reading() as reader:
        assert reader.first(AUDIT_EXCEPTION)["approved_by"] == "Kabid Linjamsos"


def test_an_auditor_reads_the_check(panel, programme):
    app = panel(RINA, "audit.py", program=programme)
    assert not app.exception and app.success
