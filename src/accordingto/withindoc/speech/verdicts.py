"""Quotations that stand before a form of "be" and what tells whose they are.

In: a parsed document and where a quotation ends. Out: the verb or a candidate that marks it. It does not decide what the content is.

“A farce” was how the coach described it; “A farce” was the coach's verdict.
"""

from accordingto.withindoc.cues import is_known
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.rules import FAIR
from accordingto.withindoc.speech.sources import phrase
from accordingto.withindoc.tokens import Doc, Token

REPLIES = frozenset(
    "reply answer response retort message comment word words advice verdict warning view motto description judgement judgment assessment "
    "conclusion summary".split()
)
"""Nouns for what somebody said or says."""
REACH = 14
"""Tokens after the quotation."""


def how_described(doc: Doc, last: int) -> Token | None:
    """The verb in “A farce” was how the coach described it, “A farce” is what she called it."""
    if last + 3 >= len(doc) or doc[last + 1].lemma_ != "be" or doc[last + 2].lower_ not in ("how", "what"):
        return None
    return next((t for t in doc[last + 3 : last + 3 + REACH] if t.pos_ == "VERB" and is_known(t)), None)


def verdict_on(doc: Doc, last: int) -> Candidate | None:
    """The candidate, still without content, of “A farce” was the coach's verdict."""
    at = last + 1
    if at >= len(doc) or doc[at].lemma_ != "be":
        return None
    noun = next((t for t in doc[at + 1 : at + 1 + REACH] if t.lemma_.lower() in REPLIES), None)
    owner = next((c for c in noun.children if c.dep_ == "poss"), None) if noun is not None else None
    if noun is None or owner is None or owner.i < at:
        return None
    return Candidate(source=phrase(owner), cue=frozenset({noun.i}), head=noun, rule="verdicts.noun", confidence=FAIR)
