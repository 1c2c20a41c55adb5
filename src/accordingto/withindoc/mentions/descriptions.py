"""Descriptions: a noun phrase as a label of somebody without a name.

In: the head of a noun phrase. Out: its words without article, relative clause and apposition. It does not leave loaded words out
(`words.neutral`) nor decide who is meant.

"An army officer at the crossing, who saw it" gives "army officer at the crossing".
"""

from accordingto.withindoc.tokens import Token

DAYS = frozenset(f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"))
COUNTED_OFF = ("another", "each")
ONLY_TELLS = frozenset(("relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "parataxis", "det", "predet"))


def _is_its_name(child: Token) -> bool:
    """As in "the journal Tidewater": no comma between."""
    return child.dep_ == "appos" and child.pos_ == "PROPN" and child.left_edge.i == child.head.i + 1


def _tells_when(child: Token) -> bool:
    """As in "officials on Sunday": the day belongs to the verb."""
    return child.dep_ == "prep" and child.lower_ == "on" and any(c.lower_ in DAYS or c.ent_type_ == "DATE" for c in child.children)


def description(head: Token) -> str:
    """A noun phrase as a label: without article, relative clause, apposition: "army officer at the crossing"."""
    first, last = edges(head)
    return " ".join(head.doc[first : last + 1].text.split())


def edges(head: Token) -> tuple[int, int]:
    """The first and the last token of `description`."""
    apart = [c for c in head.children if (c.dep_ in ONLY_TELLS and not _is_its_name(c) and c.lower_ not in COUNTED_OFF) or _tells_when(c)]
    apart += [c for c in head.children if c.dep_ == "ccomp" and c.i < head.i]  # “‘I was told to lie’: nurse at the clinic”
    drop = {t.i for c in apart for t in c.subtree if c.dep_ != "punct" or c.i > head.i}
    words = {t.i for t in head.subtree if t.i not in drop}
    first = last = head.i
    while first - 1 in words:
        first -= 1
    while last + 1 in words and head.doc[last + 1].text not in (",", ";", ":"):
        last += 1
    doc = head.doc
    while first < head.i and (doc[first].is_punct or doc[first].is_space or doc[first].lower_ in ("the", "a", "an")):
        first += 1
    while last > head.i and (doc[last].is_punct or doc[last].lower_ in ("'s", "’s") or doc[last].is_space):
        last -= 1
    return first, last
