"""Kinds of names: what the words of a name and those around it say it is: a person's, a body's, a place's or a people's.

In: a nominal with a name. Out: weighted votes by the labels of the name finder. Which kind wins is told by the chain (`chain_building`).

"Ferrant Rail" is a body's by its last word, "Dreyer, 43," a person's by the age behind it.
"""

import re

from accordingto.withindoc.cues import is_known
from accordingto.withindoc.mentions.given_names import gender_of_given
from accordingto.withindoc.mentions.nominals import Nominal
from accordingto.withindoc.mentions.speaking_names import speaks_as_a_body
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.tokens import Token
from accordingto.withindoc.words import ends_a_body, is_outlet, kind_of_noun, noun_row

PERSON_PREPOSITIONS = frozenset(("in", "at", "near", "from", "into", "across", "outside", "towards", "around"))
FIRMS = frozenset("developer maker operator builder owner employer provider supplier retailer manufacturer producer carrier".split())
"""What a firm is called where one is meant by "the"; of somebody by name they are a trade."""
POSTING = frozenset(("post", "share", "write", "publish", "upload"))


def votes_of_name(nominal: Nominal) -> list[tuple[str, float]]:
    """What the words of a name and its surroundings say of its kind. The town of a dateline is a town, whatever the words after say."""
    head, words = nominal.head, nominal.name_words()
    if _opens_dateline(nominal):
        return [("GPE", 9.0)]
    label = {"FAC": "GPE", "LOC": "GPE"}.get(head.ent_type_, head.ent_type_)
    found: list[tuple[str, float]] = []
    if label in ("PERSON", "ORG", "GPE", "NORP"):
        found.append((label, 1.2))
    first, last = (nominal.head.doc[i] for i in (nominal.name or (head.i, head.i)))
    found += _votes_of_words(nominal, first, last) + [("PERSON", 3.0)] * _has_lived(head, last) + [("ORG", 3.0)] * _is_posted_on(head)
    if len(words) == 1 and not nominal.definite and head.dep_ == "nsubj" and is_known(head.head):
        found.append(("PERSON", 0.9))
    found += [("ORG", 1.3)] * speaks_as_a_body(head, words)  # a little more than its being taken for a place
    if gender_of_given(words[0].strip(".,")) and len(words) > 1:
        found.append(("PERSON", 2.0))
    if words[0].lower().startswith(("abu", "al-")) or {"bin", "ibn", "bint"} & {w.lower() for w in words}:
        found.append(("PERSON", 0.8))
    if nominal.definite:
        found.append(("ORG", 0.6))
    elif 2 <= len(words) <= 4:
        found.append(("PERSON", 0.7))
    if head.dep_ == "pobj" and head.head.lower_ in PERSON_PREPOSITIONS and not nominal.title:
        found.append(("GPE", 1.0))
    if any(c.dep_ == "relcl" and any(g.lower_ == "who" for g in c.children) for c in head.children):
        found.append(("PERSON", 1.5))
    return found


def _has_lived(head: Token, last: Token) -> bool:
    """As in "Dreyer, 43, said", "the late Ilka Moen"."""
    doc, at = last.doc, last.i
    aged = at + 2 < len(doc) and doc[at + 1].text == "," and re.fullmatch(r"[1-9]\d|10\d", doc[at + 2].text) is not None
    return aged or any(c.dep_ == "amod" and c.lower_ == "late" for c in head.children)


def _is_posted_on(head: Token) -> bool:
    """As in "a message posted on Fambook", "wrote on Skerry"."""
    return head.dep_ == "pobj" and head.head.lower_ == "on" and head.head.head.lemma_.lower() in POSTING


def _opens_dateline(nominal: Nominal) -> bool:
    return any(line.start == nominal.span.start for line in notes_of(nominal.head.doc).datelines)


def _votes_of_words(nominal: Nominal, first: Token, last: Token) -> list[tuple[str, float]]:
    """A body's word in the name itself counts more than a person's title or apposition beside it."""
    words = nominal.name_words()
    if (ends_a_body(last) and (len(words) > 1 or noun_row(last) is not None)) or is_outlet(" ".join(words)):
        return [("ORG", 6.0)]
    if len(words) > 1 and (row := noun_row(first)) is not None and row.kind == "institution":
        return [("ORG", 4.0)]
    role = kind_of_noun(nominal.role) if nominal.role is not None else None
    if role == "institution":
        return [("ORG", 3.0)]
    if role == "unnamed" and len(words) == 1 and nominal.role is not None and _is_firm(nominal.role) and not gender_of_given(words[0]):
        return [("ORG", 3.0)]
    if nominal.title or role in ("person", "unnamed", "spokesperson"):
        return [("PERSON", 3.0)]
    if nominal.plural and len(words) == 1 and not nominal.head.ent_type_:
        return [("NORP", 1.0)]
    return []


def _is_firm(role: Token) -> bool:
    """As in "the developer, Vesta"."""
    return role.lemma_.lower() in FIRMS and role.tag_ == "NN" and any(c.lower_ == "the" for c in role.children)
