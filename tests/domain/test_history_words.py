"""What the history says: deeds and values in the words of the screens."""

from datetime import UTC, date, datetime

import pytest

from services.domain.fields import Choice, Date, Flag, Hidden, Moment, Money, Number, Reference, Text, Year
from services.domain.history_words import LONGEST, changes, deed, value
from services.domain.schema import HANDOVER, LETTER, POINT, PROGRAMME, RECIPIENT, STAGE, TABLES
from services.domain.sop import Status

SAMPLES = {
    Date: date(2026, 3, 5), Moment: datetime(2026, 3, 5, 1, 20, tzinfo=UTC), Money: 1_500_000, Year: 2026, Number: 1,
    Flag: True,
}


def sample(field):
    if isinstance(field, Choice):
        return field.choices[-1]
    return next((value for kind, value in SAMPLES.items() if isinstance(field, kind)), None)


TYPED = [(table, field) for table in TABLES.values() for field in table.fields if sample(field) is not None]


@pytest.mark.parametrize(("table", "field"), TYPED, ids=[f"{table.name}-{field.name}" for table, field in TYPED])
def test_a_value_stands_in_the_history_as_the_screens_show_it(table, field):
    assert value(field, field.plain(sample(field))) == field.show(sample(field))


@pytest.mark.parametrize("empty", [None, ""])
def test_what_is_empty_is_a_dash(empty):
    assert value(PROGRAMME.field("note"), empty) == "–"


def test_a_row_is_called_by_its_name_and_a_key_by_its_title():
    called = {"TTK-1": "Balai Palam", "memo": "Telaahan Staf"}
    assert value(RECIPIENT.field("point"), "TTK-1", called) == "Balai Palam"
    assert value(STAGE.field("stage"), "memo", called) == "Telaahan Staf"
    assert value(LETTER.field("note"), "memo", called) == "memo"  # people typed it


def test_what_cannot_be_read_stands_as_it_was_typed():
    assert value(POINT.field("date"), "besok pagi") == "besok pagi"
    assert value(POINT.field("date"), 46086) == "5 Maret 2026"  # a cell of the sheet


def test_a_long_text_is_cut():
    assert value(LETTER.field("body"), "a" * 5000) == "a" * LONGEST + "…"


@pytest.mark.parametrize(("name", "said"), [
    ("packed", "berkas titik disiapkan"), ("sent_home", "berkas kembali dibuat"),
    ("served_again", "dilayani sekali lagi di titik lain"), ("exported", "daftar diunduh"), ("sign_in", "masuk")])
def test_what_happens_on_a_day_of_distribution_is_said_in_words(name, said):
    assert deed("event", [name]) == said


def test_a_value_that_the_sheet_proposed_is_called_a_proposal():
    assert deed("event", ["status"], from_sheet=True) == "diusulkan di lembar"
    assert deed("event", ["status"]) == "dicatat"
    assert list(changes(STAGE, "event", {"status": (None, "Selesai")})) == ["Status: Selesai"]


def test_an_event_tells_only_what_says_more_than_itself():
    fields = {"served_again": (None, "Titik 2, 5 Maret 2026, 09.20, diserahkan Tono"), "packed": (None, "PKT-1"),
              "served_again_at": (None, "TTK-2")}
    assert list(changes(HANDOVER, "event", fields)) == ["Titik 2, 5 Maret 2026, 09.20, diserahkan Tono"]


def test_old_and_new_stand_side_by_side_and_hidden_values_stay_hidden():
    fields = {"status": (Status.RUNNING, Status.DONE), "finished": (None, "2026-03-05")}
    assert list(changes(STAGE, "change", fields, ["note", "extra"])) == [
        "Status: Berjalan → Selesai", "Selesai: – → 5 Maret 2026", "Catatan: diubah", "Kolom tambahan: diubah"]


def test_every_kind_of_field_has_a_sample():
    shown_as_typed = (Text, Reference, Hidden)
    untried = [field for table in TABLES.values() for field in table.fields if sample(field) is None]
    assert [field.name for field in untried if type(field) is Text or isinstance(field, shown_as_typed)] == [
        field.name for field in untried if field.widget != "area"]
