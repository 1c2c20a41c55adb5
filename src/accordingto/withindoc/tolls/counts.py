"""Numbers of things, with bounds: "five", "at least 12", "dozens", "no", "between four and six".

In: tokens. Out: `notes.counts`, in text order, each with the words of the number and of the noun that it counts. Conventions:
ACLED-like practice as written in the project's notes on accounts ("more than 20" is 21 or more; "dozens" is 24..99; "about 40" is 40).
Dates, years, ages, money, percentages, scores, distances, flight and page numbers are no counts. It does not decide what happened to
those who are counted.

"At least 12 people were killed": low 12, no high, noun "people".
"""

import re

from accordingto.model.document import Problem
from accordingto.model.evidence import Because, Span
from accordingto.model.found import Count
from accordingto.model.kinds import ProblemKind
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.tolls.ages_and_hours import is_age, is_hour
from accordingto.withindoc.tolls.groups import is_person
from accordingto.withindoc.tolls.numbers import DIGITS, Number, number_at

DATE_WORDS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|\w*day\b|\b(?:day|week|month|year|decade|centur|night|weekend)|\b\d{4}\b|['’]\d0s",
    re.IGNORECASE,
)
"""What a date holds; the parser also takes "now 18" for one."""
BEYOND_SENSE = 10_000_000
"""More people than any event of the record can have touched."""
UNITS_OF_MEASURE = frozenset(
    """percent per cent % km kilometre kilometer metre meter mile foot feet inch yard hectare acre litre liter ton tonne kilo
    kilogram gram degree hour minute second day week month year decade century night weekend dollar euro pound yen rupee
    franc crown vote point goal seat seed page chapter article resolution flight route highway room channel percentage knot
    magnitude mark caliber calibre mm cm watt volt time""".split()
)
NAMED_BEFORE = frozenset(
    """flight route highway resolution article page chapter room channel section paragraph platform gate number no. nos. act
    bill boeing airbus line bus train unit battalion brigade division regiment class grade level phase group runway
    terminal world size aged age""".split()
)
TWO_BEFORE = {
    ("at", "least"): "least", ("no", "fewer"): "least", ("not", "less"): "least", ("more", "than"): "above", ("up", "to"): "most",
    ("at", "most"): "most", ("fewer", "than"): "below", ("less", "than"): "below", ("as", "many"): "most",
}  # fmt: skip
ONE_BEFORE = {
    "above": "above", "over": "above", "exceeding": "above", "minimum": "least", "least": "least", "under": "below", "maximum": "most",
}  # fmt: skip
EXCEEDING = frozenset({"exceed", "pass", "top", "surpass"})
"""Verbs whose object is less than the figure: "the toll passed 200"."""
AS_MUCH = {"many": "most", "high": "most", "much": "most", "few": "least", "low": "least"}
"""“As many as 20”, “as high as 60”, “as few as three”."""
APPROXIMATE = frozenset(
    """about some around nearly almost approximately roughly estimated only just exactly another further perhaps maybe possibly
    probably""".split()
)
TWO_AFTER = {("or", "more"): "least", ("or", "fewer"): "most", ("or", "less"): "most", ("at", "least"): "least", ("at", "most"): "most"}
UP_VERBS = frozenset("own owns owned owning face faces faced facing wake woke".split())
"""Verbs with "up to" of their own: "has owned up to 51 deaths"."""
COMPANIES = frozenset("family crew group party team household gang".split())
MARKS = frozenset("\"“”'‘’«»„")


def find_counts(doc: Doc) -> Doc:
    """Fill ``notes.counts``."""
    notes = notes_of(doc)
    at = 0
    while at < len(doc):
        number = number_at(doc, at)
        if number is None:
            at += 1
            continue
        at = number.end
        if not _counts_things(doc, number):
            continue
        number = _widened(doc, number)
        at = max(at, number.end)
        span = Span(doc[number.start].idx, doc[number.end - 1].idx + len(doc[number.end - 1]))
        if max(number.low or 0, number.high or 0) > BEYOND_SENSE:
            message = "a number too large to be a count; kept as words"
            notes.problems.append(Problem(kind=ProblemKind.NUMBER_BEYOND_SENSE, message=message, span=span, step="counts"))
            continue
        noun = counted_noun(doc, number) or _company_of(doc, number)
        noun_span = Span(noun.idx, noun.idx + len(noun)) if noun is not None else None
        notes.counts.append(
            Count(span=span, low=number.low, high=number.high, noun=noun_span, because=Because(rule=f"counts.{number.rule}"))
        )
    return doc


