"""What happened and is of no listed type: kept for dates and for linking, not listed to people.

In: parsed tokens and the typed triggers. Out: triggers without a type: verbs of finite clauses that tell when, verbs of dying and being
hurt whose event another word tells, and nouns like "funeral" that are told with their time. It does not decide which incident they
belong to.

"The hospital closed the day after the raid, and two nurses died." gives "closed" and "died".
"""

from collections.abc import Callable, Iterator

from accordingto.model.evidence import Span
from accordingto.withindoc.events.arguments import is_verb, lemma_of
from accordingto.withindoc.events.triggers import words_of_class
from accordingto.withindoc.notes import Notes, overlapping
from accordingto.withindoc.tokens import Doc, Token

FINITE = ("ROOT", "conj", "ccomp", "advcl", "relcl", "parataxis")
TIMES = ("DATE", "TIME")


def happenings_of(doc: Doc, notes: Notes, typed: frozenset[int]) -> Iterator[Token]:
    """Words that tell of something that happened, other than those of ``typed``."""
    times = overlapping(time.span for time in notes.times)
    said = overlapping(c for a in notes.attributions for c in a.cue)
    for token in doc:
        if token.i in typed:
            continue
        if _is_occasion(token, times) or _is_due(token, times):
            yield token
        elif is_verb(token) and _is_told(token) and not _is_said(token, said):
            timed = _has_time(token, times) and (not _carries(token, typed) or token.tag_ in ("VBZ", "VBP"))
            if timed or lemma_of(token) in words_of_class("result-verb") or _tells_damage(token):
                yield token


def _is_occasion(token: Token, times: Callable[[Span], bool]) -> bool:
    """“Monday's vigil”, “the funeral was held on Tuesday”: the noun, with a time of its own or its verb's."""
    if token.pos_ != "NOUN" or lemma_of(token) not in words_of_class("occasion") or token.dep_ == "compound":
        return False
    if _has_time(token, times) or any(_is_timed(c, times) for c in token.children if c.dep_ in ("poss", "nmod", "compound")):
        return True
    verb = token.head
    told = verb.pos_ == "AUX" or (is_verb(verb) and lemma_of(verb) in words_of_class("light-verb") | words_of_class("occur-verb"))
    return told and token.dep_ in ("nsubj", "nsubjpass", "dobj") and _has_time(verb, times)


def _is_due(token: Token, times: Callable[[Span], bool]) -> bool:
    """“Elections are due on Tuesday”."""
    return (
        token.lower_ in ("due", "set", "scheduled") and token.dep_ == "acomp" and (_has_time(token, times) or _has_time(token.head, times))
    )


def _tells_damage(token: Token) -> bool:
    """“A fire damaged the hall”: what came of an event that another word tells."""
    return lemma_of(token) in words_of_class("damage-verb") and any(c.dep_ in ("dobj", "nsubjpass") for c in token.children)


def _is_told(token: Token) -> bool:
    """Whether the verb heads a finite clause about something other than a state."""
    if token.dep_ not in FINITE or lemma_of(token) in words_of_class("state-verb") or token.dep_ == "amod":
        return token.dep_ == "advcl" and lemma_of(token) in words_of_class("result-verb")
    helpers = {c.lower_ for c in token.children if c.dep_ in ("aux", "auxpass")}
    return token.tag_ in ("VBD", "VBZ", "VBP") or bool(helpers) or (token.tag_ == "VBN" and token.dep_ == "ROOT")


def _carries(token: Token, typed: frozenset[int]) -> bool:
    """Whether the verb only says of an event noun that it happened: "the raid took place"."""
    light = lemma_of(token) in words_of_class("light-verb") | words_of_class("occur-verb")
    return light and any(c.i in typed and c.dep_ in ("nsubj", "nsubjpass", "dobj") for c in token.children)


def _is_said(token: Token, in_cue: Callable[[Span], bool]) -> bool:
    """Whether the verb only marks what somebody said."""
    here = Span(token.idx, token.idx + len(token))
    return in_cue(here) or any(c.dep_ == "ccomp" for c in token.children)


def _has_time(token: Token, times: Callable[[Span], bool]) -> bool:
    for child in token.children:
        if child.dep_ in ("prep", "npadvmod", "advmod", "tmod"):
            for word in (child, *child.children):
                if _is_timed(word, times):
                    return True
    return False


def _is_timed(word: Token, times: Callable[[Span], bool]) -> bool:
    here = Span(word.idx, word.idx + len(word))
    return word.ent_type_ in TIMES or times(here)
