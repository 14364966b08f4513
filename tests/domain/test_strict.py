"""Dataclasses read strictly from TOML."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import pytest

from services.domain import strict
from services.errors import BadInput


class Colour(StrEnum):
    RED = "merah"


@dataclass(frozen=True)
class Box:
    name: str
    size: Literal["besar", "kecil"]
    colour: Colour | None = None
    lid: bool = True


@dataclass(frozen=True)
class Shelf:
    boxes: tuple[Box, ...]


def boxes(text: str) -> tuple[Box, ...]:
    return strict.read(Shelf, f"boxes = [{text}]", "Rak").boxes


def test_what_is_not_said_takes_its_default():
    assert boxes('{ name = "A", size = "besar" }') == (Box("A", "besar", None, True),)


def test_words_of_an_enum_become_its_members():
    (box,) = boxes('{ name = "A", size = "besar", colour = "merah" }')
    assert box.colour is Colour.RED


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{ name = "A" }', "Rak, boxes ke-1: isian “size” belum ada"),
        ('{ name = "A", size = "besar", tutup = true }', "Rak, boxes ke-1: isian “tutup” tidak dikenal"),
        ('{ name = 1, size = "besar" }', "Rak, boxes ke-1, name: di sini harus teks"),
        ('{ name = "A", size = "sedang" }', "size: “sedang” tidak dikenal. Yang dikenal: besar, kecil."),
        ('{ name = "A", size = ["besar"] }', "tidak dikenal. Yang dikenal: besar, kecil."),
        ('{ name = "A", size = "besar", colour = "biru" }', "colour: “biru” tidak dikenal"),
        ('{ name = "A", size = "besar", lid = "ya" }', "lid: di sini harus true atau false"),
        ('"A"', "Rak, boxes ke-1: di sini harus tabel"),
        ('{ name = "A" size }', "Rak: baris 1 tidak terbaca"),
    ],
)
def test_a_fault_is_named_with_its_place(text, sentence):
    with pytest.raises(BadInput) as caught:
        boxes(text)
    assert sentence in str(caught.value)
