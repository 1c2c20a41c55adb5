"""What has not been said: verbs of speech that tell of nothing said, whichever voice reads them.

In: a cue's head and its words. Out: whether they tell of speech that took place. Negation and refusals are no part of it ("did not
confirm" is an attribution, with a stance of its own), nor is what a lexicon row calls a false friend.

"may yet have to admit that …", "it goes without saying that …" and "kept silent about …" tell of nothing said.
"""

from collections.abc import Iterable

from accordingto.withindoc.tokens import Token
from accordingto.withindoc.words import kind_of_noun

MODALS = frozenset(("may", "might", "should", "must", "shall"))
SILENCE = frozenset(("silent", "silence", "mum", "quiet", "schtum", "secret"))
PRESENTING = frozenset(("announce", "reveal", "explain", "express", "repeat", "introduce"))
SPEAKING_PARTS = ("PRON", "PROPN", "NUM", "ADJ", "DET", "X")
LOOSE = ("object", "to", "for", "on", "gerund")
"""What a cue may have beside it where its verb has other senses."""


def is_unsaid(verb: Token, cue: Iterable[Token]) -> bool:
    """Whether a cue tells of nothing said."""
    words = {t.lower_ for t in cue}
    idle = verb.i > 0 and verb.tag_ == "VBG" and verb.nbor(-1).lower_ == "without"
    return idle or _shows_itself(verb) or is_hypothetical(verb) or bool(words & SILENCE) or {"without", "saying"} <= words


def _shows_itself(verb: Token) -> bool:
    """As in "announced himself with two goals", "revealed herself as a cook", "was too tired to explain himself"."""
    own = any(c.dep_ == "dobj" and c.lower_.endswith(("self", "selves")) for c in verb.children)
    return own and verb.lemma_.lower() in PRESENTING


def is_hypothetical(verb: Token) -> bool:
    """As in "may yet tell", "might have to admit": nothing has been said. "could not rule out" is said."""
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "have" and verb.head.i != verb.i:
        return is_hypothetical(verb.head)
    negated = any(c.dep_ == "neg" for c in verb.children)
    if verb.dep_ == "conj" and verb.tag_ == "VB" and not any(c.dep_ in ("aux", "nsubj") for c in verb.children):
        return verb.head.i != verb.i and is_hypothetical(verb.head)
    return not negated and any(c.dep_ == "aux" and c.lower_ in MODALS for c in verb.children)


def is_done_to(verb: Token, content: Iterable[Token]) -> bool:
    """As in "forty children were confirmed": something was done to whom the content names, by nobody who is told, and nothing is said."""
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    told = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD", "TO") or t.is_quote or t.lower_ in ("that", "whether") for t in content)
    return passive and not told


def cannot_speak(source: Token | None) -> bool:
    """Whether a source is a thing of which no lexicon knows that it speaks: "the drought claimed the herd"."""
    if source is None or source.pos_ in SPEAKING_PARTS or source.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return False
    common = source.pos_ == "NOUN" and source.tag_ in ("NN", "NNS")
    return common and kind_of_noun(source) is None and not source.lower_.endswith("one")
