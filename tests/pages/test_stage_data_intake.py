"""The page of stage 5: read and shown before it is stored, stored after a question, taken back, hardcopy."""

import pytest
from cast import KABID, RINA, SITI
from distribution_cast import set_stage
from pressing import buttons, errors, press, stop_the_clock

from pages.pieces import background
from services import jobs, programmes
from services.domain.schema import AGENCY, DATA_REQUEST, RECIPIENT
from services.people import drafts
from services.storage import jobs as known
from services.storage import packed, prints
from services.storage.database import create, update

PAGE = "stages/data_intake.py"
BOOK = (
    "NIK;No KK;Nama;Tanggal Lahir;Kelurahan\n"
    "6372051001800001;6372051001800101;Aminah;10-01-1980;Palam\n"
    "63720510018;6372051001800102;**Badrun** <b>;10-01-1980;Palam\n"
    "6372051001800003;6372051001800103;Contoh;10-01-1981;Palam\n"
)


@pytest.fixture
def programme(office, act, clock, monkeypatch):
    stop_the_clock(monkeypatch, clock)
    made = programmes.start(office, act(), {"name": "Paket Ramadan", "year": 2026, "quota": 400})
    with office.database.reading() as reader:
        stage = programmes.stages(reader, made)["data_intake"]["id"]
    set_stage(office, act, stage, "Menunggu data")
    office.database.change(act(), "requests", [
        create(AGENCY, "INS-PALAM", name="Kelurahan Palam"), create(AGENCY, "INS-LAIN", name="Kelurahan Lain"),
        create(DATA_REQUEST, "PMD-1", programme=made, agency="INS-PALAM"),
    ])
    return made


def uploaded(panel, programme, content=BOOK, name="usulan.csv", actor=SITI):
    app = panel(actor, PAGE, program=programme)
    app.selectbox[0].set_value("INS-PALAM")
    app.file_uploader[-1].upload(name, content.encode(), "text/csv")
    return app.run()


def people(office):
    with office.database.reading() as reader:
        return [row["name"] for row in reader.find(RECIPIENT, order=("source_row",))]


def text(app):
    return " ".join(one.value for one in (*app.markdown, *app.caption)).replace("\\", "")


def yes(app):
    """Say yes to the question of the dialog."""
    return next(one for one in app.button if (one.key or "").startswith("yes ")).click().run()


def store(app):
    return yes(press(app, "Simpan 2 baris"))


def test_nothing_is_stored_before_it_was_shown_and_asked(panel, office, programme):
    app = uploaded(panel, programme)
    assert [(one.label, one.value) for one in app.metric] == [
        ("Baris dibaca", "3"), ("Siap disimpan", "2"), ("Harus diperbaiki", "1"), ("Perlu dilihat", "1")]
    assert "Belum ada yang tersimpan" in text(app) and people(office) == []
    press(app, "Simpan 2 baris")
    assert people(office) == []


def test_a_fault_is_said_with_its_cell_and_its_name_is_only_text(panel, programme):
    app = uploaded(panel, programme)
    fault = next(one.value for one in app.markdown if "sel A3" in one.value)
    assert r"\*\*Badrun\*\* \<b\>" in fault and "NIK berisi 11 angka" in fault.replace("\\", "")


def test_after_the_question_the_good_rows_are_stored(panel, office, programme):
    app = store(uploaded(panel, programme))
    assert people(office) == ["Aminah", "Contoh"]
    assert any(one.value == "Sudah datang 1 dari 1 instansi" for one in app.header)
    assert "2 baris" in text(app)


def test_a_file_may_be_exchanged_before_it_is_stored(panel, office, programme):
    app = press(uploaded(panel, programme), "Ganti berkas")
    assert "Instansi pengirim" in [one.label for one in app.selectbox] and people(office) == []


@pytest.mark.parametrize(("content", "name", "sentence"), [
    ("", "kosong.csv", "kosong"), ("halo;dunia\n1;2\n", "lain.csv", "Tabel tidak ditemukan"),
    ("PK\x03\x04rusak", "rusak.xlsx", "rusak atau terpotong"),
])
def test_a_file_that_is_no_list_is_refused_in_words(panel, programme, content, name, sentence):
    app = uploaded(panel, programme, content, name)
    assert sentence in errors(app) and not app.metric


