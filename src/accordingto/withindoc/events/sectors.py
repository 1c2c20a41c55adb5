"""What a noun phrase says somebody is in public life: government, army, police, rebels, parliament …, by its own words alone.

In: the head of a noun phrase. Out: a sector of PLOVER with the words that say so, or None. Unknown is the answer to offices that are
past, to words that say how somebody fights ("gunmen", "militants") or is judged, and to forces of an unknown kind ("security forces").

"the Norwegian army chief" gives MIL by "army"; "the bank's president" nothing by "president" alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from accordingto.model.kinds import Sector
from accordingto.resources.gazetteer import gazetteer
from accordingto.withindoc.events.arguments import prepositions
from accordingto.withindoc.events.role_nouns import SectorRow, body_at, noun_at
from accordingto.withindoc.tokens import Token

PAST = frozenset(["former", "ex", "late", "retired", "onetime", "then", "ousted", "deposed", "exiled", "would"])
"""What somebody was or would be is not what he is."""
OF_STATE = frozenset(["royal", "national", "federal", "regular", "central", "imperial"])
"""Words beside a country in the name of its army: "the Royal Norwegian Navy", not "the Liberation Army of Orten"."""
BESIDE_RANK = frozenset(
    ["vice", "acting", "interim", "deputy", "lieutenant", "brigadier", "major", "new", "state", "provincial", "regional"]
)
MAX_DEPTH = 3
COUNTRIES = ("NORP", "GPE")


@dataclass(frozen=True, slots=True)
class Sign:
    """A value of a code, the words that give it, the rule, and the id of the place behind it."""

    value: str
    words: tuple[Token, ...]
    rule: str
    place: str | None = None


def sector_of(head: Token, depth: int = MAX_DEPTH) -> Sign | None:
    """The sector that the phrase headed by ``head`` gives, or None."""
    before = tuple(words_before(head))
    if any(t.lower_ in PAST for t in before):
        return None
    body = body_at(head)
    if body is not None:
        return Sign(body[0].sector, body[1], "codes.body") if body[0].sector else None
    role = head if noun_at(head) or head.pos_ != "PROPN" else next((t for t in before if noun_at(t)), head)
    found = noun_at(role)
    if found is None:
        return None
    row, words = found
    rest = tuple(t for t in words_before(role) if t not in words)
    rebel = _rebel_among(rest)
    if rebel is not None:
        return rebel
    return _by_kind(row, words, role, rest, depth)


def words_before(head: Token) -> Iterator[Token]:
    """The words of the phrase before its head, the nearest first, up to an article or a possessor."""
    doc, first = head.doc, head.left_edge.i
    for at in range(head.i - 1, first - 1, -1):
        token = doc[at]
        if token.tag_ == "POS" or token.pos_ in ("DET", "ADP", "CCONJ", "PRON") or token.text in (",", "(", "“", '"'):
            return
        yield token


def _rebel_among(words: tuple[Token, ...]) -> Sign | None:
    """Rebels of any trade are rebels: "rebel soldiers"."""
    for token in words:
        found = noun_at(token)
        if found is not None and found[0].sector == Sector.REBELS:
            return Sign(found[0].sector, found[1], "codes.modifier")
    return None


def _by_kind(row: SectorRow, words: tuple[Token, ...], role: Token, rest: tuple[Token, ...], depth: int) -> Sign | None:
    own = Sign(row.sector, words, "codes.noun")
    if row.kind in ("role", "body"):
        return own
    if row.kind == "force":
        return own if all(_is_of_state(t) for t in rest) or role.pos_ != "PROPN" else None
    if row.kind in ("stop", "tie"):
        return None
    given = _by_words(rest) or (None if row.kind == "official" else _by_owner(role, depth))
    if given is not None or row.kind == "link":
        return given
    if row.kind == "official":
        return own if any(_is_country(t) for t in rest) and all(_is_country(t) or t.pos_ == "ADJ" for t in rest) else None
    return own if _holds_alone(role, rest) else None


def _by_words(rest: tuple[Token, ...]) -> Sign | None:
    """The sector of the nearest word before that has one: "police chief"."""
    for token in rest:
        body, found = body_at(token), noun_at(token)
        if body is not None and body[0].sector:
            return Sign(body[0].sector, body[1], "codes.body")
        if found is not None and found[0].kind == "stop":
            return None
        if found is not None and found[0].kind != "link":
            return Sign(found[0].sector, found[1], "codes.modifier")
    return None


def _by_owner(role: Token, depth: int) -> Sign | None:
    """The sector of whose chief, member or spokesman somebody is."""
    if depth == 0:
        return None
    around = prepositions(role)
    owners = [*around.get("of", ()), *around.get("for", ()), *(c for c in role.children if c.dep_ == "poss")]
    return next(filter(None, (sector_of(owner, depth - 1) for owner in owners)), None)


def _holds_alone(role: Token, rest: tuple[Token, ...]) -> bool:
    """Whether a rank is one of the state: "the president of Peru", not "the president of the club", "the club president"."""
    owners = [o for o in prepositions(role).get("of", ()) if not _is_country(o)]
    return not owners and all(_is_country(t) or t.pos_ == "ADJ" or t.lower_ in BESIDE_RANK for t in rest)


def _is_country(token: Token) -> bool:
    return token.ent_type_ in COUNTRIES or gazetteer().demonym(token.text) is not None


def _is_of_state(token: Token) -> bool:
    return _is_country(token) or token.lower_ in OF_STATE
