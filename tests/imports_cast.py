"""Lists that agencies send, made row by row, and what became of them."""

import csv
import io

from services import programmes
from services.domain.schema import AGENCY, DATA_REQUEST, IMPORT, RECIPIENT
from services.people import imports, intake
from services.storage.database import create

HEADER = ("NIK", "No KK", "Nama", "Tanggal Lahir", "Alamat", "RT", "RW", "Kelurahan", "Desil")


def line(number, **other):
    values = {
        "nik": f"637205{10 + number % 18}0180{number + 1:04}", "no_kk": f"6372051001{number + 1:06}",
        "name": f"Contoh {number}", "born": f"{10 + number % 18}-01-1980", "address": "Jl. Contoh 1", "rt": "1",
        "rw": "2", "kelurahan": "Palam", "decile": "1",
    }
    return list((values | other).values())


def book(*lines):
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows([HEADER, *lines])
    return file.getvalue().encode()


def checked(content, act):
    return intake.check(content, "usulan.csv", act().today)


def asked(office, act):
    """A programme that has asked one of two agencies for data."""
    programme = programmes.start(office, act(), {"name": "Paket Ramadan", "year": 2026, "quota": 400})
    office.database.change(act(), "requests", [
        create(AGENCY, "INS-PALAM", name="Kelurahan Palam"), create(AGENCY, "INS-LAIN", name="Kelurahan Lain"),
        create(DATA_REQUEST, "PMD-1", programme=programme, agency="INS-PALAM"),
    ])
    return programme


def store(office, act, programme, *lines, occasion=None, agency="INS-PALAM", **more):
    content = book(*lines)
    return imports.store(
        office, occasion or act(), programme, agency, "usulan.csv", content, checked(content, act), **more)


def stored(office, **equals):
    with office.database.reading() as reader:
        return reader.find(RECIPIENT, **equals, order=("source_row",))


def only_import(office, **equals):
    with office.database.reading() as reader:
        rows = reader.find(IMPORT, **equals)
    assert len(rows) == 1
    return rows[0]
