"""Parts of a whole: "of the 41 dead, 11 were children", "two gunmen were among the eleven dead", "none of the 40 who fell ill".

In: a sentence, its counts and words of loss. Out: `Share`s: which number counts some of whom, what had befallen the whole, and what its
part is said to be. It does not decide what befell the part where a verb of its own tells that ("none of the 40 died").

Of "the 60 aboard" nothing is told but that they were aboard: what befell 12 of them befell no 60.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accordingto.model.evidence import Because, Span
from accordingto.model.found import Count
from accordingto.withindoc.notes import tokens_of
from accordingto.withindoc.tokens import Doc, Token, Tokens
from accordingto.withindoc.tolls.groups import LOST, is_person
from accordingto.withindoc.tolls.losses import Loss

DETERMINERS = frozenset("the these those its their his her our".split())
OWNER = 4
"""Tokens in which the owner of a number ends: "the coal company's 400 men"."""
AMONG = frozenset({"among", "amongst"})
SOME = frozenset(
    "most many some few several neither majority minority part half quarter rest any none cent percent % fewer much bulk number".split()
)
"""What may stand before "of the 40" for a part that is not counted. "All", "both", "each" speak of the whole."""
BEFELL = frozenset({*LOST, "victim", "casualty", "fatality", "death", "body"})
"""Nouns for those whom a loss befell."""
ONE = Because(rule="counts.one")


@dataclass(frozen=True, slots=True)
class Whole:
    """Those of whom a part is told: ``holder``, the number or noun; ``loss``: what had befallen all of them, where that is told."""

    holder: Token
    loss: Loss | None
    count: Count | None


@dataclass(frozen=True, slots=True)
class Share:
    """A number of some of ``whole``; ``says``: the noun that tells who they are ("11 were children")."""

    count: Count
    whole: Whole
    says: Token | None


@dataclass(frozen=True, slots=True)
class Parted:
    """The wholes and shares of a sentence."""

    wholes: tuple[Whole, ...] = ()
    shares: tuple[Share, ...] = ()

    def whole_of(self, count: Count) -> Whole | None:
        """The whole that the number counts."""
        return next((w for w in self.wholes if w.count is count), None)

    def is_counted(self, whole: Whole) -> bool:
        """Whether a number is given for a part of it: not "most of the 300"."""
        return any(s.whole is whole for s in self.shares)

    def share_of(self, count: Count) -> Share | None:
        """The share that the number counts; of two wholes the one whose loss is told."""
        own = [s for s in self.shares if s.count.span == count.span]
        return next((s for s in own if s.whole.loss is not None), own[0] if own else None)


def parts_in(doc: Doc, sentence: Tokens, counts: Sequence[Count], losses: Sequence[Loss]) -> Parted:
    """The wholes of a sentence and the numbers of their parts."""
    wholes: list[Whole] = []
    shares: list[Share] = []
    for link in sentence:
        if link.lower_ not in ("of", *AMONG) or link.i + 1 >= sentence.end:
            continue
        whole = _whole_behind(doc, link, counts, losses)
        if whole is None:
            continue
        own = [Share(count, whole, says) for count, says in _parts(doc, sentence, link, whole, counts)]
        if own or _is_of_some(doc, link):
            wholes.append(whole)
            shares += own
    shares += [*_fractions(doc, counts, losses), *_included(doc, sentence, counts, losses)]
    return Parted(tuple(wholes), tuple(s for s in shares if s.whole.count is s.count or not any(w.count is s.count for w in wholes)))


# ---- those of whom a part is told


def _whole_behind(doc: Doc, link: Token, counts: Sequence[Count], losses: Sequence[Loss]) -> Whole | None:
    """“(of) the 41 dead”, “(among) those killed”, “(of) the dead”."""
    at = link.i + 1
    while at < len(doc) and doc[at].lower_ in DETERMINERS:
        at += 1
    owned = next((t.i for t in doc[at : at + OWNER] if t.tag_ == "POS"), None)  # "of the army's 400 men"
    at = owned + 1 if owned is not None and owned + 1 < len(doc) and doc[owned + 1].like_num else at
    if at >= len(doc):
        return None
    count = next((c for c in counts if tokens_of(doc, c.span).start in (at, at - 1) and c.low != 0), None)
    if count is None and not (at > link.i + 1 and _may_be_whole(doc, at)):
        return None
    holder = _holder_of(doc, count) if count is not None else doc[at - 1] if doc[at - 1].lower_ in ("those", "these") else doc[at]
    return Whole(holder, _befell(doc, holder, count, losses), count)


def _may_be_whole(doc: Doc, at: int) -> bool:
    return doc[at].lemma_.lower() in BEFELL or (doc[at - 1].lower_ == "those" and doc[at].tag_ in ("VBN", "VBD", "WP", "JJ"))


def _holder_of(doc: Doc, count: Count) -> Token:
    return tokens_of(doc, count.noun)[0] if count.noun else tokens_of(doc, count.span).root


def _befell(doc: Doc, holder: Token, count: Count | None, losses: Sequence[Loss]) -> Loss | None:
    """The word of loss inside their own phrase: the noun itself, one right behind it, or that of a relative clause."""
    last = max(holder.i, tokens_of(doc, count.span).end - 1 if count is not None else holder.i)
    own = [x for x in losses if x.token.i == holder.i or (x.token.i > last and _is_told_of(holder, x.token))]
    own += [x for x in losses if x.token.dep_ == "amod" and x.token.head is holder]  # "the ten trapped miners"
    right_behind = [
        x for x in losses if x.token.i == last + 1 and (x.row.pos != "verb" or x.row.frame.startswith("obj"))
    ]  # "18 wounded", not "40 died"
    return min(own or right_behind, key=lambda x: x.token.i, default=None)


def _is_told_of(holder: Token, loss: Token) -> bool:
    """Whether the word stands in a clause about them: not about the ferry of "the 31 aboard the ferry that sank"."""
    token = loss
    while token is not holder:
        if token.head is token or (token is not loss and token.pos_ in ("NOUN", "PROPN")):
            return False
        token = token.head
    return True


# ---- the parts


def _fractions(doc: Doc, counts: Sequence[Count], losses: Sequence[Loss]) -> Iterator[Share]:
    """“Half of the 40 killed were pupils”: one number with the words of its whole."""
    for count in counts:
        number = tokens_of(doc, count.span)
        if count.because.rule in ("counts.half", "counts.share") and any(t.lower_ == "of" for t in number):
            holder = tokens_of(doc, count.noun)[0] if count.noun else number[-1]
            whole = Whole(holder, _befell(doc, holder, count, losses), None)
            last = max(number.end - 1, holder.i, whole.loss.token.i if whole.loss else 0)
            yield Share(count, whole, _said_to_be(number.root, last))


def _parts(doc: Doc, sentence: Tokens, link: Token, whole: Whole, counts: Sequence[Count]) -> Iterator[tuple[Count, Token | None]]:
    before = [c for c in counts if c is not whole.count and sentence.start <= tokens_of(doc, c.span).start < link.i]
    if link.lower_ in AMONG:
        yield from _parts_among(doc, link, [c for c in counts if c is not whole.count])
        return
    last = max(whole.holder.i, whole.loss.token.i if whole.loss else 0)
    behind = link.i - 1 if link.i and link.nbor(-1).lower_ == "out" else link.i
    own = next((c for c in before if tokens_of(doc, c.span).end == behind), None)
    if own is not None:
        yield own, _said_to_be(tokens_of(doc, own.span).root, last)
    elif _opens(doc, link):
        yield from _behind(doc, sentence, last, counts)


def _included(doc: Doc, sentence: Tokens, counts: Sequence[Count], losses: Sequence[Loss]) -> Iterator[Share]:
    """“The 45 dead included nine from one family”."""
    for verb in sentence:
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb.lemma_ == "include" else None
        befell = None if subject is None else _befell(doc, subject, None, losses)
        if subject is None or befell is None:
            continue
        for count in counts:
            number = tokens_of(doc, count.span)
            noun = tokens_of(doc, count.noun)[0] if count.noun else None
            if number.start > verb.i and (noun or number.root).dep_ in ("dobj", "conj"):
                yield Share(count, Whole(subject, befell, None), noun if noun is not None and is_person(noun) else None)


def _parts_among(doc: Doc, link: Token, counts: Sequence[Count]) -> Iterator[tuple[Count, Token | None]]:
    """“Two gunmen and a cook were among the dead”, “among the dead were two gunmen”."""
    verb = link.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head is not verb:
        verb = verb.head
    if verb.lemma_ != "be":
        return
    for count in counts:
        noun = tokens_of(doc, count.noun)[0] if count.noun else None
        if noun is not None and is_person(noun) and _stands_with(noun, verb):
            yield count, noun
    counted = {c.noun.start for c in counts if c.noun}
    for noun in verb.sent:
        first = next((c for c in noun.lefts if c.lower_ in ("a", "an")), None)
        if first is not None and noun.tag_ == "NN" and noun.idx not in counted and is_person(noun) and _stands_with(noun, verb):
            words = Span(noun.idx, noun.idx + len(noun))
            yield Count(span=Span(first.idx, first.idx + len(first)), low=1, high=1, noun=words, because=ONE), noun


def _stands_with(noun: Token, verb: Token) -> bool:
    """Whether the noun is the verb's subject, or what it says that there is among them."""
    while noun.dep_ == "conj" or (noun.dep_ == "pobj" and noun.head.lower_ == "of") or (noun.dep_ == "prep" and noun.lower_ == "of"):
        noun = noun.head
    return noun.head is verb and noun.dep_ in ("nsubj", "attr", "dobj")


