"""The words of a noun phrase, given its head: as full as they name the thing, without what is only said about it.

In: a token, the head of a noun phrase. Out: code points. Relative clauses, appositions, what is coordinated with it, and
phrases of time are left out; so is a title before a person's name. It does not decide whom the words mean.

"the rebels of the northern valley, who fled on Monday" gives "the rebels of the northern valley"; "police chief Orla Venn" gives
"Orla Venn".
"""

from collections.abc import Iterator

from spacy.tokens import Token

from accordingto.model.evidence import Span

BEFORE = ("det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "predet", "npadvmod", "punct", "case", "neg")
KEPT_PREPOSITIONS = ("of",)
"""A place or a means after the noun is a slot of the event, not part of the participant's name."""
GROUP_PREPOSITIONS = ("from", "in", "at", "on", "near", "within", "inside")
"""These name the group where the noun is plural and stands before its verb: "villagers from the north attacked"."""
TIMES = ("DATE", "TIME")


def phrase_of(head: Token) -> Span:
    """Code points of the noun phrase headed by ``head``; of a person's name, the name."""
    if head.ent_type_ == "PERSON" and head.pos_ == "PROPN":
        return _name_of(head)
    tokens = [head, *_inside(head)]
    start, end = min(t.i for t in tokens), max(t.i for t in tokens)
    kept = {t.i for t in tokens}
    while start < head.i and (start not in kept or head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    return _trimmed(head, start, end)


def _inside(head: Token) -> Iterator[Token]:
    """Tokens of the phrase other than its head."""
    for child in head.children:
        if child.i < head.i and child.dep_ in BEFORE and child.ent_type_ not in TIMES:
            yield from child.subtree
    last = head.i
    for child in head.children:
        if child.i > last and _belongs(child, head):
            for token in child.children:
                if token.dep_ == "pobj" and token.ent_type_ not in TIMES:
                    yield child
                    yield token
                    yield from _inside(token)


def _belongs(child: Token, head: Token) -> bool:
    """Whether a prepositional phrase is part of the name of the thing."""
    return child.dep_ == "prep" and (
        child.lower_ in KEPT_PREPOSITIONS
        or (
            child.lower_ in GROUP_PREPOSITIONS
            and child.i == head.i + 1
            and head.dep_ in ("nsubj", "pobj")
            and head.tag_ in ("NNS", "NNPS")
            and _in_capitals(child)
        )
    )


def _in_capitals(preposition: Token) -> bool:
    return any(c.dep_ == "pobj" and c.ent_type_ in ("GPE", "LOC") for c in preposition.children)


def _name_of(head: Token) -> Span:
    """The run of capitalised words of one entity around ``head``."""
    start, end = head.i, head.i
    doc = head.doc
    while start > 0 and doc[start].ent_iob_ == "I" and doc[start - 1].ent_type_ == "PERSON":
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].ent_iob_ == "I" and doc[end + 1].ent_type_ == "PERSON":
        end += 1
    while end > start and doc[end].lower_ in ("'s", "’s", "'", "’"):
        end -= 1
    return _trimmed(head, start, end)


def _trimmed(head: Token, start: int, end: int) -> Span:
    doc = head.doc
    while end > head.i and (doc[end].is_punct or doc[end].is_space or doc[end].dep_ == "case") and doc[end].text not in (")", "”", '"'):
        end -= 1
    return Span(doc[start].idx, doc[end].idx + len(doc[end]))
