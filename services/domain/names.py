"""Names as people of Banjar and Indonesia spell them, brought to one spelling so that they can be compared.

The result is for comparing alone and never shown: "Hj. Noor Hayati, S.Pd." and "NURHAYATI" meet as "nurhayati".
"""

import re
import unicodedata
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
    "muhamad": "muhammad muhamad mohammad mohamad mohamed muhammed mochamad mochammad muchamad muhamat muhammat moh muh muhd mohd"
    " mhd md mch moch m",
    "siti": "siti sitti st sti",
    "abdul": "abdul abdoel abd abdu abdull abdur abdus abdun abdud abdut",
    "ahmad": "ahmad achmad akhmad ahmat ach akh ahmed",
    "nur": "nur noor nor noer nuur",
    "gusti": "gusti gt gst",
}
# Names whose spellings no rule of sounds brings together.
ALSO = {"yusuf": "jusuf jusup joesoef yosep", "khadijah": "kadijah kadidjah", "umar": "omar", "laila": "lela leila"}
# Old spellings and letters that are heard alike, in this order.
SOUNDS = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"oe", "u"), (r"dj", "j"), (r"tj", "c"), (r"nj", "ny"), (r"(?<=[rqhks])o(?=[a-z])", "a"), (r"s[yjh]", "s"),
        (r"[ck]h", "h"), (r"z(?=[ckq])", "s"), (r"dz|z", "j"), (r"th", "t"), (r"d[hl]+", "d"), (r"gh", "g"),
        (r"[fv]|ph", "p"), (r"q", "k"), (r"x", "ks"), (r"ie|ij(?![aiueo])", "i"), (r"ee", "i"), (r"ae", "ai"),
        (r"iy(?=[aiueo])", "i"), (r"(?<=[^aiueo])y(?=[aiueo])", "i"), (r"y(?![aiueo])", "i"), (r"uw?(?=[aeio])", "w"),
        (r"(.)\1+", r"\1"), (r"^no(?=r)", "nu"), (r"(?<=[aiueo])h$", ""), (r"t$", "d"),
    )
)  # fmt: skip
# What is written with a name or apart from it: Abdul Rahman is said and often written Abdurrahman.
BEGINNING = re.compile(r"^(abdul|nur|abdu(?=[dnrst]))(?=.{3})")


def fold(word: str) -> str:
    """One word in the spelling for comparing: `Sjamsoeddin` and `Syamsudin` → `samsudin`."""
    for sound, into in SOUNDS:
        word = sound.sub(into, word)
    return word


SPELLINGS = {spelling: name for name, spellings in (COMMON | ALSO).items() for spelling in spellings.split()}
WEAK = frozenset(fold(name) for name in COMMON)


@lru_cache(maxsize=65_536)
def _words(word: str) -> tuple[str, ...]:
    """A written word in the spelling for comparing: `nurhayati` → `nur`, `hayati`."""
    folded = fold(SPELLINGS.get(word, word))
    beginning = BEGINNING.match(folded)
    return (fold(SPELLINGS[beginning[1]]), folded[beginning.end():]) if beginning else (folded,)


def normal(name: str) -> tuple[str, ...]:
    """The words of a name in the spelling for comparing, without titles and degrees. Never empty for a written name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z]+", re.sub(r"['`]", "", DEGREES.sub("", plain.split(",")[0]))) or re.findall(r"[a-z]+", plain)
    kept = [word for word in words if word not in BESIDE_NAMES] or words
    return tuple(part for word in kept for part in _words(word))


def distinctive(words: tuple[str, ...]) -> str:
    """The first word that few bear: of "muhamad hasan" it is "hasan"; the last one where all are common."""
    return next((word for word in words if word not in WEAK), words[-1] if words else "")


def skeleton(word: str) -> str:
    """The first letter and the consonants after it, which misspellings mostly leave alone: `samsudin` → `smsdn`."""
    return word[:1] + re.sub(r"[aiueoy]", "", word[1:])
