"""Words as linking compares them: base forms, how rare a word is in the news, how near two words are in meaning, bags of words.

In: words as the texts give them. Out: base forms, weights, likenesses from 0 to 1. All of it is a function of the words and of fixed data
files, so that a likeness does not change because other reports came in. It knows no grammar and no document.

>>> base("died"), base("arrested"), base("quakes")
('die', 'arrest', 'quake')
"""

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from accordingto.resources import data_path

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
POSSESSIVE = re.compile(r"['’]s?$")
BUCKETS = 2**20
"""Places of a bag: words are hashed, so that a bag is a vector wherever it is compared; hardly two words share one of a million."""
UNSEEN = 0.5
COMMON = 1.0
"""Taken off the weight of a word: words of every third report then weigh nothing."""
LEAST_STEM = 4
PARTICLES = frozenset("up down off out over in on away to of for by into with at from back apart under".split())
SUFFIXES = tuple("ation ition tion sion ment ance ence ings ing ure ers er or al ee ive ity age ed es s e y".split())
Bag = dict[int, float]
"""Hashed word -> weight; the squares of the weights sum to 1."""


@cache
def _reports() -> tuple[int, dict[str, float]]:
    """Number of reports, and in how many of them each word stands."""
    lines = data_path("link/words.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return int(cells[0][1]), {word: float(n) for word, n in cells[1:]}


@cache
def _vectors() -> tuple[dict[str, int], NDArray[np.int8]]:
    """Row of each word, common words first, and the rows."""
    names = data_path("link/vector_words.txt").read_text(encoding="utf-8").split()
    return {word: n for n, word in enumerate(names)}, np.load(data_path("link/vectors.npy"))


@cache
def _irregular() -> dict[str, str]:
    lines = data_path("link/irregular.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=200_000)
def base(word: str) -> str:
    """The form that inflected forms of a word share."""
    plain = POSSESSIVE.sub("", word.lower())
    if plain in _irregular():
        return _irregular()[plain]
    known, _ = _vectors()
    forms = _forms(plain)
    found = next((f for f in forms if f in known), None)
    if found or plain in known or not forms:
        return found or plain
    return forms[-1] if plain.endswith(("ing", "ed")) else forms[0]


def _forms(word: str) -> list[str]:
    """What ``word`` may be a form of, the likeliest first."""
    if word.endswith(("ies", "ied")):
        return [word[:-3] + "y"]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return _cut(word[: -len(ending)])
    if word.endswith("es") and len(word) > LEAST_STEM:
        return [word[:-1], word[:-2]]
    return [word[:-1]] if word.endswith("s") and not word.endswith("ss") and len(word) > LEAST_STEM - 1 else []


def _cut(stem: str) -> list[str]:
    """What stood before "ing" and "ed": "mov" of "move", "stopp" of "stop"."""
    if len(stem) > LEAST_STEM - 2 and stem[-1] == stem[-2]:
        return [stem[:-1], stem]
    known, _ = _vectors()
    if stem in known and f"{stem}e" in known:  # the commoner of two real words
        return [min(stem, f"{stem}e", key=lambda w: known[w])]
    return [f"{stem}e", stem]


def head_of(words: str) -> str:
    """The word that a trigger is known by: its last, without particles.

    >>> head_of("shut down"), head_of("took place")
    ('shut', 'place')
    """
    found = WORD.findall(words)
    while len(found) > 1 and found[-1].lower() in PARTICLES:
        found.pop()
    return base(found[-1]) if found else words.lower()


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """What a verb and its noun share.

    >>> root("nominee") == root("nomination"), root("attack") == root("attacker")
    (True, True)
    """
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= LEAST_STEM:
            return word[: -len(suffix)][:6]
    return word[:6]


@lru_cache(maxsize=200_000)
def rarity(word: str) -> float:
    """How much a base form tells: 0 for the words of every report, about 7 for one that no report had."""
    reports, seen = _reports()
    return max(0.0, math.log((reports + 1) / (seen.get(word, 0) + UNSEEN)) - COMMON)


def bag_of(words: Iterable[str]) -> Bag:
    """A bag of base forms, each by how often it stands and how rare it is."""
    sums: Bag = {}
    for word, n in sorted(Counter(words).items()):
        if len(word) > 1 and rarity(word):
            place = zlib.crc32(word.encode()) % BUCKETS
            sums[place] = sums.get(place, 0.0) + (1 + math.log(n)) * rarity(word)
    length = math.sqrt(sum(w * w for _, w in sorted(sums.items()))) or 1.0
    return {place: w / length for place, w in sums.items()}


def known_of(words: Iterable[str]) -> Bag:
    """A bag of base forms that is not brought to length: the likeness of two is the sum of the rarities of what they share."""
    return {zlib.crc32(word.encode()) % BUCKETS: math.sqrt(rarity(word)) for word in sorted(set(words)) if len(word) > 1 and rarity(word)}


def likeness(left: Bag, right: Bag) -> float:
    """Cosine of two bags; the same for either order."""
    small, large = (left, right) if len(left) <= len(right) else (right, left)
    return sum(small[p] * large[p] for p in sorted(small.keys() & large.keys()))


def row_of(word: str) -> int | None:
    """Row of the word's vector, None for a word that has none."""
    return _vectors()[0].get(word)


@lru_cache(maxsize=500_000)
def nearness(left: int, right: int) -> float:
    """How near two words are in meaning, by the rows of their vectors: cosine, -1 to 1."""
    a, b = (_vectors()[1][row].astype(np.float64) for row in (left, right))
    return float(a @ b / math.sqrt(float(a @ a) * float(b @ b)))


def vector(row: int) -> list[float]:
    """The vector of a row, as plain numbers."""
    return [float(x) for x in _vectors()[1][row]]
