"""Losses that the words do not say to have been: asked, only thought of, planned, played, called untrue.

In: a toll with its word of loss and the parse. Out: why it is no figure of anything that was; None where it is one. What is expected
or possible ("may have died", "could rise to 40") is another matter (`revisions`).

"Had the bomb gone off, hundreds would have been killed": nobody was. "In the novel, a storm kills nine sailors": nobody either.
"""

import re

from accordingto.model.found import Attribution
from accordingto.model.kinds import Slot, Stance
from accordingto.withindoc.tokens import Doc, Token

PLANNED = frozenset(
    """plan want intend attempt threaten hope vow order aim seek promise conspire plot fail refuse prepare try wish swear pledge urge
    tell ask be have mean expect""".split()
)
"""Verbs whose infinitive has not come true: "planned to kill 30", "was to kill dozens"."""
PLANS = frozenset("plan plot attempt order threat bid conspiracy vow wish intention call way chance".split())
FICTION = frozenset("novel film movie opera comic thriller drill simulation scenario dream fairy-tale tale fable musical sitcom".split())
PLAYED = frozenset("pose act pretend play".split())
MOCK = frozenset("mock simulated staged imaginary fictional fictitious make-believe".split())
MAX_CLIMB = 6
UNTRUE = r"(?:not true|untrue|false|a lie|lies|wrong|incorrect|nonsense|unfounded|baseless|fabricated)"
DENYING = re.compile(
    rf"\b(?:it|that) (?:is|was|'s|’s) (?:simply |completely |just |absolutely )?{UNTRUE} that\b"
    rf"|\bno truth (?:in|to)\b|\b(?:reports?|claims?|rumou?rs?|statements?|suggestions?) that\b.*\b(?:is|are|was|were) {UNTRUE}"
    r"|^contrary to\b",
    re.IGNORECASE,
)
"""Words that call untrue what they tell: "it is not true that …", "reports that … are false"."""


def why_unreal(doc: Doc, slot: Slot, at: Token, number: Token, attribution: Attribution | None) -> str | None:
    """Why no such loss is claimed."""
    sentence = at.sent
    if _is_asked(doc, at, number, attribution):
        return "it is asked, not said"
    if _would_have(at) or (at.head is not at and at.dep_ in ("acomp", "attr", "oprd") and _would_have(at.head)):
        return "it would have been, and was not"
    if _is_planned(at):
        return "it was planned, ordered or feared, which does not say that it was done"
    if _is_rate(at):
        return "it is told of every year or day, not of one event"
    if _is_over_time(at):
        return "it is counted over years, not of one event"
    if slot is Slot.MISSING and _is_found_again(at):
        return "they have been found or freed"
    if attribution is None and _is_played(sentence.root, at):
        return "it is told of a story, a play or a drill"
    if attribution is None and DENYING.search(sentence.text):
        return "it is called untrue, and nobody is said to claim it"
    return None


def is_called_untrue(text: str) -> bool:
    """Whether what somebody says calls untrue what it tells."""
    return DENYING.search(text) is not None


def _is_asked(doc: Doc, at: Token, number: Token, attribution: Attribution | None) -> bool:
    sentence = number.sent  # the word of loss may stand in an earlier one: "How many are ill?" “Six?”
    last = next((t for t in reversed(list(sentence)) if not (t.is_space or t.is_quote)), None)
    if last is not None and last.text == "?":
        return True
    if attribution is not None and attribution.stance is Stance.ASKS:
        return True
    token = at
    for _ in range(MAX_CLIMB):
        if any(c.lower_ == "whether" and c.i < max(token.i, number.i) for c in token.children):
            return True
        if token.head is token or token.dep_ in ("ccomp", "advcl", "relcl"):
            break
        token = token.head
    return number.i > sentence.start and doc[number.i - 1].lower_ == "whether"


def _would_have(verb: Token) -> bool:
    """“Would have been killed”, “could have killed 200”: what has not been, though "could have died" may be a guess of what has."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    own = any(c.dep_ == "dobj" for c in verb.children)
    return "have" in helpers and bool(helpers & ({"would", "could"} if own else {"would"}))


def _is_planned(at: Token) -> bool:
    """A bare infinitive below a verb or noun of planning; "is said to have killed" and "managed to kill" are none."""
    helpers = {c.lower_ for c in at.children if c.dep_ in ("aux", "auxpass")}
    if at.tag_ not in ("VB", "VBN") or "to" not in helpers or "have" in helpers:
        return False
    above = at.head
    if above is at or at.dep_ not in ("xcomp", "acl", "relcl", "advcl", "ccomp", "ROOT"):
        return False
    if above.pos_ == "NOUN":
        return above.lemma_.lower() in PLANS
    return above.lemma_.lower() in PLANNED


RATE = re.compile(
    r"\b(?:each|every|per|average|typical) (?:single )?(?:year|day|week|month|hour|night|minute)\b|\bannually\b|\bon average\b",
    re.IGNORECASE,
)
SPAN = frozenset({"year", "decade", "century"})
SAFE = frozenset("rescue free release save evacuate recover bring pull find".split())


def _is_rate(at: Token) -> bool:
    """“Kills 400,000 people each year”."""
    past = at.tag_ in ("VBD", "VBN", "VBG") or any(c.dep_ == "aux" for c in at.children)
    return not past and at.pos_ != "NOUN" and RATE.search(at.sent.text) is not None


def _is_over_time(at: Token) -> bool:
    """“So far this year 90 people have drowned”, “in the past ten years 3,000 have died”: not "since Monday", not "a bomb killed 40"."""
    if not any(c.lower_ in ("have", "has") for c in at.children):
        return False
    for child in at.children:
        inside = child.children if child.dep_ == "prep" and child.lower_ in ("in", "over", "during", "within", "since") else (child,)
        for time in inside:
            words = {c.lower_ for c in time.children}
            if time.lemma_.lower() in SPAN and (words & {"this", "past", "last", "recent"}):
                return True
            if child.lower_ == "since" and re.fullmatch(r"(?:19|20)\d\d", time.text):
                return True
    return False


def _is_found_again(at: Token) -> bool:
    """“Freed 12 miners who had been trapped”, “five who were missing have been found alive”."""
    noun = at.head
    if at.dep_ not in ("relcl", "acl") or noun.dep_ not in ("dobj", "nsubjpass"):
        return False
    verb = noun.head
    return verb.lemma_.lower() in SAFE and (verb.lemma_.lower() != "find" or any(c.lower_ in ("alive", "safe") for c in verb.children))


def _is_played(root: Token, at: Token) -> bool:
    """“In the novel, …”, “the opera ends with …”, “posed as dead”, “a mock attack”."""
    sentence = root.sent
    for token in sentence:
        if token.lower_ in MOCK and token.dep_ == "amod":
            return True
        inside = token.dep_ == "pobj" and token.head.lower_ == "in"
        if token.lemma_.lower() in FICTION and (inside or token.dep_ == "nsubj") and token.i < at.i:
            return True
    verb = at.head.head if at.dep_ in ("pobj", "amod", "prep") else at.head
    while verb.pos_ == "ADP" and verb.head is not verb:
        verb = verb.head
    return verb.lemma_.lower() in PLAYED and any(c.lower_ == "as" for c in verb.children)
