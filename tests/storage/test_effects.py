"""The history of new rows is written by columns, and says of each row what it would say alone."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.schema import RECIPIENT
from services.storage.bulk import by_column
from services.storage.effects import created, effect

EMPTY = {field.name: None for field in RECIPIENT.fields}
ROW = st.fixed_dictionaries({
    "name": st.text(max_size=3), "decile": st.sampled_from([None, 1, 2]), "helped_before": st.sampled_from([None, True, False]),
    "birth_date": st.sampled_from([None, date(1980, 5, 1)]), "kelurahan": st.sampled_from([None, 'Palam "2"', "é"]),
    "extra": st.sampled_from([None, {"Warna": 1, "Asal": True}]),
})  # fmt: skip


def by_itself(row):
    plain = {**RECIPIENT.plain, "extra": lambda value: value}
    return effect("create", RECIPIENT, row["id"], {name: (None, plain[name](row[name])) for name in plain if row[name] is not None})


@settings(deadline=None)
@given(st.lists(ROW, min_size=1, max_size=6))
def test_what_making_many_rows_did_is_told_as_of_each_by_itself(rows):
    full = [EMPTY | row | {"id": f"PEN-{at}"} for at, row in enumerate(rows)]
    assert list(created(RECIPIENT, by_column(full))) == [by_itself(row) for row in full]
