"""Numbers that tell an age or an hour: "a girl of six", "two brothers, 9 and 12,", "Ilka Moen, 63,", "the attack at 11".

In: tokens, and the reader of plain numbers. Out: whether the number that begins at a token is an age or an hour. It does not read what a
unit follows ("six years", "6 o'clock"): those are measures (`counts`).

“A crew of six” counts; “a girl of six” is six years old.
"""

import re

from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.tolls.groups import COMPANIES, is_person
from accordingto.withindoc.tolls.numbers import Number, number_at
from accordingto.withindoc.words import kind_of_noun

OLDEST = 115
HOURS = 24
REACH = 14
AGES = frozenset({"over", "above", "under", "below", "aged"})
ENDS = frozenset({",", ".", ";", ")", "and", "—", "–", "?"})
STANDING = ("in", "at", "near", "from", "to", "on", "around", "outside", "with")
"""What a name is no person's behind: "in Orten, 12, in Selm, nine", "according to Vell, nine"."""
FIGURE = re.compile(
    r"put|stand|remain|set|estimate|count|peg|number|keep|hold|give|place|be|report|fix|assess|stay|leave|stop|list|end|cap|total"
)
"""Verbs behind which "at 12" is a figure."""
FIGURES = frozenset("toll number figure count total tally estimate sum dead death casualty injured wounded missing rate level".split())


def is_age(doc: Doc, number: Number) -> bool:
    """Whether the number tells how old somebody is."""
    if number.low is None or number.low != number.high or not 0 < number.low <= OLDEST:
        return False
    words = [t.lower_ for t in doc[max(0, number.start - 3) : number.start]]
    if len(words) == 3 and words[-1] in AGES and words[:2] in (["of", "them"], ["of", "whom"]):
        return True  # "three people, all of them over seventy"
    first, last = _run(doc, number)
    before = doc[first - 1] if first else None
    if before is None or first < 2 or (last < len(doc) and doc[last].lower_ not in ENDS and not _ends_a_phrase(doc[last])):
        return False
    if before.lower_ in ("aged", "ages", "age"):
        return True
    if before.lower_ == "of" and last == number.end:
        return _is_one_person(doc[first - 2])
    return before.text == "," and (last == len(doc) or doc[last].lower_ in ENDS) and _has_ages(doc, first, last, doc[first - 2])


def _ends_a_phrase(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ", "ADV")


def _run(doc: Doc, number: Number) -> tuple[int, int]:
    """Where a list of numbers begins and ends: "8, 10, 11 and 14"."""
    first, last = number.start, number.end
    while first > 1 and doc[first - 1].lower_ in (",", "and") and doc[first - 2].like_num:
        first -= 2
    while last + 1 < len(doc) and doc[last].lower_ in (",", "and") and doc[last + 1].like_num and _is_bare(doc, last + 1):
        last += 2
    return first, last


def _is_bare(doc: Doc, at: int) -> bool:
    after = doc[at + 1] if at + 1 < len(doc) else None
    return after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ")


def _is_one_person(noun: Token) -> bool:
    alone = noun.tag_ == "NN" and noun.lemma_ not in COMPANIES and is_person(noun)
    return alone and kind_of_noun(noun) not in ("group", "institution") and any(c.lower_ in ("a", "an", "the") for c in noun.lefts)


def _has_ages(doc: Doc, first: int, last: int, who: Token) -> bool:
    """“Ilka Moen, 63,”, “the driver, 44,”, “two brothers, 9 and 12,”."""
    listed = [i for i in range(first, last) if doc[i].like_num]
    if who.pos_ == "PROPN":
        top = who
        while top.dep_ in ("compound", "appos", "conj") and top.head is not top:
            top = top.head
        stands = top.dep_ == "pobj" and top.head.lower_ in STANDING
        return len(listed) == 1 and not stands and who.ent_type_ not in ("GPE", "LOC", "FAC", "ORG", "DATE", "TIME")
    if len(listed) == 1:
        return _is_one_person(who)
    counted = next((number_at(doc, c.i) for c in who.lefts if c.dep_ == "nummod"), None)
    return is_person(who) and counted is not None and counted.low == len(listed)


def is_hour(doc: Doc, number: Number) -> bool:
    """Whether a bare number behind "at" or "until" tells the hour: not "the toll stood at 11", "put the dead at 12"."""
    if number.start == 0 or number.low is None or number.low != number.high or not 0 < number.low <= HOURS:
        return False
    link = doc[number.start - 1]
    after = doc[number.end] if number.end < len(doc) else None
    if after is not None and after.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
        return False
    if link.lower_ in ("until", "till"):
        return True
    if link.lower_ == "from":
        return after is not None and after.lower_ in ("until", "till")
    head = link.head
    if link.lower_ != "at" or FIGURE.fullmatch(head.lemma_.lower()) or head.lemma_.lower() in FIGURES:
        return False
    before = doc[max(number.start - REACH, link.sent.start) : number.start]  # "put the number of those killed in the crash at six"
    return not any(t.lemma_.lower() in FIGURES or t.lower_ == "put" for t in before) and head.pos_ in ("VERB", "NOUN")
