"""The recapitulation: people in groups, whatever they are counted by, and the same people behind each number."""

import io
from datetime import date

import pytest
from cast import BUDI
from openpyxl import load_workbook
from recipients_cast import recapitulating

from services.domain.schema import OFFICIAL, PROGRAMME, RECIPIENT
from services.errors import BadInput
from services.people import fixing, recapitulation, recipients
from services.people.recapitulation import GROUPINGS
from services.people.recipients import Part
from services.storage.database import create, update


@pytest.fixture
def programme(office, act):
    return recapitulating(office, act)


@pytest.fixture
def recap(office, act, programme):
    def counted(grouping):
        with office.database.reading() as reader:
            return recapitulation.recap(reader, office.places, reader.get(PROGRAMME, programme), grouping, act().today)

    return counted


EXPECTED = {
    "kelurahan": [("Kemuning", 1, 1), ("Palam", 1, 1), ("(belum diketahui)", 0, 1)],
    "kecamatan": [("Banjarbaru Selatan", 1, 1), ("Cempaka", 1, 1), ("(belum diketahui)", 0, 1)],
    "sex": [("Laki-laki", 2, 0), ("Perempuan", 0, 3)],
    "age": [("18–59 tahun", 2, 3)],
    "source": [("(belum diketahui)", 2, 3)],
    "decile": [("Desil 1", 1, 1), ("Desil 2", 0, 1), ("Desil 3", 1, 0), ("(belum diketahui)", 0, 1)],
}


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_people_are_counted_by(recap, grouping):
    assert sorted((one.label, one.men, one.women) for one in recap(grouping)) == sorted(EXPECTED[grouping])


def test_unknown_stands_last_and_deciles_stand_in_order(recap):
    assert [one.label for one in recap("decile")] == ["Desil 1", "Desil 2", "Desil 3", "(belum diketahui)"]


@pytest.mark.parametrize(("born", "group"), [
    (date(1966, 3, 12), "60 tahun ke atas"), (date(1966, 3, 13), "18–59 tahun"), (date(2008, 3, 12), "18–59 tahun"),
    (date(2008, 3, 13), "6–17 tahun"), (date(2020, 3, 12), "6–17 tahun"), (date(2020, 3, 13), "0–5 tahun")])
def test_a_birthday_moves_a_person_into_the_next_age_group(office, act, programme, recap, born, group):
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-1", birth_date=born)])
    assert act().today == date(2026, 3, 12)
    groups = {one.label: one.women for one in recap("age")}
    assert groups[group] == (3 if group == "18–59 tahun" else 1)


@pytest.mark.parametrize(("nik", "group"), [
    ("6372055003160001", "6–17 tahun"), ("6372055003300001", "60 tahun ke atas"), (None, "(belum diketahui)")])
def test_without_a_birth_date_the_nik_says_the_age(office, act, programme, recap, nik, group):
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-1", nik=nik)])
    assert {one.label: one.women for one in recap("age")}[group] == 1


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_the_people_behind_each_number_are_found(office, act, programme, recap, grouping):
    for group in recap(grouping):
        part = Part(grouping, tuple(map(str_or_empty, group.values)), act().today)
        with office.database.reading() as reader:
            people, number = recipients.search(reader, part=part, programme=programme, limit=None)
        assert number == len(people) == group.number


def test_of_a_group_the_women_alone_are_found(office, act, programme):
    with office.database.reading() as reader:
        rows, _ = recipients.search(reader, part=Part("decile", ("1",), act().today, "P"), programme=programme)
    assert [row["name"] for row in rows] == ["Dahlia"]


def str_or_empty(value):
    return "" if value is None else str(value)


def test_after_fixing_only_the_list_is_counted(office, act, programme, recap):
    fixing.fix(office, act(), programme)
    assert [(one.label, one.number) for one in recap("kelurahan")] == [("Palam", 2)]


def test_who_has_no_sex_is_counted_and_said(office, act, programme, recap):
    office.database.change(act(), "recipients", [update(RECIPIENT, "PEN-1", sex=None)])
    assert [(one.number, one.note) for one in recap("kelurahan") if one.note] == [(2, "1 tanpa L/P")]


def test_the_recap_is_a_workbook_and_a_pdf(office, act, programme):
    def first_row(grouping):
        return next(load_workbook(io.BytesIO(recapitulation.recap_xlsx(office, programme, grouping, act().today))).active.values)

    assert first_row("kelurahan")[:3] == ("Kecamatan", "Kelurahan", "Jumlah penerima")
    assert first_row("age")[:2] == ("Usia", "Jumlah penerima")
    with pytest.raises(BadInput, match="Kepala Dinas"):
        recapitulation.recap_pdf(office, programme, "age", act().now)
    office.database.change(act(BUDI), "office", [create(
        OFFICIAL, "PJB-1", position="Kepala Dinas Sosial", name="Contoh", duty="Kepala Dinas", since=date(2020, 1, 1))])
    for grouping in ("kelurahan", "age"):
        assert recapitulation.recap_pdf(office, programme, grouping, act().now).startswith(b"%PDF")
