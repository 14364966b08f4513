"""Data goes back to the agency and comes back corrected: scorecard, letter, marked workbook, matching."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from cast import BUDI, RINA, SITI
from openpyxl import load_workbook

from services import correspondence, printing, programmes
from services.domain.quality import Outcome
from services.domain.schema import AGENCY, CORRECTION, IMPORT, LETTER, OFFICIAL, RECIPIENT
from services.domain.workbook.grid import text_of
from services.errors import BadInput, NotAllowed, Refused
from services.people import imports, intake, layouts, quality, sent_lists
from services.storage.database import create, update
from services.storage.workbooks import read_grids, write_xlsx

HEAD = ["No", "Nama", "NIK", "No. KK", "Tanggal Lahir", "Alamat", "Kelurahan"]
GOOD = ["1", "Rusmini", "6372014809869001", "6372010101089001", "08-09-1986", "Jalan Contoh 1", "Palam"]
SHORT = ["2", "Hamdani", "637201050384900", "6372010101089002", "05-03-1984", "Jalan Contoh 2", "Palam"]
RIGHT = [*SHORT[:2], "6372010503849001", *SHORT[3:]]
THIRD = ["3", "Galuh", "6372015207909003", "6372010101089003", "12-07-1990", "Jalan Contoh 3", "Palam"]


@pytest.fixture
def programme(office, act):
    return programmes.start(office, act(), {"name": "Bansos 2026", "year": 2026, "quota": 10})


@pytest.fixture
def agency(office, act):
    office.database.change(act(BUDI), "office", [create(
        OFFICIAL, "PJB-1", duty="Kepala Dinas", position="Kepala Dinas Sosial", name="Dra. Contoh, M.Si.", form="Definitif")])
    office.database.change(act(), "agencies", [create(AGENCY, "INS-1", name="Kelurahan Palam", addressee="Lurah Palam")])
    return "INS-1"


def checked(act, *rows):
    content = write_xlsx(HEAD, rows, "Usulan")
    return content, intake.check(content, "usulan.xlsx", act().today)


def send(office, act, programme, agency, *rows):
    imports.store(office, act(), programme, agency, "usulan.xlsx", *checked(act, *rows))
    with office.database.reading() as reader:
        return reader.first(IMPORT, order=("-at",))["id"]


def take_in(office, act, programme, agency, *rows):
    return quality.take_in(office, act(), programme, agency, "perbaikan.xlsx", *checked(act, *rows))


def reports(office, programme):
    with office.database.reading() as reader:
        waiting = quality.unread(reader, programme)
    for arrival in waiting:
        sent_lists.count(office, arrival)
    with office.database.reading() as reader:
        return quality.reports(reader, programme)


def people(office, programme):
    with office.database.reading() as reader:
        return {row["nik"]: row for row in reader.find(RECIPIENT, programme=programme)}


def test_the_scorecard_of_an_agency_says_what_its_file_says(office, act, programme, agency):
    send(office, act, programme, agency, GOOD, SHORT, THIRD)
    (report,) = reports(office, programme)
    assert (report.scorecard.read, report.scorecard.valid, report.to_correct) == (3, 2, 1)
    assert (report.asked, report.corrected) == (0, 0)


def test_the_workbook_is_given_back_marked_and_the_download_is_remembered(office, act, programme, agency):
    batch = send(office, act, programme, agency, GOOD, SHORT, THIRD)
    book = load_workbook(io.BytesIO(quality.marked_workbook(office, act(), batch)))
    assert "NIK berisi 15 angka" in book["Usulan"]["C3"].comment.text
    assert book["Usulan"]["H3"].value.startswith("NIK berisi 15 angka, seharusnya 16. Minta NIK")
    with office.database.reading() as reader:
        assert reader.history(row=batch, limit=1)[0].kind == "event"
    with pytest.raises(NotAllowed):
        quality.marked_workbook(office, act(RINA), batch)


def test_the_letter_says_how_many_rows_and_until_when(office, act, programme, agency):
    batch = send(office, act, programme, agency, GOOD, SHORT, THIRD)
    due = act().today + timedelta(days=7)
    reports(office, programme)
    quality.ask(office, act(), batch, due)
    with office.database.reading() as reader:
        letter = reader.first(LETTER)
        correction = reader.first(CORRECTION, letter=letter["id"])
    assert (correction["rows"], correction["due"], letter["addressee"]) == (1, due, "Lurah Palam")
    assert printing.pdf(office, [letter["id"]], act().now).startswith(b"%PDF")
    (report,) = reports(office, programme)
    assert report.letter == letter
    with pytest.raises(Refused):
        quality.ask(office, act(), batch, due)


def test_a_new_version_of_the_letter_still_knows_what_it_asks_for(office, act, programme, agency):
    batch = send(office, act, programme, agency, GOOD, SHORT)
    reports(office, programme)
    quality.ask(office, act(), batch, act().today)
    with office.database.reading() as reader:
        first = reader.first(LETTER)["id"]
    correspondence.sign(office, act(), [first], act().today, hardcopy_place="lemari 2")
    correspondence.new_version(office, act(), [first])
    (report,) = reports(office, programme)
    assert report.letter["version"] == 2


def test_no_letter_for_a_faultless_file_nor_for_a_day_gone_by(office, act, programme, agency):
    batch = send(office, act, programme, agency, GOOD, THIRD)
    reports(office, programme)
    with pytest.raises(Refused, match="Tidak ada baris"):
        quality.ask(office, act(), batch, act().today)
    with pytest.raises(BadInput):
        quality.ask(office, act(), batch, act().today - timedelta(days=1))


def test_a_corrected_file_brings_the_corrected_person_and_doubles_nobody(office, act, programme, agency, clock):
    send(office, act, programme, agency, GOOD, SHORT, THIRD)
    clock.later(days=3)
    result = take_in(office, act, programme, agency, GOOD, RIGHT, THIRD)
    assert [match.outcome for match in result.matches] == [Outcome.SAME, Outcome.CORRECTED, Outcome.SAME]
    assert sorted(people(office, programme)) == sorted(row[2] for row in (GOOD, RIGHT, THIRD))
    (report,) = reports(office, programme)
    assert (report.asked, report.corrected, report.to_correct) == (1, 1, 0)
    assert quality.sentence(result) == "1 diperbaiki, 2 tetap"


def test_the_marked_workbook_itself_can_come_back(office, act, programme, agency):
    batch = send(office, act, programme, agency, GOOD, SHORT, THIRD)
    book = load_workbook(io.BytesIO(quality.marked_workbook(office, act(), batch)))
    book["Usulan"]["C3"].value = RIGHT[2]
    file = io.BytesIO()
    book.save(file)
    again = intake.check(file.getvalue(), "usulan.xlsx", act().today)
    result = quality.take_in(office, act(), programme, agency, "usulan.xlsx", file.getvalue(), again)
    assert result.number(Outcome.CORRECTED) == 1 and len(people(office, programme)) == 3


def lines(row, cell, *rows):
    """The rows of a page or of an old XML file, from the forms of a row and of a cell."""
    return "".join(row.format("".join(map(cell.format, cells))) for cells in rows)


CONTOH = Path(__file__).parents[1] / "contoh"
ROWS = (HEAD, GOOD, SHORT, THIRD)
OLD_XML = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Usulan"><Table>{}</Table></Worksheet></Workbook>"""
SENT = {  # what the agency sends, by its name; in each of them one NIK is faulty
    "usulan.xlsx": write_xlsx(HEAD, ROWS[1:], "Usulan"), "usulan.ods": (CONTOH / "usulan.ods").read_bytes(),
    "usulan.xls": (CONTOH / "usulan.xls").read_bytes(), "halaman.xls": f"<table>{lines('<tr>{}</tr>', '<td>{}</td>', *ROWS)}</table>".encode(),
    "usulan.csv": "\n".join(";".join(row) for row in ROWS).encode("cp1252"), "lama.xls": OLD_XML.format(lines("<Row>{}</Row>", '<Cell><Data ss:Type="String">{}</Data></Cell>', *ROWS)).encode(),
    "usulan.txt": "\n".join("\t".join(row) for row in ROWS).encode("utf-16"),
}


