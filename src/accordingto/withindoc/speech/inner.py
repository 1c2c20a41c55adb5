"""Speech inside another's words: which of the rules' candidates there are an attribution of their own.

In: a candidate whose cue and content lie in another's content. Out: whether it is kept. It does not decide what lies in what.

"She said that he had denied it" tells of a denial; "She said that she hopes to win" tells of no second voice.
"""

from accordingto.withindoc.cues import lemma_of
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.tokens import Token

ACTS = frozenset(("states", "confirms", "denies", "alleges", "demands", "warns", "threatens", "promises", "retracts", "estimates", "asks"))
"""Stances of what is said aloud; a belief or a hope in another's words is part of them."""
NOT_ALOUD = frozenset(
    ("plan", "intend", "mean", "propose", "prepare", "show", "suggest", "indicate", "demonstrate", "find", "learn", "hear", "understand",
     "determine", "count", "judge", "accept", "allow", "seek", "push", "aim", "underscore", "signal", "refuse", "decline")
)  # fmt: skip
"""Of these, what is meant inside another's words is not what somebody says."""
SUPPOSED = frozenset(("will", "would", "could", "can", "'ll", "’ll", "'d", "’d"))
TENSED = frozenset(("VBD", "VBZ", "VBP"))
CONDITIONS = frozenset(("if", "unless", "whether", "lest"))
ANYBODY = frozenset(("you", "anyone", "anybody", "whoever", "somebody", "someone", "nobody", "one"))
"""Sources that stand for whoever: "if you say", "anyone says that"."""


def is_told_inside(candidate: Candidate) -> bool:
    """Whether a candidate inside another's words stands: an act of speech with a cue, by somebody, that has taken place."""
    head, row = candidate.head, candidate.row
    if not candidate.cue or head is None or row is None or row.stance not in ACTS:
        return False
    if lemma_of(head) in NOT_ALOUD or not candidate.source.words:
        return False
    if head.pos_ == "NOUN":
        return candidate.frame is not None and candidate.frame.kind == "clause"
    return _has_taken_place(head) and not _is_anybody(candidate)


def _is_anybody(candidate: Candidate) -> bool:
    source = candidate.source.head
    return source is not None and source.lower_ in ANYBODY


def _has_taken_place(verb: Token) -> bool:
    """Whether a verb tells of an act: it has a tense ("was said to tell" and "telling another" have none) and no condition is set."""
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if any(h.lower_ in SUPPOSED for h in helpers):
        return False
    tensed = verb.tag_ in TENSED or any(h.tag_ in TENSED for h in helpers)
    if not tensed and verb.dep_ == "conj" and verb.head.i != verb.i:
        return verb.head.pos_ == "VERB" and _has_taken_place(verb.head)
    return tensed and not any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in verb.children)