def test_the_same_file_again_is_refused_in_words(panel, programme):
    app = store(uploaded(panel, programme))
    app.selectbox[0].set_value("INS-PALAM")
    app.file_uploader[-1].upload("usulan.csv", BOOK.encode(), "text/csv")
    assert "sudah disimpan untuk instansi yang sama" in errors(yes(press(app.run(), "Simpan perbaikan")))


def test_an_import_is_taken_back_after_a_question_and_who_was_changed_is_named(panel, office, act, programme):
    app = store(uploaded(panel, programme))
    with office.database.reading() as reader:
        row = reader.first(RECIPIENT, name="Contoh")
    office.database.change(act(), "recipients", [update(RECIPIENT, row["id"], address="Jl. Baru")])
    press(app, "Batalkan impor")
    assert people(office) == ["Aminah", "Contoh"]
    app = yes(app)
    assert people(office) == ["Contoh"] and "1 baris sudah disentuh sejak impor" in text(app)
    assert "Alamat diubah oleh Siti" in text(app)


def test_the_hardcopy_is_noted_with_its_place(panel, office, programme):
    app = panel(SITI, PAGE, program=programme)
    app.text_input(key="hardcopy PMD-1 hardcopy_place").input("Lemari 2")
    app = app.button(key="send hardcopy PMD-1").click().run()
    with office.database.reading() as reader:
        assert reader.get(DATA_REQUEST, "PMD-1")["hardcopy_place"] == "Lemari 2"
        assert "file:hardcopy" in programmes.evidence(reader, programme, "data_intake")


@pytest.mark.parametrize("actor", [RINA, KABID])
def test_who_only_looks_has_nothing_to_upload(panel, programme, actor):
    app = panel(actor, PAGE, program=programme)
    assert not app.selectbox and "Batalkan impor" not in buttons(app)


ODD = "Kode Warga;Penduduk\n6372051001800001;Aminah\n6372051001800003;Contoh\n"


def mapped(app):
    """Say what the two columns of ODD are."""
    for label, fields in (("Kode Warga", "nik"), ("Penduduk", "name")):
        next(one for one in app.selectbox if one.label == label).set_value(fields)
    return press(app, "Baca lagi dengan susunan ini")


def test_a_refused_workbook_is_read_after_its_columns_were_mapped_and_so_is_the_next(panel, office, programme):
    app = uploaded(panel, programme, ODD)
    assert "Tabel tidak ditemukan" in errors(app)
    app = mapped(app)
    assert not app.error and "dikenali dari kiriman lalu" in text(app)
    yes(press(app, "Simpan 2 baris"))
    assert people(office) == ["Aminah", "Contoh"]
    app = uploaded(panel, programme, ODD.replace("Contoh", "Dahlia"))
    assert "Susunan kolom Kelurahan Palam dikenali dari kiriman lalu" in text(app)
    assert "Tabel tidak ditemukan" in errors(press(app, "Lupakan susunan ini"))
    assert "Tabel tidak ditemukan" in errors(uploaded(panel, programme, ODD.replace("Contoh", "Esah")))


def test_a_long_list_is_stored_in_the_background_and_the_page_tells_its_end(panel, office, programme, monkeypatch):
    monkeypatch.setattr(background, "LONG", 1)
    app = store(uploaded(panel, programme))
    jobs.QUEUE.join()
    assert people(office) == ["Aminah", "Contoh"]
    app = app.run()
    assert "2 baris dari Kelurahan Palam tersimpan" in app.success[0].value
    assert not press(app, "Tutup").success


def test_a_running_job_shows_how_far_it_is_and_can_be_stopped(panel, office, act, programme):
    known.add(office.database, {
        "id": "OP-1", "kind": "import", "programme": programme, "actor": SITI.id, "started": act().now, "done": 1_000,
        "total": 5_000, "state": "Berjalan", "title": "Menyimpan 5.000 baris", "right": "intake"})
    app = panel(SITI, PAGE, program=programme)
    assert "Menyimpan 5.000 baris: 20%. Anda boleh menutup halaman ini." in progress(app)
    press(app, "Hentikan")
    assert known.wants_stop(office.database, "OP-1")
    assert "Hentikan" not in buttons(panel(RINA, PAGE, program=programme))


def progress(app):
    return " ".join(one.proto.text for one in app.get("progress")).replace("\\", "")


MENDED = BOOK.replace("63720510018;", "6372051001800002;")


