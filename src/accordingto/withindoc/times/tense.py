"""Which way an expression of time points: back, ahead, or not said. By the word before it and the verb above it.

In: a parsed document and a span. Out: -1 (told as past), +1 (as to come), 0. It does not decide which day is meant.

"The talks will resume on Friday": +1. "Payable Dec. 15": +1. "The bridge fell on Friday": -1.
"""

from accordingto.model.evidence import Span
from accordingto.withindoc.notes import tokens_of
from accordingto.withindoc.tokens import Doc, Token

FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "wo", "may", "might", "could", "can", "should", "must"})
AHEAD_BEFORE = frozenset({"until", "till", "through", "effective", "payable", "due", "deadline", "by"})
"""Words right before an expression that make it lie ahead, whatever the tense of the verb."""
AS_FROM = frozenset({"effective", "payable"})
AHEAD_VERBS = frozenset({"expire", "schedule", "expect", "plan", "slate", "postpone", "adjourn", "extend", "delay", "invite", "due"})
GOES_AHEAD = frozenset(
    {"expire", "begin", "start", "open", "end", "meet", "vote", "resume", "arrive", "leave", "visit", "close", "return", "take"}
)
"""Verbs whose present tense with a day tells what is on the calendar."""
PRESENT_BE = frozenset({"is", "are", "'s", "’s", "'re", "’re", "be"})
CONDITIONS = frozenset({"when", "once", "if", "until", "unless"})
"""A clause in the present that opens with one of these lies ahead: "when the case is heard in May"."""
COUNTED = frozenset({"first", "second", "third", "last", "latest", "only"})
"""“The first to arrive on Friday was …”: the infinitive is as past as its sentence."""
WENT_ON = frozenset({"last", "continue", "rage", "rag", "go", "fight", "run", "burn", "wait", "drag", "work", "march", "gather"})
"""Told as past, these reach up to a day that is past as well: "lasted until Monday"."""
GIVEN_UP = frozenset({"cancel", "abandon", "scrap", "call", "drop", "ban", "halt"})
DIRECTING = frozenset(
    {
        "order",
        "tell",
        "ask",
        "give",
        "demand",
        "urge",
        "want",
        "require",
        "need",
        "set",
        "vow",
        "promise",
        "pledge",
        "agree",
        "warn",
        "hope",
    }
    | AHEAD_VERBS
)
"""With these, "by Friday" is a limit to come; what was done by Friday is over."""
NEAR = 7
"""Words before an expression among which "before" is looked for."""
STEPS = 12


def direction_of(doc: Doc, span: Span, *, of_year: bool = False) -> int:
    """-1 back, +1 ahead, 0 unknown.

    ``of_year``: the expression is a day or month of a year, which a limit or a plan told as past
    leaves open: "ordered him home by Jan. 14", "had been set to expire Nov. 6".
    """
    tokens = tokens_of(doc, span)
    if _attributive(doc, tokens.start, tokens.end) or (of_year and _behind_before(doc, tokens.start)):
        return 0
    before = next(iter(_words_before(doc, tokens.start)), "")
    verb = _verb_above(tokens[-1])
    tense = _tense(verb) if verb is not None else 0
    if before == "since":
        return -1
    if before in AHEAD_BEFORE:
        return _of_limit(before, verb, tense, of_year=of_year)
    if tense > 0 and _long_past(verb):
        return 0 if of_year else -1
    if tense < 0 and tokens.start and doc[tokens.start - 1].pos_ in ("NOUN", "VERB") and doc[tokens.start - 1].lower_ in ("record", "set"):
        return 0
    if tense < 0 and verb is not None and verb.lemma_ in AHEAD_VERBS:
        return 0 if of_year or not _long_past(verb) else -1
    if verb is not None and _is_on_the_calendar(verb, tokens[-1]):
        return 1
    return 0 if tense > 0 and verb is not None and _given_up(verb) else tense


def _is_on_the_calendar(verb: Token, time: Token) -> bool:
    """“The funeral is on Tuesday”."""
    return verb.lower_ in ("is", "are") and verb.pos_ == "AUX" and time.head.lower_ == "on" and time.head.head == verb


