"""How a place name is looked up: its key, its key without article or generic word, and what it sounds like.

In: a name as written. Out: keys. Build and look-up use the same functions, so that "Al-Anbar", "al Anbar" and "Al Anbār" meet.
It does not decide which place is meant.

>>> key_of("Al-Ḩasakah"), bare_key_of("Al-Ḩasakah"), kind_wished("Ras Varo airbase")
('al hasakah', 'hasakah', 'site')
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from accordingto.resources.lexicon import rows_of

SIGNS = re.compile(r"['`´’‘ʿʾʻʼ′ʹʺ]")
"""Apostrophes and the signs for ain and hamza carry no letter of their own."""
NOT_LETTER = re.compile(r"[^\w]+|_")
FOREIGN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ə": "a", "ħ": "h"})
ARTICLE = re.compile(r"(?<![^ ])(?:al|el|an|ar|as|at|az|ash|ad|ed|er|ez|es|et|en|ul|il|the)(?= )")
SHORT = MappingProxyType(
    {"st": "saint", "mt": "mount", "ft": "fort", "pt": "point", "n": "north", "s": "south", "e": "east", "w": "west", "ste": "sainte"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """A row of place_kinds.tsv."""

    word: str
    kind: str
    example: str


GENERIC: Mapping[str, str] = MappingProxyType({row.word: row.kind for row in rows_of("place_kinds.tsv", KindRow)})
"""Generic words, and the kind of entry that each wishes for; a spot is no entry of the gazetteer, only something inside one."""
LONGEST_GENERIC = 3
_DIGRAPHS: dict[str, str] = {
    "kh": "h",
    "gh": "k",
    "ch": "s",
    "sh": "s",
    "zh": "s",
    "th": "t",
    "dh": "t",
    "ph": "b",
    "ts": "s",
    "tz": "s",
    "cz": "s",
    "sch": "s",
}
SOUNDS = (
    (r"(?:kh|gh|ch|sh|zh|th|dh|ph|ts|tz|cz|sch)", lambda m: _DIGRAPHS[m.group()]),
    (r"[qgcj]", "k"), (r"b|p", "b"), (r"z", "s"), (r"d|t", "t"), (r"x", "ks"),
    (r"h\b", ""), (r"[aeiouyw]", ""), (r"(.)\1+", r"\1"),
)  # fmt: skip


@lru_cache(maxsize=8_000)
def key_of(name: str) -> str:
    """The key under which a name is stored: no case, no marks, no apostrophes, every other sign a blank.

    >>> key_of("Bāb al-Hawā"), key_of("St. Orsolya’s"), key_of("U.S.")
    ('bab al hawa', 'st orsolyas', 'u s')
    """
    plain = SIGNS.sub("", name.casefold().translate(FOREIGN))
    marks_off = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return NOT_LETTER.sub(" ", SIGNS.sub("", marks_off)).strip()


def bare_key_of(name: str) -> str:
    """The key without articles and without generic words; empty where nothing else is left.

    >>> bare_key_of("Governorate of Al Varo"), bare_key_of("Orsk Oblast"), bare_key_of("Deir ez-Zor")
    ('varo', 'orsk', 'deir zor')
    """
    key = _without_generic(key_of(name))
    return re.sub(" +", " ", ARTICLE.sub("", key)).strip()


def long_key_of(name: str) -> str:
    """The key with its abbreviated words written out.

    >>> long_key_of("Mt. Varo")
    'mount varo'
    """
    return " ".join(SHORT.get(word, word) for word in key_of(name).split())


def kind_wished(name: str) -> str | None:
    """The kind of entry that a generic word in the name asks for."""
    words = key_of(name).split()
    for size in range(LONGEST_GENERIC, 0, -1):
        if len(words) > size:
            for part in (words[-size:], words[:size]):
                kind = GENERIC.get(" ".join(part))
                if kind and (part is not words[:size] or words[size] == "of" or kind in {"spot", "region"}):
                    return kind
    return None


def _without_generic(key: str) -> str:
    words = key.split()
    for size in range(LONGEST_GENERIC, 0, -1):
        if len(words) > size and " ".join(words[-size:]) in GENERIC:
            return " ".join(words[:-size])
        if len(words) > size + 1 and " ".join(words[:size]) in GENERIC and words[size] == "of":
            return " ".join(words[size + 1 :])
    return key


@lru_cache(maxsize=8_000)
def sound_of(key: str) -> str:
    """The consonants of a bare key, those that transliterations confuse made one. Too short to tell apart: empty.

    >>> sound_of("hudaydah") == sound_of("hodeidah"), sound_of("varo")
    (True, '')
    """
    sound = "".join(key.split())
    for pattern, by in SOUNDS:
        sound = re.sub(pattern, by, sound)
    return sound if len(sound) >= 2 and len(key) >= 5 else ""
