"""Four made-up people, and how a list of them is read."""

from datetime import date

from services.domain.places import Places
from services.domain.workbook import Grid, read
from services.storage.originals import original

PLACES = Places.read(original("wilayah/6372.toml"))
TODAY = date(2026, 3, 12)

SITI = ("6372014503849001", "6372010101109001", "SITI RAHMAH")
AHMAD = ("6372020110729002", "6372010101109001", "AHMAD FAUZI")
NOOR = ("6372036008889003", "6372010101109002", "NOOR HAYATI")
BUDI = ("6372020306599004", "6372010101109003", "BUDI SANTOSO")
ALL = (SITI, AHMAD, NOOR, BUDI)


def reading(*rows, name="Sheet1", **more):
    """A workbook of one sheet, read."""
    return read([Grid(name, rows, **more)], PLACES, TODAY)


def people(result, *fields):
    """These facts of each person; first that nothing was refused."""
    assert result.refused is None, result.refused
    fields = fields or ("nik", "no_kk", "name")
    return [tuple(entry.values.get(field) for field in fields) for entry in result.entries]