def _opens(doc: Doc, link: Token) -> bool:
    """Whether a clause begins with "of the 41 dead, …"."""
    before = doc[link.i - 1] if link.i > doc[link.i].sent.start else None
    return before is None or before.text in (";", ":", ",", "“", '"') or before.lower_ in ("and", "but", "that")


def _behind(doc: Doc, sentence: Tokens, last: int, counts: Sequence[Count]) -> Iterator[tuple[Count, Token | None]]:
    """The numbers of the clause behind "of the 41 dead,"."""
    comma = next((t.i for t in doc[last + 1 : sentence.end] if t.text == ","), None)
    end = next((t.i for t in doc[last + 1 : sentence.end] if t.text in (";", ":")), sentence.end)
    if comma is None:  # "of the 900 people tested 40 had died"
        behind = [tokens_of(doc, c.span).start for c in counts if tokens_of(doc, c.span).start > last]
        comma = min(behind, default=end) - 1
    for count in counts:
        number = tokens_of(doc, count.span)
        if comma < number.start < end:
            noun = tokens_of(doc, count.noun)[0] if count.noun else None
            alone = number.start > comma + 1 and doc[number.start - 1].text in (",", "and")  # "11 were children, six women"
            gapped = noun if alone and noun is not None and is_person(noun) else None
            yield count, _said_to_be(noun or number.root, number.end - 1) or gapped


def _said_to_be(part: Token, last: int) -> Token | None:
    """Of "11 were children", "seven of the dead being pupils" the noun behind the verb."""
    top = part
    while top.dep_ in ("nummod", "quantmod", "compound") and top.head is not top:
        top = top.head
    verb = top.head if top.dep_ in ("nsubj", "nsubjpass") else next((t for t in part.doc[last + 1 : last + 2] if t.lower_ == "being"), None)
    if verb is None or verb.lemma_ != "be" or any(c.dep_ == "neg" for c in verb.children):
        return None
    beside = verb.head.children if verb.dep_ == "pcomp" else ()  # "seven of the dead being pupils": the parse hangs both on "of"
    noun = next((c for c in (*verb.children, *beside) if c.dep_ in ("attr", "pobj") and c.i > verb.i), None)
    return noun if noun is not None and is_person(noun) else None


def _is_of_some(doc: Doc, link: Token) -> bool:
    """“Most of the 300”, “not all of the 40”: what is told of them is told of a part that is not counted."""
    before = [t.lower_ for t in doc[max(0, link.i - 2) : link.i]]
    return link.lower_ == "of" and bool(before) and (before[-1] in SOME or before in (["not", "all"], ["not", "every"], ["no", "one"]))
