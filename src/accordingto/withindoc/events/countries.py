"""Whose somebody is: the country that a noun phrase names for the one it means, or the union of states.

In: the head of a noun phrase, the places of the document. Out: a three-letter code (ISO 3166-1; IGO, NGO for bodies of several
countries) with the words that name it, or None. Where somebody is, from where he is backed, led or descended is not whose he is; two
countries in one phrase are none.

"the Norwegian army", "Norway's army", "the army of Norway" give NOR; "Norwegian-backed rebels", "rebels in Norway" nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from accordingto.model.evidence import Span
from accordingto.model.found import Place
from accordingto.model.kinds import PlaceRole
from accordingto.resources.lexicon import rows_of
from accordingto.withindoc.events.arguments import prepositions
from accordingto.withindoc.events.role_nouns import SectorRow, body_at, is_joined, noun_at
from accordingto.withindoc.events.sectors import Sign
from accordingto.withindoc.notes import Notes, tokens_of
from accordingto.withindoc.tokens import Token

PUBLIC = ("body", "force")
"""Kinds of nouns whose office is in the country whose it is: "police in Orten", "a court in Orten"."""
DESCENT = frozenset(["ethnic", "native"])
MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class IsoRow:
    """A row of iso_codes.tsv."""

    alpha2: str
    alpha3: str


@cache
def _three_letters() -> dict[str, str]:
    return {row.alpha2: row.alpha3 for row in rows_of("iso_codes.tsv", IsoRow)}


def country_of(notes: Notes, head: Token) -> Sign | None:
    """The country that the phrase headed by ``head`` gives; None where it gives none, or two."""
    row = _row_of(head)
    if row is not None and row.kind == "tie":
        return None
    found = [sign for stretch in _stretches(head, row) for sign in _named_in(notes, stretch, head)]
    return found[0] if len({sign.value for sign in found}) == 1 else None


def code_of_place(place: Place) -> str | None:
    """The three letters of a place's country."""
    return _three_letters().get(place.country or "")


def _stretches(head: Token, row: SectorRow | None) -> Iterator[tuple[Token, ...]]:
    """The words of the phrase: those up to the head, and what it is of."""
    doc = head.doc
    yield tuple(doc[head.left_edge.i : head.i + 1])
    yield from _owners(head, row, MAX_DEPTH)


def _row_of(head: Token) -> SectorRow | None:
    """The noun of the head, or of the title before a name."""
    found = noun_at(head) or next(filter(None, (noun_at(t) for t in head.lefts)), None)
    return found[0] if found else None


def _owners(head: Token, row: SectorRow | None, depth: int) -> Iterator[tuple[Token, ...]]:
    """Stretches of "of" and "from", of "for" beside a spokesman, of "in" beside a public body."""
    if depth == 0 or (row is None and not _is_name(head)):
        return
    names = ["of", "from"] + (["for"] if row and row.kind == "link" else []) + (["in"] if row and row.kind in PUBLIC else [])
    around = prepositions(head)
    for owner in (o for name in names for o in around.get(name, ())):
        above = _row_of(owner)
        if above is not None and above.kind == "tie":
            continue
        yield tuple(head.doc[owner.left_edge.i : owner.i + 1])
        yield from _owners(owner, above, depth - 1)


def _is_name(head: Token) -> bool:
    return head.pos_ == "PROPN" and head.ent_type_ == "PERSON"


def _named_in(notes: Notes, stretch: tuple[Token, ...], head: Token) -> Iterator[Sign]:
    """Places and bodies named in a stretch of words."""
    span = Span(stretch[0].idx, stretch[-1].idx + len(stretch[-1]))
    for place in notes.by_place.things(notes.places, span):
        code = code_of_place(place)
        if code is not None and span.contains(place.span):
            words = tuple(tokens_of(head.doc, place.span))
            if _is_whose(place, words, stretch, head):
                yield Sign(code, words, "codes.demonym" if place.role is PlaceRole.DEMONYM else "codes.place", place.id)
    for token in stretch:
        body = body_at(token)
        if body is not None and body[0].country and token == body[1][0]:
            yield Sign(body[0].country, body[1], "codes.body")


def _is_whose(place: Place, words: tuple[Token, ...], stretch: tuple[Token, ...], head: Token) -> bool:
    doc, first = head.doc, words[0].i
    if is_joined(words) or (first > 0 and doc[first - 1].lower_ in DESCENT):
        return False
    if place.role is PlaceRole.PART_OF_NAME:
        row = _row_of(head)
        return row is not None and row.kind in PUBLIC
    return place.role is not PlaceRole.DEMONYM or head in stretch or words[-1] != stretch[-1]  # not "a teacher of French"