def _counts_things(doc: Doc, number: Number) -> bool:
    """Not a date, age, sum, share, score, or the number of something."""
    first, last = doc[number.start], doc[number.end - 1]
    before = doc[number.start - 1] if number.start else None
    after = doc[number.end] if number.end < len(doc) else None
    noun = counted_noun(doc, number)
    people = noun is not None and noun.ent_type_ != "MONEY" and is_person(noun)  # "8,802,539,482 people" is no sum of money
    if any(t.ent_type_ in ("PERCENT", "ORDINAL") or (t.ent_type_ == "MONEY" and not people) for t in (first, last)) or _is_date(
        doc, number
    ):
        return False
    if first.ent_type_ == "TIME" and (noun is None or noun.ent_type_ == "TIME"):
        return False
    if before is not None and before.lower_ == "not" and after is not None and after.lower_ == "but":
        return False  # "not six but nine buses"
    if before is not None and (
        before.lower_ in NAMED_BEFORE or before.text in ("$", "€", "£", "¥", "#", "/", "No.", "-", "–") or before.lower_ == "us$"
    ):
        return False
    if after is not None and _is_measured(doc, number, after):
        return False
    if _is_rate(doc, number) or _is_step(doc, number):
        return False
    if is_age(doc, number) or (noun is None and is_hour(doc, number)) or _is_counted_twice(doc, number, noun):
        return False
    return not (len(first) == 4 and first.text.isdigit() and 1900 <= int(first.text) <= 2100 and _bare_year(doc, number))


def _is_rate(doc: Doc, number: Number) -> bool:
    """“One in five of the wounded”, “nine out of ten”: a share, of nobody knows how many."""
    for link, here, there in ((number.end, number.end - 1, number.end + 1), (number.start - 1, number.start, number.start - 2)):
        if not (0 < link < len(doc) - 1) or there < 0 or doc[link].lower_ != "in":
            continue
        first, second = (doc[here], doc[there]) if there > here else (doc[there], doc[here])
        low, high = number_at(doc, first.i), number_at(doc, second.i)
        bare = second.i + 1 >= len(doc) or doc[second.i + 1].pos_ not in ("NOUN", "PROPN")
        if low and high and low.low and high.low and low.low < high.low <= RATE and bare:
            return True
    return False


RATE = 20
"""The second number of a rate: "one in five", not "killed 12 in 2041"."""


def _is_step(doc: Doc, number: Number) -> bool:
    """“Revised down by three to 21”, “up two to 14”: by how much a figure changed."""
    before = doc[number.start - 1] if number.start else None
    if before is None:
        return False
    onward = number.end + 1 < len(doc) and doc[number.end].lower_ == "to" and doc[number.end + 1].like_num
    if before.lower_ in ("up", "down"):
        return onward
    above = [t.lemma_.lower() for t in doc[max(before.sent.start, number.start - 4) : before.i]]
    return before.lower_ == "by" and bool(CHANGING & set(above))


CHANGING = frozenset("rise fall climb grow increase drop revise raise lower cut reduce correct swell jump shrink go".split())
LISTED = frozenset("count list enter register record include book log".split())
TWICE = frozenset({"twice", "double"})


def _is_counted_twice(doc: Doc, number: Number, noun: Token | None) -> bool:
    """“Two of them had been counted twice”: how a list came to be wrong, not what befell anybody."""
    for token in (doc[number.end - 1], noun):
        if token is not None and token.dep_ in ("nsubjpass", "dobj") and token.head.lemma_.lower() in LISTED:
            return any(c.lower_ in TWICE for c in token.head.children)
    return False


