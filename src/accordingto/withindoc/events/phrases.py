"""The words of a noun phrase, given its head: as full as they name the thing, without what is only said about it.

In: a token, the head of a noun phrase. Out: code points. Relative clauses, appositions, what is coordinated with it, phrases of time
and place are left out; so are counts (they are tolls), hedges ("alleged"), words that the reporter's stance put there
("notorious") and a title before a person's name. It does not decide whom the words mean.

"the rebels of the northern valley, who fled on Monday" gives "the rebels of the northern valley"; "police chief Orla Venn" gives
"Orla Venn"; "at least three suspected rebels" gives "rebels".
"""

from collections.abc import Iterator

from accordingto.model.evidence import Span
from accordingto.withindoc.events.arguments import core_of, lemma_of
from accordingto.withindoc.events.triggers import words_of_class
from accordingto.withindoc.tokens import Token
from accordingto.withindoc.words import is_loaded

BEFORE = ("det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "predet", "npadvmod", "punct", "case", "neg")
KEPT_PREPOSITIONS = ("of",)
"""A place or a means after the noun is a slot of the event, not part of the participant's name."""
GROUP_PREPOSITIONS = ("from", "in", "at", "on", "near", "within", "inside")
"""These name the group where the noun is plural and a place follows: "villagers from Orten attacked"."""
TIMES = ("DATE", "TIME")
DONE_OF = frozenset(["accuse", "suspect", "convict", "acquit", "clear", "rob", "strip", "deprive", "inform", "warn", "remind", "relieve"])
"""Verbs with an "of" of their own: "accused the minister of fraud"."""
QUANTIFIERS = frozenset(
    ["several", "some", "many", "few", "dozens", "scores", "hundreds", "thousands", "other", "various", "numerous", "all"]
)
TITLES = frozenset(["mr", "mrs", "ms", "dr", "gen", "col", "lt", "maj", "capt", "sgt", "rev", "sen", "rep", "st"])


def phrase_of(head: Token) -> Span:
    """Code points of the noun phrase headed by ``head``; of a person's name, the name."""
    head = core_of(head)
    if head.ent_type_ == "PERSON" and head.pos_ == "PROPN":
        return _name_of(head)
    tokens = [head, *_inside(head)]
    start, end = min(t.i for t in tokens), max(t.i for t in tokens)
    kept = {t.i for t in tokens}
    while start < head.i and (start not in kept or head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    return _trimmed(head, _after_counts(head, start), end)


def _after_counts(head: Token, start: int) -> int:
    """Where the name begins after "at least three alleged"; an article alone stays."""
    doc, at, found = head.doc, start, start
    while at < head.i:
        token = doc[at]
        if _is_counting(token) or token.is_punct or token.dep_ == "cc" or token.ent_type_ == "DATE":
            found = at + 1
        elif token.dep_ not in ("det", "advmod", "quantmod", "amod", "predet") or (token.dep_ == "amod" and not _is_hedge(token)):
            break
        elif _is_hedge(token):
            found = at + 1
        at += 1
    return min(found, head.i)


def _is_counting(token: Token) -> bool:
    return token.like_num or token.dep_ in ("nummod", "quantmod") or token.lower_ in QUANTIFIERS or token.ent_type_ == "CARDINAL"


def _is_hedge(token: Token) -> bool:
    return lemma_of(token) in words_of_class("hedge") or token.lower_ in words_of_class("hedge") or is_loaded(token.text)


def _inside(head: Token) -> Iterator[Token]:
    """Tokens of the phrase other than its head."""
    for child in head.children:
        if child.i < head.i and child.dep_ in BEFORE and child.ent_type_ not in TIMES:
            yield from child.subtree
    for child in head.children:
        if child.i > head.i and _belongs(child, head):
            for token in child.children:
                if token.dep_ == "pobj" and token.ent_type_ not in TIMES:
                    yield child
                    yield token
                    yield from _inside(token)


def _belongs(child: Token, head: Token) -> bool:
    """Whether a prepositional phrase is part of the name of the thing."""
    if child.dep_ != "prep" or (child.lower_ == "of" and head.dep_ in ("dobj", "nsubjpass") and lemma_of(head.head) in DONE_OF):
        return False
    plural = head.tag_ in ("NNS", "NNPS") and head.dep_ in ("nsubj", "nsubjpass", "pobj")
    group = child.lower_ in GROUP_PREPOSITIONS and child.i == head.i + 1 and plural and _names_a_place(child)
    return child.lower_ in KEPT_PREPOSITIONS or group


def _names_a_place(preposition: Token) -> bool:
    return any(c.dep_ == "pobj" and c.ent_type_ in ("GPE", "LOC") for c in preposition.children)


def _name_of(head: Token) -> Span:
    """The run of capitalised words of one entity around ``head``, without titles."""
    start, end = head.i, head.i
    doc = head.doc
    while start > 0 and doc[start].ent_iob_ == "I" and doc[start - 1].ent_type_ == "PERSON":
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].ent_iob_ == "I" and doc[end + 1].ent_type_ == "PERSON":
        end += 1
    while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].dep_ == "compound" and not _is_title(doc[start - 1]):
        start -= 1
    while end > start and (doc[end].tag_ == "POS" or doc[end].is_space):
        end -= 1
    while start < head.i and _is_title(doc[start]):
        start += 1
    return _trimmed(head, start, end)


def _is_title(token: Token) -> bool:
    return token.lower_.rstrip(".") in TITLES or lemma_of(token) in words_of_class("official") | words_of_class("armed") | words_of_class(
        "people"
    )


def _trimmed(head: Token, start: int, end: int) -> Span:
    doc = head.doc
    while end > head.i and (doc[end].is_punct or doc[end].is_space or doc[end].tag_ == "POS") and doc[end].text not in (")", "”", '"'):
        end -= 1
    return Span(doc[start].idx, doc[end].idx + len(doc[end]))
