"""Papers that lay something down: verbs that are speech only where what is read is their subject.

In: a verb whose row of cues.tsv has the note "document", and its source. Out: whether it is an attribution. Which nouns are read is told by
`source_kinds`; it does not decide stances.

"The rules oblige owners to chip their dogs" is one; "The storm obliged ferries to stay in port" is none.
"""

from accordingto.withindoc.cues import cue_rows, lemma_of
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.source_kinds import is_read
from accordingto.withindoc.speech.sources import Source
from accordingto.withindoc.tokens import Token

READ = "document"
"""The note of such a row."""
ASSURED = 0.65
"""Confidence from which the tagger's reading stands where its source is not read: as of a verb that the lexicon does not list."""


def lays_down(verb: Token, source: Source) -> bool:
    """Whether what is read says it: "The rules oblige owners to …"; not what the text only describes ("a law that bans it")."""
    return is_read(source.head) and not any(c.dep_ == "neg" for c in verb.children)


def lays_nothing_down(candidate: Candidate) -> bool:
    """Whether a reading takes such a verb for speech, though nobody reads its subject, and is not sure."""
    head = candidate.head
    if head is None or candidate.confidence >= ASSURED:
        return False
    rows = (candidate.row,) if candidate.row is not None else cue_rows("verb").get(lemma_of(head), ())
    only = bool(rows) and all(row.note == READ for row in rows)
    return only and not lays_down(head, candidate.source)