def _is_date(doc: Doc, number: Number) -> bool:
    """A number inside a date of the parser's, unless it counts a person ("12 people on Monday" is sometimes one entity)."""
    token = doc[number.start]
    if token.ent_type_ != "DATE":
        return False
    entity = next((e for e in doc.ents if e.start <= token.i < e.end), None)
    if entity is not None and not DATE_WORDS.search(entity.text):
        return False
    following = doc[number.end] if number.end < len(doc) else None
    return not (following is not None and following.ent_type_ != "DATE" and following.pos_ in ("NOUN", "ADJ", "VERB"))


def _is_measured(doc: Doc, number: Number, after: Token) -> bool:
    if after.text in ("%", "/", ":", "°") or (after.text in ("-", "–") and number.end + 1 < len(doc) and _joins_unit(doc, number.end + 1)):
        return True
    if after.dep_ == "compound" and after.head.i == after.i + 1 and after.head.tag_ in ("NNS", "NN") and after.tag_ == "NN":
        return after.head.lemma_.lower() in UNITS_OF_MEASURE  # "three night workers"
    if after.lower_ in UNITS_OF_MEASURE or after.lemma_.lower() in UNITS_OF_MEASURE:
        return True
    head = doc[number.start].head
    return head.i > number.end and head.lemma_.lower() in UNITS_OF_MEASURE and head.i - number.end < 3


def _joins_unit(doc: Doc, at: int) -> bool:
    """“12-year-old”, “3-1”, “400-metre”: a unit or a score behind the hyphen."""
    word = doc[at].lower_
    return (
        word in UNITS_OF_MEASURE or word in ("old", "storey", "story", "strong") or (DIGITS.fullmatch(word) is not None and len(word) < 3)
    )


def _bare_year(doc: Doc, number: Number) -> bool:
    """A four-digit year that counts nothing."""
    after = doc[number.end] if number.end < len(doc) else None
    return after is None or after.pos_ not in ("NOUN", "ADJ")


def _widened(doc: Doc, number: Number) -> Number:
    """The number with the words before and after it that bound it."""
    joined = _ranged(doc, number)
    if joined:
        return joined
    number = _halved(doc, number)
    start, low, high = number.start, number.low, number.high
    while (
        start
        and doc[start - 1].lower_ in APPROXIMATE
        and doc[start - 1].pos_ != "PRON"
        and doc[start - 1].lower_ not in ("a", "an", "the", "other")
    ):
        start -= 1
    bound = TWO_BEFORE.get((doc[start - 2].lower_, doc[start - 1].lower_)) if start > 1 else None
    if bound and start > 2 and doc[start - 3].lower_ in UP_VERBS and doc[start - 2].lower_ == "up":
        bound = None
    width = 2
    if bound is None and start:
        bound, width = ONE_BEFORE.get(doc[start - 1].lower_), 1
    if (
        start > 2
        and doc[start - 1].lower_ == "than"
        and doc[start - 2].lower_ in ("fewer", "less", "more")
        and doc[start - 3].lower_ in ("no", "not")
    ):
        bound, width = ("most" if doc[start - 2].lower_ == "more" else "least"), 3
    if bound is None and start > 2 and doc[start - 3].lower_ == doc[start - 1].lower_ == "as" and doc[start - 2].lower_ in AS_MUCH:
        bound, width = AS_MUCH[doc[start - 2].lower_], 3
    if bound:
        start -= width
        low, high = _bounded(bound, low, high)
    elif start and doc[start - 1].lemma_.lower() in EXCEEDING and doc[start - 1].pos_ == "VERB":
        low, high = _bounded("above", low, high)
    end = number.end
    after = TWO_AFTER.get((doc[end].lower_, doc[end + 1].lower_)) if end + 1 < len(doc) and not bound else None
    if after:
        low, high = _bounded(after, low, high)
        end += 2
    return Number(start, end, low, high, number.rule)


