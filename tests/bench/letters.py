"""The race of the letters: receipts, a long BNBA and one letter, beside plain fpdf2, reportlab, typst and weasyprint.

Every run is a process of its own that imports its libraries and reads its data before the clock starts; each figure is
the median of three. All make their codes with the panel's own maker, and draw the same words with the same font.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from statistics import median
from typing import Any

from aims import Aim

from services.domain.nik import mask
from services.errors import Trouble
from services.letters import lists, sample

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CACHE = ROOT / ".bench"
RECEIPTS, MANY, ROWS, TIMES = 1_000, 10_000, 5_000, 3
PEERS = ("reportlab_race", "typst_race", "plain_fpdf2", "weasyprint_race")
RACES = (
    *((name, "receipts", RECEIPTS) for name in ("ours", *PEERS)),
    ("ours", "receipts", MANY), ("ours", "bnba", ROWS), ("reportlab_race", "bnba", ROWS), ("ours", "letter", 20),
)
Race = tuple[str, str, int]


def run() -> list[Aim]:
    """All aims of the letters. Raises Trouble when the peers cannot be installed."""
    python = _peers()
    with tempfile.TemporaryDirectory() as folder:
        took = _medians(python, _write_data(Path(folder)))
    ours = took["ours", "receipts", RECEIPTS]
    reportlab, typst, plain, weasyprint = (took[name, "receipts", RECEIPTS] for name in PEERS)
    return [
        Aim("receipts, times faster than plain fpdf2", 10, plain / ours, most=False),
        Aim("receipts, part of reportlab", 0.5, ours / reportlab),
        Aim("receipts, part of typst", 0.5, ours / typst),
        Aim("receipts, part of weasyprint", 0.02, ours / weasyprint),
        Aim("10,000 receipts, part of ten times 1,000", 1.2, took["ours", "receipts", MANY] / ours / 10),
        Aim("BNBA of 5,000 rows, part of reportlab", 0.5, took["ours", "bnba", ROWS] / took["reportlab_race", "bnba", ROWS]),
        Aim("a warm letter in ms", 100, took["ours", "letter", 20] * 1000),
    ]


def _medians(python: Path, data: Path) -> dict[Race, float]:
    """Race → seconds. Round by round, so that a machine that grows slower does so for all."""
    taken: dict[Race, list[float]] = {race: [] for race in RACES}
    for race in RACES * TIMES:
        taken[race].append(_seconds(race, python, data))
        print(*race, f"{taken[race][-1]:.3f} s", file=sys.stderr)
    return {race: median(times) for race, times in taken.items()}


def _seconds(race: Race, python: Path, data: Path) -> float:
    """What one fresh process needed, by its own clock."""
    name, what, count = race
    runner = str(HERE / "letters_race" / f"{name}.py")
    line = [sys.executable if name == "ours" else str(python), runner, what, str(count), str(data)]
    finished = subprocess.run(
        line, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise Trouble(f"Pembanding {name} berhenti: {finished.stderr.strip().splitlines()[-1]}", retry=False)
    return float(finished.stdout)


def _peers() -> Path:
    """The Python that has the peers, installed once into a folder that git ignores."""
    wanted, folder = (HERE / "peers.txt").read_text(), CACHE / "peers"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "installed"
    if not stamp.is_file() or stamp.read_text() != wanted:
        print("Memasang pustaka pembanding …", file=sys.stderr)
        venv.create(folder, with_pip=True)
        pip = [str(python), "-m", "pip", "install", "-q", "-r", str(HERE / "peers.txt")]
        if subprocess.run(pip, capture_output=True, check=False).returncode:
            raise Trouble("Pustaka pembanding tidak dapat dipasang. Periksa sambungan internet, lalu ulangi.")
        stamp.write_text(wanted)
    return python


def _write_data(folder: Path) -> Path:
    """What all runners draw, as finished texts in one file."""
    people, delivery = sample.people(max(RECEIPTS, ROWS)), sample.DELIVERY
    signers = (("Yang menerima,", sample.SIGNERS["penerima"]), ("Yang menyerahkan,", delivery.giver),
               ("Mengetahui,", delivery.knows))
    data: dict[str, Any] = {
        "fonts": str(ROOT / "templates" / "fonts"),
        "emblem": str(ROOT / "templates" / "assets" / "lambang-kosong.png"),
        "head": [*delivery.office.lines, *delivery.office.address],
        "sentence": delivery.sentence,
        "place": delivery.place,
        "signers": [[role, signer.office, signer.name, *signer.below_name[-1:]] for role, signer in signers],
        "receipts": [_receipt(person) for person in people[:RECEIPTS]],
        "columns": [[column.title, column.share] for column in lists.BNBA],
        "rows": [[str(cell or "") for cell in lists._bnba_row(at, person, mask)] for at, person in enumerate(people, 1)],
    }
    file = folder / "race.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def _receipt(person: dict[str, Any]) -> dict[str, Any]:
    fields = {
        "Nama": person["name"], "NIK": mask(person["nik"]), "Alamat": lists.address(person),
        "Kelurahan": person["kelurahan"], "Kecamatan": person["kecamatan"], "Jumlah paket": "1 paket",
        "Diserahkan di": sample.DELIVERY.place, "Diwakilkan oleh": "…" * 18, "Hubungan": "…" * 18,
    }
    return {"fields": fields, "code": person["code"]}
