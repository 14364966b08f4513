"""The palette: readable by the WCAG formula, and told apart by people who see fewer colours."""

import re
import tomllib
from itertools import combinations, pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
SHEETS = {name: (ROOT / "templates" / "assets" / name).read_text(encoding="utf-8") for name in ("gaya.css", "komponen.css")}
CHIPS = ("gray", "green", "blue", "yellow", "orange", "red", "violet")
AA, AA_OF_MARKS = 4.5, 3.0
MUTED = 0.6  # how much of the text colour Streamlit takes for captions
TILES = ("share0", "share1", "share2", "share3", "share4")

# Machado, Oliveira, Fernandes 2009: what full protanopia, deuteranopia and tritanopia leave of linear RGB.
SEEN = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
APART = 19  # CIE76: the smallest distance of two colours that must not be mixed up


def linear(color):
    """#rrggbb as linear red, green and blue, 0 to 1."""
    parts = (int(color[at:at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one, other):
    """The ratio of WCAG 2, 1 to 21."""
    light, dark = sorted((sum(f * part for f, part in zip((0.2126, 0.7152, 0.0722), linear(color), strict=True))
                          for color in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(ink, ground, share):
    """What a half transparent ink looks like on its ground."""
    pairs = ((int(ink[at:at + 2], 16), int(ground[at:at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def lab(color, seen):
    """CIE Lab of a colour as somebody sees it."""
    rgb = linear(color)
    red, green, blue = (min(1, max(0, sum(f * part for f, part in zip(row, rgb, strict=True)))) for row in SEEN[seen])
    xyz = (
        (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883,
    )
    x, y, z = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def smallest_distance(colors, seen):
    points = [lab(color, seen) for color in colors]
    return min(sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5 for pair in combinations(points, 2))


def ground_of(name):
    """The colour that a class of the own elements has."""
    return re.search(rf"\.{name}{{background:(#[0-9a-f]{{6}})", SHEETS["komponen.css"])[1]


def test_the_measure_itself_knows_black_on_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert smallest_distance(("#000000", "#ffffff"), "everybody") == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize("color", CHIPS)
def test_a_chip_can_be_read(color):
    assert contrast(THEME[f"{color}TextColor"], THEME[f"{color}BackgroundColor"]) >= AA


@pytest.mark.parametrize(("ink", "ground"), [
    ("textColor", "backgroundColor"), ("textColor", "secondaryBackgroundColor"), ("linkColor", "backgroundColor"),
    ("dataframeHeaderTextColor", "dataframeHeaderBackgroundColor"), ("codeTextColor", "codeBackgroundColor")])
def test_text_can_be_read_and_its_caption_too(ink, ground):
    assert contrast(THEME[ink], THEME[ground]) >= AA
    if ink == "textColor":
        assert contrast(mixed(THEME[ink], THEME[ground], MUTED), THEME[ground]) >= AA


def test_the_sidebar_and_the_primary_button_can_be_read():
    side = THEME["sidebar"]
    assert contrast(side["textColor"], side["backgroundColor"]) >= AA
    assert contrast(mixed(side["textColor"], side["backgroundColor"], MUTED), side["backgroundColor"]) >= AA
    assert contrast(side["linkColor"], side["backgroundColor"]) >= AA
    assert contrast("#ffffff", THEME["primaryColor"]) >= AA


@pytest.mark.parametrize("name", list(SHEETS))
def test_every_ink_that_a_sheet_sets_with_its_ground_can_be_read(name):
    pairs = re.findall(r"background:(#[0-9a-f]{6});(?:[^}]*;)?color:(#[0-9a-f]{3,6})", SHEETS[name])
    assert pairs
    for ground, ink in pairs:
        assert contrast(ground, ink if len(ink) == 7 else "#" + "".join(part * 2 for part in ink[1:])) >= AA


def test_the_figure_on_a_tile_can_be_read_whatever_its_shade():
    for name in TILES:
        assert contrast(ground_of(name), "#ffffff" if name == "share4" else "#14252d") >= AA


def test_the_shades_of_the_tiles_grow_darker_step_by_step():
    shades = [lab(ground_of(name), "everybody")[0] for name in TILES]
    assert shades == sorted(shades, reverse=True) and min(a - b for a, b in pairwise(shades)) > 5


def test_marks_and_bars_stand_out_from_the_page():
    for color in (*THEME["chartCategoricalColors"], "#2f9e6b", "#1b64a5", "#b07a00", "#8f1a14", "#7d919b"):
        assert contrast(color, THEME["backgroundColor"]) >= AA_OF_MARKS


@pytest.mark.parametrize("seen", list(SEEN))
def test_charts_and_bars_are_told_apart_by_everybody(seen):
    bars = (ground_of("bars .done"), ground_of("bars .run,.bars .back"), ground_of("bars .late,.bars .ended"), "#b07a00")
    assert smallest_distance(THEME["chartCategoricalColors"], seen) >= APART
    assert smallest_distance(bars, seen) >= APART
