"""Tolls told on: parts of a figure, figures that are replaced, bare numbers and denials that take up what was counted before.

In: a sentence's counts, the tolls found in it by their words of loss, the claims before it. Out: more `Toll`s. It does not decide whether a
figure still stands.

"… 12 had been killed; the rebels said four": the four are killed too. "The ministry called that number fantasy" denies it.
"""

from collections.abc import Iterator
from dataclasses import replace

from accordingto.model.evidence import Span
from accordingto.model.found import Attribution, Claim, Count
from accordingto.model.kinds import TOLL_SLOTS, Slot, Stance
from accordingto.withindoc.notes import Notes, span_of, tokens_of
from accordingto.withindoc.tokens import Doc, Token, Tokens
from accordingto.withindoc.tolls.belonging import noun_of
from accordingto.withindoc.tolls.groups import group_of, is_person, takes_up
from accordingto.withindoc.tolls.parts import parts_in
from accordingto.withindoc.tolls.tolls import Toll, undecided, words_of

FIGURES = frozenset("number figure toll count total tally estimate sum".split())
REPLACED = frozenset("up down rather revised lowered raised not instead corrected cut".split())
EMPTY = frozenset(
    """be have it they them more number figure toll count total tally only most least now still already just exactly about maybe
    perhaps nearly almost around carry lie dead""".split()
)
"""Lemmas that say nothing of what is counted: what is left of "it was at most twelve" is the number."""
EMPTY_POS = ("DET", "ADP", "AUX", "PUNCT", "PRON", "PART", "CCONJ", "SCONJ", "SPACE", "NUM", "SYM")
ENTRIES = frozenset("name victim case entry".split())
"""What a list of the lost holds: a number of them is a number of the lost."""
SAFE = frozenset("bring rescue save free release evacuate account pull find recover survive escape".split())


def carried_tolls(doc: Doc, sentence: Tokens, notes: Notes, counts: list[Count], found: list[Toll]) -> list[Toll]:
    """What the sentence tells without a word of loss of its own."""
    out: list[Toll] = []
    parted = parts_in(doc, sentence, counts, ())
    for count in counts:
        if any(t.words.overlaps(count.span) for t in found):
            continue
        if notes.claims and (parted.whole_of(count) or parted.share_of(count)) and not _of_them(doc, count):
            continue  # "three of the 20 were crew": neither is a figure of its own
        toll = _denied(doc, notes, count) or _part(doc, count, found, notes) or _bare(doc, sentence, notes, count, found)
        if toll:
            out.append(toll)
    out += _single_parts(doc, sentence, [*found, *out])
    return out + list(_denied_in_general(doc, sentence, notes, out))


def _of_them(doc: Doc, count: Count) -> bool:
    end = tokens_of(doc, count.span).end
    return [t.lower_ for t in doc[end : end + 2]] in (["of", "them"], ["of", "whom"], ["of", "these"])


# ---- parts, and figures replaced


def _part(doc: Doc, count: Count, found: list[Toll], notes: Notes) -> Toll | None:
    """“14 people, including four children”, “ten of them gendarmes”, “up from the 12”: shares the loss of its whole."""
    first, last = tokens_of(doc, count.span)[0], tokens_of(doc, count.span)[-1]
    before = [t.lower_ for t in doc[max(0, first.i - 4) : first.i] if t.lower_ not in ("the", "a", "an")]
    near = before[-3:]
    following = [t.lower_ for t in doc[last.i + 1 : last.i + 3]]
    of_them = following[:1] == ["of"] and following[1:] in (["them"], ["whom"], ["these"])
    replaced = bool(near) and near[-1] in ("from", "than", "not") and bool(REPLACED & {t.lower_ for t in doc[first.sent.start : first.i]})
    if not (of_them or replaced or {"including", "among", "them"} & set(near)):
        return None
    whole = min(found, key=lambda t: abs(count.span.start - t.words.end), default=None) or _last_told(doc, notes)
    if whole is None or whole.slot is Slot.DAMAGE:
        return None
    noun = noun_of(doc, count)
    if of_them:
        rest = doc[last.i + 3 : last.i + 8]
        named = next((t for t in rest if t.pos_ == "VERB" and any(c.dep_ == "nsubj" for c in t.children)), None)
        if following[1] == "whom" and named is not None:
            return None  # "nine of whom it named": says nothing of what befell them
        noun = next((t for t in rest if t.pos_ in ("NOUN", "PROPN") or is_person(t)), None)
        if noun is not None and noun.dep_ == "pobj" and noun.head.i >= last.i + 3 and not is_person(noun):
            return None  # "three of them in a grave state": how they are, not who
    who = whole.who if replaced else group_of(noun) if noun is not None else None
    if not replaced and who is None and noun is None:
        notes.problems.append(undecided(count))  # "40 of them in Selm": where or how they are, not who
        return None
    words = words_of(count) if noun is None or count.noun else Span(count.span.start, noun.idx + len(noun))
    return replace(
        whole, words=words, low=count.low, high=count.high, who=who, rule="casualties.part" if not replaced else "casualties.replaced",
        confidence=0.75, noun=noun, beside=whole.words, part=not replaced,
    )  # fmt: skip


def _single_parts(doc: Doc, sentence: Tokens, found: list[Toll]) -> Iterator[Toll]:
    """“Eight people, among them a nine-year-old girl”: one of them."""
    for noun in sentence:
        if noun.tag_ != "NN" or not is_person(noun) or any(t.words.start <= noun.idx < t.words.end for t in found):
            continue
        first = next((c for c in noun.lefts if c.lower_ in ("a", "an")), None)
        before = [] if first is None else [t.lower_ for t in doc[max(sentence.start, first.i - 2) : first.i]]
        if first is None or not (before[-1:] == ["including"] or before == ["among", "them"]):
            continue
        whole = max((t for t in found if t.words.end <= first.idx), key=lambda t: t.words, default=None)
        if whole is not None and whole.slot is not Slot.DAMAGE:
            words = Span(first.idx, noun.idx + len(noun))
            yield replace(
                whole, words=words, low=1, high=1, who=group_of(noun), rule="casualties.part", noun=noun, beside=whole.words, part=True
            )


