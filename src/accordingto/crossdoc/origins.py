"""Origins: which of two reports had a passage first.

In: two documents. Out: the one that it comes from and why, or None where nothing tells. A credit line and a canonical address beat the
dates: the copy names whom it copies.
"""

import re
from functools import lru_cache

from accordingto.model.document import Document

UNKNOWN = "which of them came first is unknown"


def origin_of(one: Document, other: Document) -> tuple[str | None, str]:
    """By credit, else by canonical address, else by date, else unknown."""
    credit = [(a, b) for a, b in ((one, other), (other, one)) if credits_outlet(b, a)]
    if len(credit) == 1:
        a, b = credit[0]
        return a.doc_id, f"{b.given_id} credits {a.outlet}"
    pointed = [(a, b) for a, b in ((one, other), (other, one)) if points_to(b, a)]
    if len(pointed) == 1:
        a, b = pointed[0]
        return a.doc_id, f"{b.given_id} gives {a.url or a.address} as its canonical address"
    if one.published and other.published and one.published != other.published:
        first, second = (one, other) if one.published < other.published else (other, one)
        return first.doc_id, f"{first.given_id} is of {first.published}, the other of {second.published}"
    return None, UNKNOWN


def points_to(document: Document, source: Document) -> bool:
    """Whether a page says by its canonical address that it is a copy of the other, which was read there.

    >>> from accordingto.model.ids import document_of
    >>> first = document_of("A raid.", address="https://tide.example/raid")
    >>> points_to(document_of("A raid.", address="https://dawn.example/raid", url="https://tide.example/raid"), first)
    True
    """
    return bool(document.url) and document.url == source.address and document.url != document.address


def credits_outlet(document: Document, source: Document) -> bool:
    """Whether the text names the other's outlet where credits stand: in brackets, in the first line, in the last, or in its byline."""
    if not source.outlet or source.outlet == document.outlet:
        return False
    in_brackets, named, told = _patterns(source.outlet)
    if in_brackets.search(document.text):
        return True
    lines = [line for line in document.text.strip().splitlines() if line.strip()]
    ends = " ".join((lines[0][:120], lines[-1][-200:], document.byline or "")) if lines else ""
    return bool(named.search(ends) or told.search(document.text))


@lru_cache(maxsize=10_000)
def _patterns(outlet: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    name = re.escape(outlet)
    short = re.escape("".join(w[0] for w in outlet.split() if w[0].isupper()))
    either = f"(?:{name}|{short})" if len(short) > 2 else name
    return (
        re.compile(rf"\([^()]*\b{either}\b[^()]*\)"),
        re.compile(rf"\b{name}\b"),
        re.compile(rf"\b{name}\b[^.]{{0,30}}\b(?:reported|said|quoted)"),
    )
