"""Sites: the market, the station, the prison at which a report has an event happen. Two sites of one town tell two events of one day apart.

In: a sentence and a trigger in it. Out: sites as (kind, what else it is called): "the fish market" is ("market", "fish"). It resolves
nothing: a site without a name is on no map.
"""

import re
from dataclasses import dataclass
from functools import cache

from accordingto.crossdoc.words import base
from accordingto.model.evidence import Span
from accordingto.resources.lexicon import rows_of

KINDS = ("spot", "site")
REACH = 90
"""Characters after a trigger in which "at the …" may still be said of it."""
Site = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A row of ``place_kinds.tsv``."""

    word: str
    kind: str
    example: str


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What follows a trigger ("at the fish market"), and what stands before one ("the market bomb")."""
    words = sorted({r.word for r in rows_of("place_kinds.tsv", PlaceKind) if r.kind in KINDS}, key=lambda w: (-len(w), w))
    kinds = "|".join(map(re.escape, words))
    lead = r"\b(?:at|in|inside|outside|near|beside|on|against|to)\s+(?:the|a|an|its|[A-Z][\w’']*)\s+"
    governed = rf"{lead}(?P<more>(?:[\w’'-]+\s+){{0,2}}?)(?P<kind>{kinds})s?\b"
    beside = rf"(?P<more>)\b(?P<kind>{kinds})\s+(?:[\w-]+\s+)?$"
    return re.compile(governed), re.compile(beside)


def sites_of(text: str, sentence: Span, trigger: Span) -> frozenset[Site]:
    """The site at which ``trigger`` happens: the noun before it ("the market blast"), else what follows it ("at the market").

    >>> words = "A bomb exploded at the fish market in Lannis."
    >>> sites_of(words, Span(0, len(words)), Span(7, 15))
    frozenset({('market', 'fish')})
    """
    governed, beside = _patterns()
    before = beside.search(text[sentence.start : trigger.start])
    after = governed.search(text[trigger.end : min(sentence.end, trigger.end + REACH)])
    found = before or after
    return frozenset({_site(found)}) if found else frozenset()


def _site(match: re.Match[str]) -> Site:
    words = [base(w) for w in match["more"].split() if w[:1].islower()]
    return base(match["kind"]), words[-1] if words else ""


def same_site(left: frozenset[Site], right: frozenset[Site]) -> bool | None:
    """Whether the two can be one site; None where one of them names none, or where what else they are called leaves it open.

    >>> same_site(frozenset({("market", "fish")}), frozenset({("station", "bus")}))
    False
    """
    if not left or not right:
        return None
    for kind, more in left:
        for other, others in right:
            if kind == other:
                return None if more and others and more != others else True
    return False
