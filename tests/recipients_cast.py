"""A programme in stage 6 with candidates, as two agencies sent them."""

from cast import SITI

from services import programmes
from services.domain.schema import AGENCY, HANDOVER, PROGRAMME, RECIPIENT, STAGE
from services.people import recipients, selection
from services.storage.database import create, update

PEOPLE = (
    # name, serial of NIK, serial of KK, kelurahan, sex, decile, helped before
    ("Aminah", 1, 1, "Palam", "P", 2, False),
    ("Badrun", 2, 1, "Palam", "L", 1, False),
    ("Contoh", 3, 3, "Kemuning", "L", 3, False),
    ("Dahlia", 4, 4, "Kemuning", "P", 1, True),
    ("Esah", 5, 5, None, "P", None, False),
)


def number(serial):
    return f"637205100180{serial:04}"


def person(places, name, nik, kk, kelurahan, sex, decile, helped):
    place = places.find_kelurahan(kelurahan) if kelurahan else None
    return {
        "name": name, "nik": number(nik), "no_kk": number(kk), "sex": sex, "decile": decile, "helped_before": helped,
        "kelurahan": kelurahan, "kelurahan_code": place and place.code, "kecamatan": place and place.kecamatan,
        "agency": "INS-PALAM", "state": "Calon", "rt": "001", "rw": "002", "address": "Jl. Contoh 1",
    }


def recapitulating(office, act, people=PEOPLE, **values):
    """A programme whose stage 6 runs, with these candidates under the IDs PEN-1, PEN-2 …; its ID."""
    programme = programmes.start(office, act(), {"name": "Paket Ramadan", "year": 2026, "quota": 2} | values)
    with office.database.reading() as reader:
        stage = programmes.stages(reader, programme)["recap"]["id"]
        agencies = reader.count(AGENCY)
    office.database.change(act(), "stage", [update(STAGE, stage, status="Berjalan", started=act().today)])
    if not agencies:
        named = {"INS-PALAM": "Kelurahan Palam", "INS-PKH": "Dinas Contoh"}
        office.database.change(act(), "agencies", [create(AGENCY, row, name=name) for row, name in named.items()])
    propose(office, act, programme, *people)
    return programme


def propose(office, act, programme, *people, **values):
    """More candidates of a programme; their IDs count on."""
    with office.database.reading() as reader:
        first = reader.count(RECIPIENT) + 1
    office.database.change(act(SITI), "recipients", [
        create(RECIPIENT, f"PEN-{at}", programme=programme, **person(office.places, *one) | values)
        for at, one in enumerate(people, first)
    ])


def states(office, programme):
    """The state of each candidate of a programme, by ID."""
    with office.database.reading() as reader:
        return {row["id"]: row["state"] for row in reader.find(RECIPIENT, programme=programme)}


def hand_over(office, act, programme, recipient):
    """One package to that recipient."""
    office.database.change(act(), "handover", [create(
        HANDOVER, f"SER-{recipient}", programme=programme, recipient=recipient, point="TTK-1", at=act().now,
        officer="Tono", taken_by="Sendiri")])


def get(office, row, table=RECIPIENT):
    with office.database.reading() as reader:
        return reader.get(table, row)


def listed(office, programme):
    with office.database.reading() as reader:
        return [row["id"] for row in recipients.fixed_list(reader, reader.get(PROGRAMME, programme))]


def proposed(office, programme):
    with office.database.reading() as reader:
        return [one.id for one in selection.proposal(reader, reader.get(PROGRAMME, programme))]
