"""New rows of the sheet are read by columns; each says what it would say alone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain import newcomers
from services.domain.schema import RECIPIENT
from services.domain.tabs import ID, Line

CELL = st.one_of(st.booleans(), st.integers(0, 3), st.floats(0, 3), st.sampled_from(["", " ", "1", "Ya", "ya ", "Calon", "Ditetapkan", "x"]))
ROW = st.fixed_dictionaries(dict.fromkeys(("Program", "Nama", "Desil", "Pernah Menerima", "Keadaan", "Dihapus", "Warna"), CELL))


@settings(deadline=None)
@given(st.lists(ROW, max_size=6), st.booleans())
def test_many_rows_are_read_as_each_by_itself(rows, trusted):
    lines = [Line(at, {ID: f"PEN-{at}", **row}) for at, row in enumerate(rows, start=1)]
    alone = [newcomers.read(RECIPIENT, [line], trusted)[0] for line in lines]
    assert repr(newcomers.read(RECIPIENT, lines, trusted)) == repr(alone)
