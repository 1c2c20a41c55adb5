"""Names that the name finder takes for places and that speak: "Northline says", "told Northline".

In: a name of one word with its place in the parse. Out: whether it is a body that speaks. A place of the gazetteer that speaks stays a
place (its government is meant). What else the report says of the name ("in Northline") is weighed against it in `chain_building`.
"""

from accordingto.resources.gazetteer import gazetteer
from accordingto.withindoc.cues import is_known
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.tokens import Token

PLACES = frozenset({"GPE", "LOC", "FAC"})
TOLD = frozenset({"tell", "inform", "email", "brief"})


def speaks_as_a_body(head: Token, words: tuple[str, ...]) -> bool:
    """Whether the name has a verb of saying, or is told something, and is no place that the gazetteer knows."""
    if head.ent_type_ not in PLACES or len(words) != 1:
        return False
    verb = head.head
    says = head.dep_ == "nsubj" and is_known(verb) and not any(c.dep_ == "auxpass" for c in verb.children)
    hears = head.dep_ in ("dobj", "dative") and verb.lemma_.lower() in TOLD
    return (says or hears) and not gazetteer(notes_of(head.doc).own_places).candidates(words[0])
