"""The panel's own papers."""

import sys
import time
from statistics import median
from typing import Any

import race

from services.letters import originals, papers, sample


def receipts(_data: dict[str, Any], count: int) -> bytes:
    return papers.receipts(PEOPLE[:count], sample.DELIVERY, now=sample.NOW, draft=False)


def bnba(_data: dict[str, Any], count: int) -> bytes:
    return papers.bnba(PEOPLE[:count], sample.PROGRAMME, sample.OFFICE, sample.HEAD, now=sample.NOW, draft=False)


def warm_letter(count: int) -> float:
    """The median seconds of a letter, after a few."""
    taken = []
    for _ in range(count):
        begun = time.perf_counter()
        papers.letter(TEXT, VALUES, sample.OFFICE, sample.SIGNERS, now=sample.NOW, draft=True)
        taken.append(time.perf_counter() - begun)
    return median(taken[3:])


PEOPLE = sample.people(10_000)
TEXT = originals.text("telaahan_1")
VALUES = sample.data() | {"bagian": originals.sections("telaahan_1", sample.data())}

if __name__ == "__main__":
    if sys.argv[1] == "letter":
        print(warm_letter(int(sys.argv[2])))
    else:
        race.run({"receipts": receipts, "bnba": bnba})