def _of_limit(before: str, verb: Token | None, tense: int, *, of_year: bool) -> int:
    """Until, by, due: ahead, unless what is told as past went on until then or was done by then."""
    if before == "through":
        return 0
    told = verb is not None and tense < 0
    if told and verb is not None and (verb.lemma_ in WENT_ON or (before == "by" and not of_year and verb.lemma_ not in DIRECTING)):
        return -1
    if of_year and tense < 0 and before not in AS_FROM:
        return 0
    return -1 if _long_past(verb) else 1


def _behind_before(doc: Doc, at: int) -> bool:
    """“A week before the vote on 20 May”: what lies behind "before" may still be to come."""
    words = list(doc[max(doc[at].sent.start, at - NEAR) : at])
    marker = next((n for n, t in enumerate(words) if t.lower_ in ("before", "ahead")), None)
    return marker is not None and not any(t.pos_ in ("VERB", "AUX") or t.is_punct for t in words[marker:])


def _given_up(verb: Token) -> bool:
    """“A march planned for Saturday was cancelled”: which side of the day it was said on is not told."""
    plan = verb.dep_ == "acl" and verb.lemma_ in AHEAD_VERBS and verb.head.dep_ in ("nsubj", "nsubjpass")
    return plan and verb.head.head.lemma_ in GIVEN_UP


def _attributive(doc: Doc, start: int, end: int) -> bool:
    """“Friday's vote”, “the Feb. 23 accord”: the noun is dated, the verb is not."""
    after = doc[end] if end < len(doc) else None
    if after is None:
        return False
    return after.tag_ == "POS" or (start > 0 and doc[start - 1].lower_ == "the" and after.pos_ in ("NOUN", "ADJ"))


def _words_before(doc: Doc, at: int) -> list[str]:
    """The words before, nearest first, over "the", "at least", "next"."""
    words = [t.lower_ for t in doc[max(0, at - 3) : at]][::-1]
    while words and words[0] in ("the", "on", "at", "least", "about", "around", "early", "late"):
        words.pop(0)
    return words


def _verb_above(token: Token) -> Token | None:
    for _ in range(STEPS):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def _tense(verb: Token) -> int:
    below = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass", "advmod", "mark")} | {verb.lower_}
    if below & FUTURE:
        return 0 if below & {"have"} else 1
    if below & {"had", "was", "were", "has", "have", "did"} or verb.tag_ == "VBD":
        return -1
    if verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children):
        return _of_infinitive(verb)
    if verb.tag_ == "VBN" and below & PRESENT_BE:
        return 1 if below & CONDITIONS else 0
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "amod"):
        return -1 if verb.lemma_ not in AHEAD_VERBS else 1
    if verb.tag_ in ("VBZ", "VBP") or below & {"is", "are", "be"}:
        return 1 if verb.lemma_ in GOES_AHEAD | AHEAD_VERBS or (verb.tag_ == "VBG" and below & {"is", "are"}) else 0
    return _of_participle(verb) if verb.tag_ == "VBG" else 0


def _of_infinitive(verb: Token) -> int:
    """As in "plans to meet Friday" lies ahead; "was forced to leave Friday", "used to" are told as past."""
    above = verb.head
    if verb.dep_ in ("acl", "relcl", "csubj") and _counted_before(verb):
        governing = _verb_above(above) if above != verb else None
        return _tense(governing) if governing is not None else 0
    if above != verb and above.tag_ in ("VBD", "VBN") and verb.dep_ == "advcl":
        return 0
    if above == verb or above.lemma_ in ("force", "use", "manage", "begin", "start", "fail", "have"):
        return -1 if above != verb and above.tag_ == "VBD" else 1
    return 1


def _counted_before(verb: Token) -> bool:
    """“The first three countries to”: a counting word in the words right before the infinitive."""
    return any(t.lower_ in COUNTED for t in verb.doc[max(verb.sent.start, verb.i - 8) : verb.i])


def _of_participle(verb: Token) -> int:
    """A participle leans on the verb above it."""
    above = verb.head
    return _tense(above) if above != verb and above.pos_ in ("VERB", "AUX") and above.tag_ != "VBG" else 0


def _long_past(verb: Token | None) -> bool:
    """As in "had been due to expire Friday" is over."""
    for _ in range(3):
        if verb is None:
            return False
        if any(c.lower_ == "had" for c in verb.children if c.dep_ in ("aux", "auxpass")):
            return True
        verb = verb.head if verb.head != verb else None
    return False
