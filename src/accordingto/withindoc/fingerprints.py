"""Fingerprints: winnowed hashes of five-word runs with their places, so that echoes need not read every text.

In: text. Out: `notes.fingerprints`: (hash, code point where the run begins). Any run of eight words that stands in two texts leaves a
common fingerprint in both (winnowing: Schleimer, Wilkerson and Aiken, 2003). It does not decide what is an echo.
"""

import re
import zlib
from collections.abc import Iterator

from spacy.tokens import Doc

from accordingto.withindoc.notes import notes_of

WORD = re.compile(r"[^\W_]+")
RUN, WINDOW = 5, 4


def find_fingerprints(doc: Doc) -> Doc:
    """Fill ``notes.fingerprints``."""
    notes_of(doc).fingerprints = fingerprints_of(doc.text)
    return doc


def fingerprints_of(text: str) -> tuple[tuple[int, int], ...]:
    """The winnowed fingerprints of ``text``, in text order.

    >>> [place for _, place in fingerprints_of("one two three four five")]
    [0]
    """
    words = [(m.group().lower(), m.start()) for m in WORD.finditer(text)]
    runs = [(zlib.crc32(" ".join(w for w, _ in words[n : n + RUN]).encode()), words[n][1]) for n in range(len(words) - RUN + 1)]
    return tuple(_winnowed(runs))


def _winnowed(runs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The least hash of each window, the last of equals, each once."""
    last = -1
    for start in range(max(1, len(runs) - WINDOW + 1) if runs else 0):
        window = runs[start : start + WINDOW]
        at = min(range(len(window)), key=lambda k: (window[k][0], -k)) + start
        if at != last:
            last = at
            yield runs[at]
