"""Fingerprints: winnowed hashes of five-word runs with their places, so that echoes need not read every text.

In: text. Out: `notes.fingerprints`: (hash, code point where the run begins). Any run of eight words that stands in two texts leaves a
common fingerprint in both (winnowing: Schleimer, Wilkerson and Aiken, 2003). It does not decide what is an echo.
"""

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache

from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.tokens import Doc

WORD = re.compile(r"[^\W_]+")
RUN, WINDOW = 5, 4
PRIME, BASE = (1 << 61) - 1, 1_000_003
TOP = pow(BASE, RUN - 1, PRIME)


def find_fingerprints(doc: Doc) -> Doc:
    """Fill ``notes.fingerprints``."""
    notes_of(doc).fingerprints = fingerprints_of(doc.text)
    return doc


def fingerprints_of(text: str) -> tuple[tuple[int, int], ...]:
    """The winnowed fingerprints of ``text``, in text order, each once: a word said a thousand times leaves one.

    >>> [place for _, place in fingerprints_of("one two three four five")]
    [0]
    """
    found = [(m.group(), m.start()) for m in WORD.finditer(text)]
    hashes = [_word_hash(word.lower()) for word, _ in found]
    if len(hashes) < RUN:
        return ()
    runs = list(_run_hashes(hashes))
    firsts: dict[int, int] = {}
    for at in _winnowed(runs):
        firsts.setdefault(runs[at], found[at][1])
    return tuple(firsts.items())


@lru_cache(maxsize=8_000)
def _word_hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _run_hashes(hashes: list[int]) -> Iterator[int]:
    """Hash of each run, rolled on from the one before it (Karp and Rabin, 1987)."""
    value = 0
    for h in hashes[:RUN]:
        value = (value * BASE + h) % PRIME
    yield value
    for old, new in zip(hashes, hashes[RUN:], strict=False):
        value = ((value - old * TOP) * BASE + new) % PRIME
        yield value


def _winnowed(runs: list[int]) -> Iterator[int]:
    """Places of the least hash of each window, the last of equals, each once."""
    last = -1
    for start in range(max(1, len(runs) - WINDOW + 1)):
        if last >= start:  # the least of the window before is still in this one: only the new run can be less
            new = start + WINDOW - 1
            if new >= len(runs) or runs[new] > runs[last]:
                continue
            last = new
        else:
            end = min(start + WINDOW, len(runs))
            last = min(range(start, end), key=lambda k: (runs[k], -k))
        yield last