def test_a_corrected_file_is_matched_before_anything_is_stored(panel, office, programme):
    store(uploaded(panel, programme))
    app = uploaded(panel, programme, MENDED)
    assert "tidak seorang pun tercatat dua kali: 1 diperbaiki, 2 tetap" in app.info[0].value.replace("\\", "")
    assert people(office) == ["Aminah", "Contoh"]
    yes(press(app, "Simpan perbaikan"))
    assert sorted(people(office)) == ["**Badrun** <b>", "Aminah", "Contoh"]


def test_a_file_is_matched_again_when_its_columns_are_mapped_otherwise(panel, programme):
    store(uploaded(panel, programme))
    app = uploaded(panel, programme, MENDED)
    next(one for one in app.selectbox if one.label == "Kelurahan").set_value("")
    app = press(app, "Baca lagi dengan susunan ini")
    assert "perbaikan dari kiriman lalu" in app.info[0].value


def test_another_list_of_the_agency_is_no_correction(panel, programme):
    store(uploaded(panel, programme))
    assert not uploaded(panel, programme, BOOK.replace("63720510018", "63720210018").replace("Aminah", "Zainab").replace("Contoh", "Yusuf")).info


def test_a_list_without_headings_is_mapped_on_the_screen(panel, programme):
    app = uploaded(panel, programme, "\n".join(BOOK.splitlines()[1:]))
    assert "petakan sendiri" in app.error[0].value
    for column, fields in {"Kolom A": "nik", "Kolom C": "name", "Kolom E": "kelurahan"}.items():
        next(one for one in app.selectbox if one.label == column).set_value(fields)
    app = press(app, "Baca lagi dengan susunan ini")
    assert "Simpan 2 baris" in buttons(app)


@pytest.fixture
def long(monkeypatch):
    """Every file is one that takes long to read."""
    monkeypatch.setattr(drafts, "LONG", 1)


def read_result(panel, programme, job):
    return panel(SITI, PAGE, program=programme, baca=job)


def the_job(office, programme):
    return known.latest(office.database, "read INS-PALAM", programme)["id"]


def test_a_long_file_is_read_in_the_background_and_looked_at_after_the_window_was_closed(panel, office, programme, long):
    app = uploaded(panel, programme)
    assert not app.metric and "Instansi pengirim" in [one.label for one in app.selectbox]
    jobs.QUEUE.join()
    elsewhere = panel(SITI, "help.py")
    assert "usulan.csv dari Kelurahan Palam dibaca: 3 baris. Belum ada yang tersimpan" in elsewhere.success[0].value.replace("\\", "")
    (way,) = [one.proto for one in elsewhere.get("page_link") if one.proto.label == "Periksa hasilnya"]
    job = the_job(office, programme)
    assert way.query_string == f"program={programme}&baca={job}"
    app = read_result(panel, programme, job)
    assert [one.value for one in app.metric] == ["3", "2", "1", "1"] and not app.success
    store(app)
    assert people(office) == ["Aminah", "Contoh"]
    assert not prints.place(office.data, job).exists() and not app.run().metric


def test_what_was_read_is_given_up_with_its_file(panel, office, programme, long):
    uploaded(panel, programme)
    jobs.QUEUE.join()
    job = the_job(office, programme)
    app = press(read_result(panel, programme, job), "Ganti berkas")
    assert not app.metric and not prints.place(office.data, job).exists()


@pytest.mark.parametrize("how", ["unknown", "put away", "another edition"])
def test_a_result_that_is_there_no_more_is_said_in_words(panel, office, programme, long, monkeypatch, how):
    uploaded(panel, programme)
    jobs.QUEUE.join()
    job = the_job(office, programme)
    if how == "put away":
        jobs.put_away(office, job)
    if how == "another edition":
        monkeypatch.setattr(packed, "edition", lambda: "next")
    app = read_result(panel, programme, "OP-9" if how == "unknown" else job)
    assert "Hasil baca berkas tidak ditemukan" in errors(app) and "Instansi pengirim" in [one.label for one in app.selectbox]


def test_a_long_file_that_is_no_list_says_so_at_its_end(panel, programme, long):
    uploaded(panel, programme, "PK\x03\x04rusak", "rusak.xlsx")
    jobs.QUEUE.join()
    assert "rusak atau terpotong" in errors(panel(SITI, "help.py"))