@pytest.mark.parametrize("name", SENT)
def test_every_kind_of_file_goes_back_with_its_cells_at_their_places_and_comes_back_corrected(
        office, act, programme, agency, name):
    content = SENT[name]
    imports.store(office, act(), programme, agency, name, content, intake.check(content, name, act().today, office.places))
    (report,) = reports(office, programme)
    book = load_workbook(io.BytesIO(quality.marked_workbook(office, act(), report.batch["id"])))
    grid = read_grids(content, name)[0]
    sheet = book[grid.name]
    marked = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert len(marked) == 1 and "NIK" in marked[0].comment.text
    for at, row in enumerate(grid.rows, start=1):
        cells = [text_of(sheet.cell(at, column).value) for column in range(1, len(row) + 1)]
        assert cells == [text_of(cell) for cell in row]
    marked[0].value = "6372010503849001"
    back = io.BytesIO()
    book.save(back)
    again = intake.check(back.getvalue(), "perbaikan.xlsx", act().today, office.places)
    result = quality.take_in(office, act(), programme, agency, "perbaikan.xlsx", back.getvalue(), again)
    assert result.number(Outcome.CORRECTED) == 1 and result.number(Outcome.SAME) == len(again.people) - 1


def test_a_changed_fact_is_taken_over_unless_somebody_changed_it_in_the_panel(office, act, programme, agency):
    send(office, act, programme, agency, GOOD, SHORT, THIRD)
    third = people(office, programme)[THIRD[2]]["id"]
    office.database.change(act(SITI), "recipients", [update(RECIPIENT, third, address="Gang Umpama 9")])
    moved = [[*row[:5], "Jalan Baru 7", row[6]] for row in (GOOD, THIRD)]
    take_in(office, act, programme, agency, moved[0], RIGHT, moved[1])
    now = people(office, programme)
    assert (now[GOOD[2]]["address"], now[THIRD[2]]["address"]) == ("Jalan Baru 7", "Gang Umpama 9")