# ---- bare numbers


def _bare(doc: Doc, sentence: Tokens, notes: Notes, count: Count, found: list[Toll]) -> Toll | None:
    """A number that is all that somebody is said to have said, or that a figure is said to be: of the kind told last."""
    noun = noun_of(doc, count)
    last = next((t for t in reversed(found) if t.words.end <= count.span.start), None) or _last_told(doc, notes)
    if noun is not None and noun.lemma_.lower() in ENTRIES:
        noun = None
    if last is None or not (noun is None or takes_up(noun) or _is_alike(noun, last)):
        return None
    attribution = notes.attribution_over(count.span)
    left = sentence.start
    first, end = tokens_of(doc, count.span)[0], tokens_of(doc, count.span).end
    figure = any(t.lemma_.lower() in FIGURES for t in doc[max(left, first.i - 6) : first.i])
    figure = (
        figure
        and noun is None
        and any(t.lower_ in ("at", "to", "of", "was", "is", "as", "were") for t in doc[max(left, first.i - 3) : first.i])
    )
    safe = _safe_but(doc, first.i, end)
    if safe is None and not figure and not (attribution is not None and _says_only_that(doc, attribution, count)):
        return None
    if safe is False:
        return None
    who = group_of(noun) if noun is not None and not takes_up(noun) else None
    return replace(
        last, words=words_of(count), low=count.low, high=count.high, who=who, noun=noun, rule="casualties.bare_answer", confidence=0.7,
        beside=None, part=False, denied=False,
    )  # fmt: skip


def _is_alike(noun: Token, last: Toll) -> bool:
    """Whether the noun names the group told before, or people in general."""
    return last.slot is not Slot.DAMAGE and is_person(noun) and group_of(noun) in (last.who, None)


def _safe_but(doc: Doc, first: int, end: int) -> bool | None:
    """“All but four were brought out”: the four are not; “seven were brought out” counts those who are safe (False)."""
    verb = next((t for t in doc[end : end + 6] if t.pos_ == "VERB"), None)
    if verb is None or verb.lemma_.lower() not in SAFE:
        return None
    return [t.lower_ for t in doc[max(0, first - 2) : first]] == ["all", "but"]


def _says_only_that(doc: Doc, attribution: Attribution, count: Count) -> bool:
    """Whether nothing but the number stands in the content."""
    inside = [t for piece in attribution.content for t in tokens_of(doc, piece)]
    counted = {t.i for t in tokens_of(doc, count.span)} | ({tokens_of(doc, count.noun)[0].i} if count.noun else set())
    rest = [t for t in inside if t.i not in counted and t.lemma_.lower() not in EMPTY]
    return all(t.pos_ in EMPTY_POS or (t.pos_ == "NOUN" and is_person(t)) for t in rest)


def _last_told(doc: Doc, notes: Notes) -> Toll | None:
    """The toll that was told last, as something to take up."""
    last = next((c for c in reversed(notes.claims) if c.slot in TOLL_SLOTS), None)
    return _as_toll(doc, last) if last is not None else None


def _as_toll(doc: Doc, claim: Claim) -> Toll:
    at = tokens_of(doc, claim.words[0])[0]
    return Toll(claim.slot, claim.words[0], claim.low, claim.high, claim.who, None, at, "casualties.told_on", 0.7)


# ---- denials of a figure


def _denied(doc: Doc, notes: Notes, count: Count) -> Toll | None:
    """“Dismissed the figure of 26”: what another claimed, denied."""
    first = tokens_of(doc, count.span)[0]
    of = doc[first.i - 2 : first.i] if first.i > 1 else None
    if of is None or of[1].lower_ != "of" or of[0].lemma_.lower() not in FIGURES:
        return None
    attribution = notes.attribution_over(count.span)
    if attribution is None or attribution.stance is not Stance.DENIES:
        return None
    same = [c for c in notes.claims if c.slot in TOLL_SLOTS and (c.low, c.high) == (count.low, count.high)]
    words = Span(of[0].idx, count.span.end)
    return replace(_as_toll(doc, same[-1]), words=words, rule="casualties.denied_figure", denied=True) if same else None


def _denied_in_general(doc: Doc, sentence: Tokens, notes: Notes, out: list[Toll]) -> Iterator[Toll]:
    """“Called that number fantasy”, “rejected the toll”: the figure told last by somebody else."""
    for attribution in notes.by_content.things(notes.attributions, span_of(sentence)):
        if attribution.stance is not Stance.DENIES or not any(
            sentence.start_char <= c.start < sentence.end_char for c in attribution.content
        ):
            continue
        inside = [t for piece in attribution.content for t in tokens_of(doc, piece)]
        figure = next(
            (t for t in inside if t.lemma_.lower() in FIGURES and any(c.lower_ in ("the", "that", "this") for c in t.lefts)), None
        )
        if figure is None or any(t.pos_ in ("NUM", "VERB") for t in inside) or any(t.denied for t in out):
            continue
        others = [c for c in notes.claims if c.slot in TOLL_SLOTS and c.according_to != attribution.id and c.low != 0]
        if others:
            first = figure.left_edge
            yield replace(
                _as_toll(doc, others[-1]), words=Span(first.idx, figure.idx + len(figure)), rule="casualties.denied_figure", denied=True
            )
