"""Names: keys under which two may be one, and how strongly they speak for it.

In: names as the texts give them. Out: normal forms, and named match weights (log2 of how much likelier the likeness is for one thing than
for two). It does not decide who is who; `entities` does.
"""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.fuzz import ratio, token_sort_ratio

TITLES = frozenset(
    """mr mrs ms miss dr prof professor sir lady lord gen general col colonel maj major capt captain lt lieutenant sgt sergeant cpl
    president vice prime minister king queen prince princess sheikh imam rev reverend bishop father sister judge justice senator sen rep
    governor gov mayor chief commander deputy spokesman spokeswoman spokesperson secretary ambassador chairman chairwoman director inspector
    officer former acting interim senior the of for and a an""".split()
)
LIKE_SURNAME = 85
"""Likeness of spelling, of 100, from which two surnames may be one."""
SMALL = frozenset("of for and the in at".split())
PARTICLES = frozenset("al el bin ibn abu de la van von der da dos du".split())


@lru_cache(maxsize=100_000)
def normal(name: str) -> str:
    """Lower case, marks and apostrophes off, hyphens as blanks, articles of Arabic names off.

    >>> normal("Ayn al-Asad"), normal("The Kata’ib Brigades")
    ('ayn asad', 'kataib brigades')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = re.sub(r"['’‘ʿʾʻ`´.]s?\b(?!\w)|['’‘ʿʾʻ`´.]", "", plain).replace("-", " ").replace(",", " ").split()
    kept = [w for w in words if w not in ("the", "a", "an", "al", "el")]
    return " ".join(kept or words)


@lru_cache(maxsize=100_000)
def key_words(name: str) -> tuple[str, ...]:
    """The words of a name without titles; never none, whatever the name is made of.

    >>> key_words("Col. Wayne Ellis"), key_words("’s")
    (('wayne', 'ellis'), ('’s',))
    """
    words = normal(name).split()
    return tuple(w for w in words if w not in TITLES) or tuple(words) or (name,)


def body_words(name: str) -> tuple[str, ...]:
    """The words of a body's name, those too that are titles before a person's name; never none.

    >>> body_words("the Ministry of Justice"), key_words("the justice ministry")
    (('ministry', 'justice'), ('ministry',))
    """
    words = normal(name).split()
    return tuple(w for w in words if w not in SMALL) or tuple(words) or (name,)


def skeleton(word: str) -> str:
    """The consonants that spellings of one name share.

    >>> skeleton("khorade") == skeleton("horade"), skeleton("yousef") == skeleton("yusuf")
    (True, True)
    """
    plain = re.sub(r"(.)\1", r"\1", word.replace("ph", "f").replace("q", "k").replace("c", "k").replace("z", "s"))
    return re.sub(r"[aeiouyhw]|k(?=h)|(?<=[gdst])h", "", plain) or plain


def acronym(name: str) -> str:
    """First letters of the capitalised words.

    >>> acronym("Vale Mine Workers' Union")
    'vmwu'
    """
    return "".join(w[0] for w in re.findall(r"\b[A-Z]\w+", name)).lower()


def surnames_differ(a: str, b: str) -> bool:
    """Whether the surnames of two persons are not even spelled alike: such two are never one, whatever their first names are."""
    left, right = key_words(a)[-1], key_words(b)[-1]
    return left != right and ratio(left, right) < LIKE_SURNAME


def person_weights(a: str, b: str) -> dict[str, float]:
    """How two names of persons are alike, by comparison."""
    left, right = key_words(a), key_words(b)
    if left == right:
        return {"name": 9.0 if len(left) > 1 else 4.0}
    if surnames_differ(a, b):
        return {"surname": -8.0}
    weights = {"surname": 4.0 if left[-1] == right[-1] else 2.0}
    if len(left) == 1 or len(right) == 1:
        return weights | {"first name": 0.0}
    first, second = left[0], right[0]
    if first == second or ratio(first, second) >= 80:
        return weights | {"first name": 4.0}
    if first[0] == second[0] and (len(first) == 1 or len(second) == 1):
        return weights | {"first name": 2.0}
    return weights | {"first name": -9.0}


def body_weights(a: str, b: str) -> dict[str, float]:
    """How two names of organisations, places or groups are alike, by comparison."""
    left, right = normal(a), normal(b)
    if left == right:
        return {"name": 9.0}
    if acronym(a) == right.replace(" ", "") or acronym(b) == left.replace(" ", ""):
        return {"acronym": 6.0}
    words, others = set(key_words(a)), set(key_words(b))
    shared = words & others
    if shared and (words <= others or others <= words) and len(shared) >= 2:
        return {"words": 5.0}
    if token_sort_ratio(left, right) >= 90 and len(left) > 5:
        return {"spelling": 5.0}
    return {"name": -6.0}
