"""The words that name a thing, without what is said about it: of a person the name, of a body its longest plain one.

In: an entity. Out: code points. It does not decide who is meant.

"Newsman Ada Mora Renn's house ... Renn" names Ada Mora Renn, though the parser took the words for parts of other phrases.
"""

from accordingto.model.evidence import Span
from accordingto.withindoc.events.arguments import lemma_of
from accordingto.withindoc.events.phrases import TITLES
from accordingto.withindoc.events.triggers import words_of_class
from accordingto.withindoc.filling.entities import Entity
from accordingto.withindoc.tokens import Token

PARTICLES = frozenset(["de", "del", "la", "las", "los", "y", "da", "dos", "von", "van", "bin", "al"])
MORE_TITLES = TITLES | {"msgr", "fr", "father", "bishop", "archbishop", "monsignor", "don", "dona"}
LONGEST = 6
"""Words of a name."""


def person_name(entity: Entity) -> Span:
    """The longest name of a person among its mentions; the fullest mention where no name stands for it."""
    names = [_run_of(c.head) for c in entity.candidates if c.head.pos_ == "PROPN" and not _is_description(c.head)]
    return max(names, key=lambda s: s.end - s.start, default=entity.fullest.span)


def body_name(entity: Entity) -> Span:
    """The longest mention of a body that is a name throughout: not "the Dawn Front's fighters"."""
    plain = [c.span for c in entity.candidates if c.head.pos_ == "PROPN" and not _holds_more(c.span, c.head)]
    return max(plain, key=lambda s: s.end - s.start, default=entity.fullest.span)


def _holds_more(span: Span, head: Token) -> bool:
    words = span.of(head.doc.text).lower()
    return "'s " in words or "(" in words or words.startswith(("members of ", "member of "))


def _run_of(head: Token) -> Span:
    """The capitalised words around a name's head, particles between them included."""
    doc, sentence = head.doc, head.sent
    first = last = head.i
    while first > sentence.start and last - first < LONGEST and _goes_on(doc[first - 1], doc[first - 2] if first > 1 else None):
        first -= 1
    while (
        last + 1 < sentence.end and last - first < LONGEST and _goes_on(doc[last + 1], doc[last + 2] if last + 2 < sentence.end else None)
    ):
        last += 1
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))


def _goes_on(token: Token, beyond: Token | None) -> bool:
    """Whether the word is part of the name; ``beyond``: the word behind it, seen from the head."""
    if token.lower_ in PARTICLES:
        return beyond is not None and _is_name_word(beyond)
    return _is_name_word(token)


def _is_name_word(token: Token) -> bool:
    return token.text[:1].isupper() and token.text[0].isalpha() and token.pos_ == "PROPN" and not _is_description(token)


def _is_description(token: Token) -> bool:
    described = any(lemma_of(token) in words_of_class(c) for c in ("official", "armed", "people"))
    return described or token.lower_.rstrip(".") in MORE_TITLES or token.ent_type_ in ("NORP", "DATE")
