"""Which entries of the history share a row of the tab Riwayat."""

import pytest

from services.domain.riwayat import MANY, Due, together


def dues(number, source="sheet", kind="create", operation="SYN-1"):
    return [Due(seq, operation, source, kind, "agency", f"INS-{seq}") for seq in range(number)]


@pytest.mark.parametrize(
    ("entries", "rows"),
    [
        (dues(3), 3),
        (dues(MANY), 1),
        (dues(MANY, kind="change"), MANY),
        (dues(MANY, source="panel"), MANY),
        (dues(2, source="import"), 1),
        (dues(MANY) + dues(MANY, operation="SYN-2"), 2),
        (dues(MANY) + dues(2, kind="delete"), 3),
    ],
    ids=["few", "many", "changes", "panel", "import", "two operations", "then deleted"],
)
def test_many_new_rows_from_the_sheet_share_a_row_and_so_does_an_import(entries, rows):
    found = list(together(entries))
    assert len(found) == rows
    assert [due for group in found for due in group] == entries