def test_a_file_that_only_changes_people_becomes_the_list_of_the_agency(office, act, programme, agency, clock):
    send(office, act, programme, agency, [*GOOD[:6], "Kelurahan Antah"], THIRD)
    clock.later(days=1)
    take_in(office, act, programme, agency, GOOD, THIRD)
    (report,) = reports(office, programme)
    assert report.to_correct == 0 and people(office, programme)[GOOD[2]]["kelurahan"] == "Palam"


def test_another_list_is_no_correction(office, act, programme, agency):
    send(office, act, programme, agency, GOOD, SHORT)
    with pytest.raises(Refused, match="bukan perbaikan"):
        take_in(office, act, programme, agency, THIRD)


def test_two_lists_of_an_agency_have_a_scorecard_each(office, act, programme, agency, clock):
    send(office, act, programme, agency, GOOD, SHORT)
    clock.later(hours=1)
    send(office, act, programme, agency, THIRD)
    assert [report.scorecard.read for report in reports(office, programme)] == [2, 1]


def test_what_was_counted_is_not_read_again_until_another_file_comes(office, act, programme, agency, monkeypatch, clock):
    send(office, act, programme, agency, GOOD, SHORT)
    before = reports(office, programme)
    monkeypatch.setattr(sent_lists, "read_again", None)
    assert reports(office, programme) == before
    monkeypatch.undo()
    clock.later(hours=1)
    send(office, act, programme, agency, THIRD)
    assert [report.scorecard.read for report in reports(office, programme)] == [2, 1]


@pytest.mark.parametrize("change", ["layout", "edition"])
def test_a_list_is_counted_anew_when_it_would_be_read_otherwise(office, act, programme, agency, monkeypatch, change):
    send(office, act, programme, agency, GOOD, SHORT)
    assert reports(office, programme)
    if change == "layout":
        layouts.remember(office, act(), agency, {"nama": "name"})
    else:
        monkeypatch.setattr(sent_lists, "edition", lambda: "next")
    with office.database.reading() as reader:
        assert [one.agency["id"] for one in quality.unread(reader, programme)] == [agency]


def test_the_same_file_is_no_correction_of_itself(office, act, programme, agency):
    file = checked(act, GOOD, SHORT)
    imports.store(office, act(), programme, agency, "usulan.xlsx", *file)
    with pytest.raises(Refused, match="sudah disimpan untuk instansi yang sama"):
        quality.take_in(office, act(), programme, agency, "usulan.xlsx", *file)
