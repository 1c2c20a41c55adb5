"""Adjectives that mark what somebody says or holds: "was adamant that", "is hopeful that".

In: a parsed document. Out: candidates whose cue is a form of "be" and an adjective of cues.tsv. Participles that the parser takes for a
verb ("is convinced that") count as well. Stances are the lexicon's; it does not decide who a pronoun means.

In "The mayor was adamant that the pool was safe" the cue is "was adamant".
"""

from collections.abc import Iterator

from accordingto.withindoc.cues import Frame, cue_rows, row_for, words_of_cue
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.sources import SUBJECTS, phrase
from accordingto.withindoc.tokens import Doc, Token

FAIR = 0.65
"""As for the rules' other cues that lean on the parser."""

NO_SPEAKERS = frozenset(("it", "there", "this", "that", "i", "we", "you"))
"""Subjects of which nothing is told, and those within somebody's words."""


def by_adjectives(doc: Doc) -> Iterator[Candidate]:
    """Candidates of "X is ADJECTIVE that …"."""
    for token in doc:
        if token.lower_ in cue_rows("adjective") and token.pos_ in ("ADJ", "VERB"):
            found = _of_adjective(token)
            if found is not None:
                yield found


def _of_adjective(token: Token) -> Candidate | None:
    verb = token.head if token.dep_ == "acomp" else token
    clause = next((c for t in {verb.i: verb, token.i: token}.values() for c in t.children if _is_clause(c) and c.i > token.i), None)
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < token.i), None)
    is_said_of = verb.lemma_ == "be" or any(c.dep_ == "auxpass" and c.lemma_ == "be" for c in verb.children)
    if clause is None or subject is None or not is_said_of or subject.lower_ in NO_SPEAKERS:
        return None
    frame = Frame("clause", frozenset(t.i for t in clause.subtree), thing=clause)
    row = row_for(token, frame, "adjective")
    if row is None or any(c.dep_ == "neg" for c in (*verb.children, *token.children)):
        return None
    words = words_of_cue(verb) | {token.i}
    return Candidate(
        source=phrase(subject), cue=words, content=frame.content - words, head=token, row=row, frame=frame,
        rule="rules.adjective", confidence=FAIR,
    )  # fmt: skip


def _is_clause(token: Token) -> bool:
    return token.dep_ in ("ccomp", "advcl") and token.left_edge.lower_ == "that" and token.left_edge.dep_ == "mark"