def _halved(doc: Doc, number: Number) -> Number:
    """“Half of the 600”: 300."""
    before = [t.lower_ for t in doc[max(0, number.start - 6) : number.start]]
    half = next((n for n in range(len(before) - 1) if before[n] == "half" and before[n + 1] in ("of", "the", "its", "their")), None)
    if half is None or number.low is None or number.low != number.high or number.low < 2:
        return number
    return Number(number.start - len(before) + half, number.end, number.low // 2, number.low // 2, "half")


def _bounded(bound: str, low: int | None, high: int | None) -> tuple[int | None, int | None]:
    if bound == "least":
        return low, None
    if bound == "above":
        return (low + 1 if low is not None else None), None
    if bound == "most":
        return None, high
    return None, (high - 1 if high is not None else None)


CHANGES = frozenset("raise rise climb grow increase go jump put revise lift mount swell bring update correct change".split())
CHANGE_REACH = 14


def _ranged(doc: Doc, number: Number) -> Number | None:
    """“between four and six”, “four to six”, “five or six”."""
    if number.end >= len(doc) or number.low is None or number.low != number.high:
        return None
    link = doc[number.end].lower_
    if link not in ("and", "to", "or", "-", "–"):
        return None
    second = number_at(doc, number.end + 1) if number.end + 1 < len(doc) else None
    if second is None or second.low is None or second.low != second.high or second.low <= number.low:
        return None
    between = number.start and doc[number.start - 1].lower_ == "between"
    if (link == "and" and not between) or (link == "to" and _is_change(doc, number.start, second.end)):
        return None
    return Number(number.start - 1 if between else number.start, second.end, number.low, second.high, "range")


def _is_change(doc: Doc, start: int, end: int) -> bool:
    """“Raised the toll from 31 to 58”: two figures, one after the other; “from four to six people were hurt” is one."""
    if not start or doc[start - 1].lower_ != "from":
        return False
    before = doc[max(doc[start].sent.start, start - CHANGE_REACH) : start]
    closes = end >= len(doc) or doc[end].pos_ in ("PUNCT", "ADP", "CCONJ", "SCONJ", "ADV")
    return closes or any(t.lemma_.lower() in CHANGES for t in before)


def _company_of(doc: Doc, number: Number) -> Token | None:
    """“A family of five”: who are counted is the family."""
    if number.start < 2 or doc[number.start - 1].lower_ != "of" or doc[number.start - 2].lemma_.lower() not in COMPANIES:
        return None
    return doc[number.start - 2]


TAKEN = frozenset({"prisoner", "hostage", "captive"})
"""As what people are taken: the word does not say who they were."""


def _is_group(noun: Token) -> bool:
    return noun.tag_ == "NNS" and is_person(noun)


def _is_owner(token: Token) -> bool:
    """“None of the army's 400 men”: the army is not whom the number counts."""
    return token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"


def counted_noun(doc: Doc, number: Number) -> Token | None:
    """The noun that the number counts; None where the number stands for it ("five were hurt")."""
    last = doc[number.end - 1]
    of = number.end < len(doc) and doc[number.end].lower_ == "of"
    if number.rule == "none" and last.lower_ in ("nobody", "none", "one") and doc[number.start].lower_ != "not" and not of:
        return None
    at = number.end + of
    while at < len(doc) and doc[at].text in MARKS:
        at += 1
    for token in doc[at : at + 6]:
        if token.dep_ in ("npadvmod", "tmod") and not is_person(token) and token.i + 1 < len(doc) and token.nbor().pos_ != "NOUN":
            return None  # "climbed to 19 overnight"
        if token.lower_ in TAKEN and (doc[token.i - 1].tag_ in ("VBN", "VBD") or _is_group(doc[token.i - 1])):
            return doc[token.i - 1] if _is_group(doc[token.i - 1]) else None  # "14 soldiers prisoner"; "12 more taken prisoner"
        if (
            token.pos_ in ("NOUN", "PROPN")
            and not _is_owner(token)
            and not (token.i + 1 < len(doc) and doc[token.i + 1].pos_ in ("NOUN", "PROPN") and token.dep_ == "compound")
        ):
            return token
        if token.pos_ == "DET" and token.i == number.end:
            return None  # "from 60 to 48 the number of people"
        if token.pos_ not in ("ADJ", "DET", "ADV", "NOUN", "PROPN", "PART", "VERB", "NUM", "PRON") or (
            token.pos_ == "VERB" and token.dep_ != "amod"
        ):
            return None
    return None
