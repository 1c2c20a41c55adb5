"""What happened and is of no listed type: kept for dates and for linking, not listed to people.

In: parsed tokens and the typed triggers. Out: triggers without a type: verbs of finite clauses that tell when, and verbs of dying and
being hurt whose event another word tells. It does not decide which incident they belong to.

"The hospital closed the day after the raid, and two nurses died." gives "closed" and "died".
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from accordingto.model.evidence import Span
from accordingto.withindoc.arguments import is_verb, lemma_of
from accordingto.withindoc.notes import Notes
from accordingto.withindoc.triggers import words_of_class

FINITE = ("ROOT", "conj", "ccomp", "advcl", "relcl", "parataxis")
TIMES = ("DATE", "TIME")


def happenings_of(doc: Doc, notes: Notes, typed: frozenset[int]) -> Iterator[Token]:
    """Verbs that tell of something that happened, other than those of ``typed``."""
    times = {time.span for time in notes.times}
    said = [c for a in notes.attributions for c in a.cue]
    for token in doc:
        if token.i in typed or not is_verb(token) or not _is_told(token) or _is_said(token, said) or _carries(token, typed):
            continue
        if lemma_of(token) in words_of_class("result-verb") or _has_time(token, times):
            yield token


def _is_told(token: Token) -> bool:
    """Whether the verb heads a finite clause about something other than a state."""
    if token.dep_ not in FINITE or lemma_of(token) in words_of_class("state-verb") or token.dep_ == "amod":
        return token.dep_ == "advcl" and lemma_of(token) in words_of_class("result-verb")
    helpers = {c.lower_ for c in token.children if c.dep_ in ("aux", "auxpass")}
    return token.tag_ in ("VBD", "VBZ", "VBP") or bool(helpers)


def _carries(token: Token, typed: frozenset[int]) -> bool:
    """Whether the verb only says of an event noun that it happened: "the raid took place"."""
    light = lemma_of(token) in words_of_class("light-verb") | words_of_class("occur-verb")
    return light and any(c.i in typed and c.dep_ in ("nsubj", "nsubjpass", "dobj") for c in token.children)


def _is_said(token: Token, cues: list[Span]) -> bool:
    """Whether the verb only marks what somebody said."""
    here = Span(token.idx, token.idx + len(token))
    return any(c.overlaps(here) for c in cues) or any(c.dep_ == "ccomp" for c in token.children)


def _has_time(token: Token, times: set[Span]) -> bool:
    for child in token.children:
        if child.dep_ in ("prep", "npadvmod", "advmod", "tmod"):
            for word in (child, *child.children):
                here = Span(word.idx, word.idx + len(word))
                if word.ent_type_ in TIMES or any(t.overlaps(here) for t in times):
                    return True
    return False
