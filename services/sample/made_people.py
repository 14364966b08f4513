"""Made-up people for the sample office. Pure and the same every time: names that mean nobody, NIK and No. KK of valid
structure whose serials begin at 9000, which no registry office has given out.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from services.domain.nik import WOMEN
from services.domain.places import Kelurahan

FIRST_SERIAL = 9000
NAMES = {
    "L": ("Ahmad", "Rahmat", "Syahrani", "Jamhari", "Gazali", "Kursani", "Saberan", "Masrani", "Riduan", "Hamdani",
          "Supiani", "Taufik", "Anang", "Utuh", "Yusran"),
    "P": ("Siti", "Rusmini", "Jumiati", "Mastora", "Norhayati", "Salamah", "Hadijah", "Aisyah", "Maimunah", "Galuh",
          "Rusdiana", "Fatimah", "Arbainah", "Normila", "Kartini"),
}
LAST = ("Contoh", "Umpama", "Misalan", "Teladan", "Ibarat", "Andaian", "Rekaan", "Tiruan", "Percontohan", "Perumpamaan")
STREETS = ("Jalan Contoh", "Jalan Misal", "Gang Umpama", "Jalan Teladan", "Komplek Rekaan Indah Blok")
TOWNS = ("Banjarbaru", "Martapura", "Banjarmasin", "Pelaihari", "Rantau")
SOURCES = ("DTSEN", "Usulan kelurahan", "Hasil verifikasi")
OLDEST = date(1945, 1, 1)
YOUNGEST_DAYS = 58 * 365
ONE_PERSON_IN = 9  # one person in so many is of the family of the person before


def people(count: int, kelurahan: Sequence[Kelurahan], seed: int) -> list[dict[str, Any]]:
    """`count` people by the fields of the schema, spread unevenly over the kelurahan. No two have the same NIK."""
    chance = Random(seed)
    weights = [chance.randint(6, 14) for _ in kelurahan]
    places = sorted(chance.choices(kelurahan, weights, k=count), key=lambda place: place.code)
    made: list[dict[str, Any]] = []
    for number, place in enumerate(places):
        person = _person(chance, number, place)
        if made and number % ONE_PERSON_IN == 0 and made[-1]["kelurahan"] == place.name:
            person |= {name: made[-1][name] for name in ("no_kk", "address", "rt", "rw")}
        made.append(person)
    return made


def _person(chance: Random, number: int, place: Kelurahan) -> dict[str, Any]:
    sex = chance.choice("PPL")
    born = OLDEST + timedelta(days=chance.randrange(YOUNGEST_DAYS))
    serial = f"{FIRST_SERIAL + number % 1000}"
    region = place.code.replace(".", "")[:6]
    return {
        "nik": f"{region}{born.day + (WOMEN if sex == 'P' else 0):02}{born:%m%y}{serial}",
        "no_kk": f"{region}{chance.randint(1, 28):02}{chance.randint(1, 12):02}{chance.randint(8, 24):02}{serial}",
        "name": f"{chance.choice(NAMES[sex])} {chance.choice(LAST)}", "sex": sex,
        "birth_place": chance.choice(TOWNS), "birth_date": born,
        "address": f"{chance.choice(STREETS)} No. {chance.randint(1, 120)}",
        "rt": f"{chance.randint(1, 24):03}", "rw": f"{chance.randint(1, 8):03}",
        "kelurahan": place.name, "kelurahan_code": place.code, "kecamatan": place.kecamatan,
        "decile": chance.randint(1, 4), "source": chance.choice(SOURCES), "helped_before": chance.random() < 0.15,
    }
