"""A programme on its distribution day: the stage runs, people are on the fixed list."""

from itertools import count

from cast import SITI

from services import programmes
from services.distribution import placing, points
from services.domain.schema import RECIPIENT, STAGE
from services.storage.database import create, update

HOMES = ("Palam", "Palam", "Bangkal", "Kemuning")


def distribution(office, act, people=4, **values):
    """A programme whose stage 8 runs, with people of the fixed list in HOMES; its ID."""
    named = {"name": "Paket Ramadan 2026", "year": 2026, "quota": 400, "goods": "paket Ramadan"} | values
    programme = programmes.start(office, act(), named)
    with office.database.reading() as reader:
        stage = programmes.stages(reader, programme)["distribution"]["id"]
    set_stage(office, act, stage, "Berjalan")
    rows = [_person(programme, number) for number in range(people)]
    office.database.change(act(SITI), "recipients", rows)
    return programme


def set_stage(office, act, stage, status):
    office.database.change(act(), "stage", [update(STAGE, stage, status=status, started=act().today)])


def _person(programme, number):
    home = HOMES[number % len(HOMES)]
    return create(
        RECIPIENT, f"PEN-{number}", programme=programme, name=f"{('Aminah', 'Badriah', 'Contoh', 'Dahlia')[number % 4]} {number}",
        nik=f"637205{10 + number % 18}0180{number:04}", kelurahan=home, state="Ditetapkan",
        kecamatan="Banjarbaru Selatan" if home == "Kemuning" else "Cempaka",
    )


def codes():
    """Invitation codes that count: KODE00, KODE01 …"""
    numbers = count()
    return lambda: f"K0DE{next(numbers):02}"


def planned(office, act, programme):
    """The proposed points of a programme: Cempaka first, then Banjarbaru Selatan."""
    placing.propose(office, act(), programme, act().today, codes())
    with office.database.reading() as reader:
        return {row["kecamatan"]: row for row in points.of_programme(reader, programme)}
