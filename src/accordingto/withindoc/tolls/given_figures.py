"""Figures that a noun or a colon shows to be somebody's: whose count, list or bulletin a number stands in.

In: a number of people lost, the parse. Out: a `Candidate` with the one who gives it as source. Verbs of counting are for `reckonings`.

"The line's own tally is six", "22 arrests, by the police count", "its earlier figure of 31", "corrected its bulletin: 21 were killed".
"""

from accordingto.model.found import Count
from accordingto.withindoc.cues import CueRow, words_of_cue
from accordingto.withindoc.events.arguments import lemma_of
from accordingto.withindoc.events.triggers import in_class, trigger_row, words_of_class
from accordingto.withindoc.notes import notes_of, tokens_of
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.sources import Source, phrase, source_of_verb
from accordingto.withindoc.tokens import Doc, Token, Tokens
from accordingto.withindoc.tolls.groups import is_person
from accordingto.withindoc.tolls.losses import losses_in

CONFIDENCE = 0.6
STATING = CueRow(words="count", part="verb", frames="object:number", stance="states", note="", example="")
OPINIONS = ("estimate", "reckoning", "estimation", "view", "opinion", "judgement")
"""Nouns that people hold, not nouns that count people."""
REVISING = ("revise", "correct", "amend", "update", "adjust", "lower", "change")
COUNTS = ("figure", "count", "tally", "estimate", "number", "reckoning", "report")
EARLIER = ("earlier", "first", "initial", "original", "former")
PAPERS = (
    "communique",
    "communiqué",
    "statement",
    "bulletin",
    "update",
    "release",
    "account",
    "report",
    "version",
    "announcement",
    "notice",
)
"""What gives a figure, beside the nouns that count people."""
NUMBER_VERBS = ("be", "stand", "remain", "have", "contain", "show", "give", "run", "hold", "name", "come", "list")


def reckons(verb: Token) -> bool:
    """Whether the verb can give a number: "counted", "spoke of", "has a list of"."""
    lemma = lemma_of(verb)
    if lemma in words_of_class("reckon-verb"):
        return True
    beside = {c.lower_ for c in verb.children if c.dep_ in ("prep", "prt", "advmod", "dobj")} | {
        g.lower_ for c in verb.children if c.dep_ in ("prt", "prep", "advmod") for g in c.children
    }
    if any(f"{lemma}-{word}" in words_of_class("phrasal-reckon-verb") for word in beside):
        return True
    things = {lemma_of(c) for c in verb.children if c.dep_ in ("dobj", "attr")}
    return lemma in ("have", "give", "publish", "keep", "release", "present", "issue", "name") and bool(
        things & words_of_class("reckon-noun")
    )


def may_reckon(source: Source) -> bool:
    """Whether the subject can give a number: people, a body, a document, a name; not "the blast"."""
    head = source.person
    if head is None:
        return False
    if head.pos_ in ("PROPN", "PRON"):
        return True
    if any(x.token == head for x in losses_in(head.sent)):
        return False
    return not (head.pos_ == "NUM" or lemma_of(head) in words_of_class("no-reckoner"))


def stated(source: Source, cue: frozenset[int], content: frozenset[int], head: Token, rule: str) -> Candidate:
    """The candidate of a figure that ``source`` only states."""
    return Candidate(source=source, cue=cue, content=content, head=head, row=STATING, rule=rule, confidence=CONFIDENCE)


def by_colon(doc: Doc, count: Count) -> Candidate | None:
    """“The staff has corrected its first bulletin: 21 people, not 19, were killed”."""
    number = tokens_of(doc, count.span)
    sentence = number[0].sent
    colon = next((t for t in doc[sentence.start : number.start] if t.text == ":"), None)
    if colon is None:
        return None
    before = doc[sentence.start : colon.i]
    for verb in (t for t in before if t.pos_ == "VERB" and lemma_of(t) in (*REVISING, "publish", "release", "issue", "give", "present")):
        paper = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if paper is None or not (lemma_of(paper) in PAPERS or lemma_of(paper) in words_of_class("reckon-noun")):
            continue
        source = source_of_verb(verb)
        if source.head is None or not may_reckon(source) or not all(i < colon.i for i in source.words):
            continue
        content = frozenset(t.i for t in doc[colon.i + 1 : sentence.end] if not (t.is_punct and t.i == sentence.end - 1))
        cue = words_of_cue(verb)
        return stated(source, cue, content - cue, verb, "reckonings.colon")
    return None


def by_noun(doc: Doc, count: Count) -> Candidate | None:
    """“The line's own tally is six”, “22 arrests, by the count of the constabulary”, “nine is the number that the police give”."""
    number = tokens_of(doc, count.span)
    for noun in number[0].sent:
        if noun.pos_ != "NOUN" or lemma_of(noun) not in words_of_class("reckon-noun"):
            continue
        source = _giver_of(noun)
        if source is None or not source.words or not may_reckon(source):
            continue
        cue = frozenset({noun.i})
        if noun.dep_ == "pobj" and noun.head.lower_ in ("by", "on", "in"):
            content = frozenset(t.i for t in noun.sent if not t.is_punct) - source.words - {t.i for t in noun.head.subtree}
            return stated(source, cue | {noun.head.i}, content, noun, "reckonings.phrase")
        figure = frozenset(t.i for t in number)
        if _is_figure_of(noun, number) and notes_of(doc).attribution_over(count.span) is None:
            return stated(source, cue, figure, noun, "reckonings.figure_of")
        verb = noun.head if noun.dep_ in ("nsubj", "attr") else None
        if (
            verb is not None
            and lemma_of(verb) in NUMBER_VERBS
            and not any(c.dep_ == "neg" for c in verb.children)
            and not figure.isdisjoint(x.i for x in verb.subtree)
        ):
            return stated(source, cue | {verb.i}, figure, noun, "reckonings.noun")
    return None


def _is_figure_of(noun: Token, number: Tokens) -> bool:
    """“The ministry's figure of 31”."""
    of = number.root.head
    return number.root.dep_ == "pobj" and of.lower_ == "of" and of.head == noun


def _giver_of(noun: Token) -> Source | None:
    """Whose figure it is: possessor, "of" a body, or the subject of "that the police give"."""
    for child in noun.children:
        if child.dep_ == "poss" and (child.lower_ not in ("its", "their", "his", "her") or _is_of_counter(noun) or _is_by(noun)):
            return phrase(child)
        if child.dep_ == "compound" and child.pos_ == "NOUN" and in_class(child, "org"):
            return phrase(child)  # "by the police count"
        if child.dep_ == "relcl" and (lemma_of(child) in ("give", "offer", "publish", "release") or reckons(child)):
            return source_of_verb(child)
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "by"):
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if (
                inner is not None
                and (not is_person(inner) or (lemma_of(noun) in OPINIONS and any(c.lower_ == "the" for c in inner.children)))
                and trigger_row(inner) is None
                and not any(x.token == inner for x in losses_in(inner.sent))
                and not inner.like_num
            ):
                return phrase(inner)
    return None


def _is_by(noun: Token) -> bool:
    """“By its count”: of who counted, and nobody else is named."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "by" and lemma_of(noun) in (*COUNTS, *OPINIONS)


def _is_of_counter(noun: Token) -> bool:
    """“Its earlier figure of 31”, “its own count”: of who counted; “its toll” may be the flood's."""
    return lemma_of(noun) in COUNTS and any(c.lower_ in (*EARLIER, "own", "latest", "previous") for c in noun.children)
