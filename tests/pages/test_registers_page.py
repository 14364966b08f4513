"""The registers: found by word and year, incoming letters entered, a disposition opened by its code."""

import pytest
from cast import RINA, SITI
from letters_cast import draft, handed_in, signed, started
from pressing import buttons, errors, field, press, stop_the_clock

from services import numbering, registers
from services.domain.schema import INCOMING, LETTER
from services.storage.database import delete

PAGE = "registers.py"


@pytest.fixture
def programme(office, act, clock, monkeypatch):
    stop_the_clock(monkeypatch, clock)
    return started(office, act)


def listed(app):
    """The list of letters as HTML; empty where there is none."""
    return "".join(one.proto.body for one in app.get("html") if "baris" in one.proto.body)


def test_outgoing_letters_stand_in_the_register_of_their_year(panel, office, act, programme):
    draft(office, act, programme, "memo", "telaahan_1")
    app = panel(SITI, PAGE)
    assert "Wali Kota Banjarbaru" in listed(app)
    field(app.selectbox, "Tahun").set_value(2025)
    assert not listed(app.run()) and "Belum ada surat di tahun 2025" in app.info[0].value


def test_a_letter_is_opened_from_the_list_and_left_again(panel, office, act, programme):
    letter = draft(office, act, programme, "memo", "telaahan_1")
    app = panel(SITI, PAGE)
    assert f"surat={letter}" in listed(app) and "tanpa nomor" in listed(app)
    app = panel(SITI, PAGE, surat=letter)
    assert "Kepada: Wali Kota Banjarbaru" in " ".join(one.value for one in app.text)
    press(app, "Semua surat")
    assert "surat" not in app.query_params


def test_an_incoming_letter_is_opened_to_be_changed(panel, office, act, programme):
    registers.record_incoming(office, act(), None, {
        "agenda": 1, "received": act().today, "sender": "Kelurahan <b>", "about": "Usulan"})
    with office.database.reading() as reader:
        row = reader.first(INCOMING)["id"]
    assert "Kelurahan &lt;b&gt;" in listed(panel(SITI, PAGE))
    assert field(panel(SITI, PAGE, surat=row).text_input, "Pengirim *").value == "Kelurahan <b>"


def test_a_search_without_a_hit_says_so(panel, office, act, programme):
    draft(office, act, programme, "memo", "telaahan_1")
    app = panel(SITI, PAGE)
    field(app.text_input, "Cari").set_value("zebra").run()
    assert not listed(app) and "Tidak ada yang cocok" in app.info[0].value


def test_an_incoming_letter_is_entered_and_the_form_is_empty_again(panel, office, programme):
    app = panel(SITI, PAGE)
    field(app.text_input, "Pengirim *").set_value("Kelurahan <script>")
    field(app.text_input, "Hal *").set_value("=HYPERLINK(1)")
    press(app, "Simpan surat masuk")
    with office.database.reading() as reader:
        row = reader.first(INCOMING)
    assert (row["sender"], row["about"], row["agenda"]) == ("Kelurahan <script>", "=HYPERLINK(1)", 1)
    assert field(app.text_input, "Pengirim *").value == "" and field(app.number_input, "No. Agenda").value == 2


def test_an_incoming_letter_without_a_sender_is_refused(panel, office, programme):
    app = press(panel(SITI, PAGE), "Simpan surat masuk")
    assert "Pengirim wajib diisi" in errors(app) and "Hal wajib diisi" in errors(app)


def test_the_code_of_a_sheet_opens_its_disposition(panel, office, act, programme):
    handed_in(office, act, programme)
    app = panel(SITI, PAGE)
    field(app.text_input, "Kode lembar disposisi").set_value("7k3q x9zd 4m0a")
    assert press(app, "Buka").title[0].value == "Disposisi Wali Kota"


def test_a_reader_enters_nothing(panel, programme):
    app = panel(RINA, PAGE)
    assert not app.exception and "Simpan surat masuk" not in buttons(app)


def test_a_gap_in_the_numbers_is_shown_until_its_reason_is_there(panel, office, act, programme):
    made = signed(office, act, programme, "memo", "telaahan_1")
    numbering.number(office, act(), [made])
    office.database.change(act(), "letters", [delete(LETTER, made)])
    app = panel(SITI, PAGE)
    assert list(app.dataframe[0].value["Alasan"]) == ["Belum ada alasan"]
    field(app.text_input, "Alasan *").set_value("Surat batal")
    press(app, "Simpan alasan")
    with office.database.reading() as reader:
        assert registers.gaps(reader, 2026)[0]["reason"] == "Surat batal"
    assert list(app.dataframe[0].value["Alasan"]) == ["Surat batal"]


def test_both_registers_can_be_printed(panel, programme):
    app = panel(RINA, PAGE)
    assert {"Cetak buku surat keluar 2026", "Cetak buku surat masuk 2026"} <= {
        download.label for download in app.get("download_button")}
