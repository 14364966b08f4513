"""What proves a paper of the SOP in a replica that was rebuilt from the sheet, where imports are lost."""

import pytest

from services import evidence
from services.domain.schema import FILE, IMPORT, PROGRAMME, RECIPIENT
from services.domain.states import ImportState
from services.storage.database import create


@pytest.fixture
def rebuilt(office, act):
    """A programme with a person and a file of an import that is not there."""
    office.database.change(act(), "programme", [create(PROGRAMME, "PRG-1", name="Ramadan", year=2026, quota=4)])
    office.database.change(act(), "recipients", [
        create(RECIPIENT, "PEN-1", programme="PRG-1", name="Ahmad", batch="IMP-1", state="Calon")])
    office.database.change(act(), "files", [create(FILE, "BRK-1", owner="IMP-1", programme="PRG-1", at=act().now)])
    return "PRG-1"


def found(office, programme):
    with office.database.reading() as reader:
        return set(evidence.records(reader, programme, ["import", "import_file"]))


def test_the_rows_and_files_of_a_lost_import_still_prove_that_data_arrived(office, rebuilt):
    assert found(office, rebuilt) == {"import", "import_file"}


def test_an_import_that_was_taken_back_proves_nothing(office, act, rebuilt):
    office.database.change(act(), "intake", [create(
        IMPORT, "IMP-1", programme=rebuilt, name="usulan.xlsx", sha256="0", at=act().now, state=ImportState.UNDONE)])
    assert found(office, rebuilt) == set()
