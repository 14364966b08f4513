"""An office with so many recipients, half of them to be chosen from, half on a fixed list; prints the programmes.

    fill.py COUNT DATA
"""

import json
import sys
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from cast import BUDI, CAST, RINA, SITI, Clock  # noqa: E402
from distribution_cast import planned, set_stage  # noqa: E402
from recipients_cast import person, recapitulating  # noqa: E402

from services import accounts, programmes  # noqa: E402
from services.distribution import tick_lists  # noqa: E402
from services.domain.schema import PROGRAMME, RECIPIENT, USER  # noqa: E402
from services.office import open_office  # noqa: E402
from services.storage.database import create, update  # noqa: E402

SYLLABLES = [first + vowel for first in "bcdghjklmnprstwy" for vowel in "aiueo"]
PASSWORD, CHUNK = "rahasia-1", 5_000


def fill(count, data):
    """Users with one password, two programmes with half of the people each, a point with its tick list; their IDs."""
    office, clock = open_office(data), Clock()
    hash_ = accounts.HASHER.hash(PASSWORD)
    office.database.change(clock.act(BUDI), "users", [
        create(USER, actor.id, username=actor.id.lower(), name=actor.name, role=actor.role, active=True, password_hash=hash_)
        for actor in CAST.values()])
    open_, fixed = (recapitulating(office, clock.act, (), name=name, quota=count // 4) for name in ("Terbuka", "Tetap"))
    for first in range(0, count, CHUNK):
        rows = [_person(office.places, at, (open_, fixed)[at % 2], at % 2) for at in range(first, min(first + CHUNK, count))]
        office.database.change(clock.act(SITI), "recipients", rows)
    point = _distribute(office, clock, fixed)
    office.close()
    return {"open": open_, "fixed": fixed, "point": point}


def _person(places, at, programme, chosen):
    """Somebody with a name, a birth date and numbers of her own, in one of the kelurahan."""
    home = places.kelurahan[at % len(places.kelurahan)].name
    values = person(places, _name(at), 0, 0, home, "P", at % 10 + 1, False)
    born = f"{41 + at % 28:02}{1 + at // 28 % 12:02}{50 + at // 336 % 50:02}"
    numbers = {"nik": f"637205{born}{at // 16_800 + 1:04}", "no_kk": f"6372050101{at:06}"}
    state = "Ditetapkan" if chosen else "Calon"
    return create(RECIPIENT, f"PEN-{at}", programme=programme, **values | numbers | {"state": state})


def _name(at):
    """Two words of three syllables; every number has words of its own that are not like its neighbour's."""
    chance = Random(at)
    return " ".join("".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(2))


def _distribute(office, clock, programme):
    """The list is fixed, the points are planned, the last stage runs; a point whose tick list is printed."""
    with office.database.reading() as reader:
        stage = programmes.stages(reader, programme)["distribution"]["id"]
    office.database.change(clock.act(), "list", [update(PROGRAMME, programme, fixed_at=clock.now)])
    set_stage(office, clock.act, stage, "Berjalan")
    point = next(iter(planned(office, clock.act, programme).values()))["id"]
    tick_lists.printed(office, clock.act(RINA), point)
    return point


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]), Path(sys.argv[2]))))
