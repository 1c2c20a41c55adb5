"""Speech inside another's words: which of the rules' candidates there are an attribution of their own.

In: a candidate whose cue and content lie in another's content. Out: whether it is kept. It does not decide what lies in what.

"She said that he had denied it" tells of a denial; "She said that she hopes to win" tells of no second voice.
"""

from accordingto.withindoc.cues import lemma_of
from accordingto.withindoc.speech.candidates import Candidate

ACTS = frozenset(("states", "confirms", "denies", "alleges", "demands", "warns", "threatens", "promises", "retracts", "estimates", "asks"))
"""Stances of what is said aloud; a belief or a hope in another's words is part of them."""
NOT_ALOUD = frozenset(
    ("plan", "intend", "mean", "propose", "prepare", "show", "suggest", "indicate", "demonstrate", "find", "learn", "hear", "understand",
     "determine", "count", "judge", "accept", "allow", "seek", "push", "aim", "underscore", "signal", "refuse", "decline")
)  # fmt: skip
"""Of these, what is meant inside another's words is not what somebody says."""
SUPPOSED = frozenset(("will", "would", "could", "can", "'ll", "’ll", "'d", "’d"))


def is_told_inside(candidate: Candidate) -> bool:
    """Whether a candidate inside another's words stands: an act of speech with a cue, by somebody, that has taken place."""
    head, row = candidate.head, candidate.row
    if not candidate.cue or head is None or row is None or row.stance not in ACTS:
        return False
    if lemma_of(head) in NOT_ALOUD or not candidate.source.words:
        return False
    if head.pos_ == "NOUN":
        return candidate.frame is not None and candidate.frame.kind == "clause"
    return not any(c.dep_ == "aux" and c.lower_ in SUPPOSED for c in head.children)
