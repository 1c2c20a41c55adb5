"""Figures that a pronoun takes up and changes: "then cut it to 91", "later lowered that to 91", "before raising it to 52".

In: a count, the parse. Out: a `Candidate` with whoever changed the figure as source and the new number as content. It does not decide
which figure was changed (`revisions`).

"A second blast raised that to 19" has no claimant: a blast says nothing.
"""

from accordingto.model.found import Count
from accordingto.withindoc.cues import CueRow, is_known, words_of_cue
from accordingto.withindoc.events.arguments import lemma_of
from accordingto.withindoc.events.triggers import words_of_class
from accordingto.withindoc.notes import tokens_of
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.sources import NOBODY, Source, phrase, source_of_verb
from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.tolls.given_figures import CONFIDENCE, may_reckon, reckons

PRONOUNS = frozenset({"it", "that", "this"})
SUBJECTS = ("nsubj", "nsubjpass")
REACH = 6
"""Tokens between the verb and the new number: "revised it sharply downwards to 28"."""
MAX_CLIMB = 5


def by_pronoun(doc: Doc, count: Count, row: CueRow) -> Candidate | None:
    """The candidate of a number to which somebody changes "it"."""
    number = tokens_of(doc, count.span)
    verb = changed_by(number[0]) if count.noun is None else None
    if verb is None:
        return None
    source = _changer(verb)
    if not source.words or source.head is None or not may_reckon(source):
        return None
    content = frozenset(t.i for t in number)
    cue = words_of_cue(verb)
    return Candidate(source=source, cue=cue, content=content - cue, head=verb, row=row, rule="reckonings.pronoun", confidence=CONFIDENCE)


def changed_by(number: Token) -> Token | None:
    """The verb by which a figure, told by a pronoun, becomes the number: "cut it to 91", not "revised it from 45"."""
    doc, start = number.doc, number.sent.start
    if number.i == start or doc[number.i - 1].lower_ != "to":
        return None
    for i in range(number.i - 2, max(start, number.i - REACH) - 1, -1):
        token = doc[i]
        if lemma_of(token) in words_of_class("change-verb") and doc[i + 1].lower_ in PRONOUNS:
            return token
        if token.text in (",", ";", ":"):
            return None
    return None


def _changer(verb: Token) -> Source:
    """The verb's own subject, else that of the verb of saying or counting above it."""
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is not None:
        return phrase(own) if own.lower_ in ("it", "they") else source_of_verb(verb)
    token = verb
    for _ in range(MAX_CLIMB):
        token = token.head
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
        if token.pos_ == "VERB" and subject is not None and (is_known(token) or reckons(token)):
            return source_of_verb(token)
    return NOBODY
