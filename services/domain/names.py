"""Names as people of Banjar and Indonesia spell them, brought to one spelling so that they can be compared.

The result is for comparing alone and never shown: "Hj. Noor Hayati, S.Pd." and "NURHAYATI" meet as "nurhayati".
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Said of a person, no part of the name. What follows a comma (degrees) goes too.
TITLES = (
    "h hj haji hajah hajjah drs dra dr ir prof ust ustad ustaz ustadz ustadzah kh tgh guru bin binti bt alias als"
    " alm almarhum almarhumah tn ny sdr sdri bpk bapak ibu"
)
BESIDE_NAMES = frozenset(TITLES.split())
DEGREES = re.compile(r"(?:\b[sma]\.? ?(?:pd|sos|ag|kom|kes|kep|ap|ip|md|si|[hemt])(?:\.?i)?\b\.?\s*)+$")
# Written in many ways and borne by so many that they hardly tell two people apart.
COMMON = {
    "muhamad": "muhammad muhamad mohammad mohamad mohamed muhammed mochamad mochammad muchamad muhamat moh muh muhd mohd mhd md mch moch m",
    "siti": "siti sitti st sti",
    "abdul": "abdul abdoel abd abdu abdull",
    "ahmad": "ahmad achmad akhmad ahmat ach akh ahmed",
    "nur": "nur noor nor noer nuur",
}
# Old spellings and letters that are heard alike, in this order.
SOUNDS = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"oe", "u"), (r"dj", "j"), (r"tj", "c"), (r"nj", "ny"), (r"s[yj]", "s"), (r"[ck]h", "h"), (r"dz|z", "j"),
        (r"th", "t"), (r"dh", "d"), (r"[fv]|ph", "p"), (r"q", "k"), (r"x", "ks"), (r"ie|ij", "i"), (r"ee", "i"),
        (r"y(?![aiueo])", "i"), (r"(.)\1+", r"\1"), (r"^no(?=r)", "nu"), (r"(?<=[aiueo])h$", ""),
    )
)  # fmt: skip
BEGINNINGS = ("abdul", "nur")
ASSIMILATED = re.compile(r"^abdul(?=[dnrst])")  # Abdul Rahman is said and often written Abdurrahman


def fold(word: str) -> str:
    """One word in the spelling for comparing: `Sjamsoeddin` and `Syamsudin` → `samsudin`."""
    for sound, into in SOUNDS:
        word = sound.sub(into, word)
    return word


SPELLINGS = {spelling: name for name, spellings in COMMON.items() for spelling in spellings.split()}
WEAK = frozenset(fold(name) for name in COMMON)


@lru_cache(maxsize=65_536)
def _word(word: str) -> str:
    return fold(SPELLINGS.get(word, word))


def normal(name: str) -> tuple[str, ...]:
    """The words of a name in the spelling for comparing, without titles and degrees. Never empty for a written name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z]+", re.sub(r"['`]", "", DEGREES.sub("", plain.split(",")[0]))) or re.findall(r"[a-z]+", plain)
    kept = [word for word in words if word not in BESIDE_NAMES] or words
    return tuple(_joined([_word(word) for word in kept]))


def _joined(words: list[str]) -> Iterator[str]:
    """"Abdul Rahman" and "Abdurrahman", "Nur Hayati" and "Nurhayati": what begins a name is written with it."""
    before = ""
    for at, word in enumerate(words, start=1):
        if word in BEGINNINGS and at < len(words):
            before += word
        else:
            yield ASSIMILATED.sub("abdu", before + word)
            before = ""


def distinctive(words: tuple[str, ...]) -> str:
    """The first word that few bear: of "muhamad hasan" it is "hasan"; the last one where all are common."""
    return next((word for word in words if word not in WEAK), words[-1] if words else "")


def skeleton(word: str) -> str:
    """The first letter and the consonants after it, which misspellings mostly leave alone: `samsudin` → `smsdn`."""
    return word[:1] + re.sub(r"[aiueoy]", "", word[1:])
