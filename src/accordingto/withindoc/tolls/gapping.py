"""Second claimants whose verb is left out: "the mayor said 12 dead, the police 14", "the governor spoke of 30, the rebels of 45".

In: a count, the attributions found so far. Out: a `Candidate` with the second claimant as source and the number as content, and the
attributions with their contents cut where the second claimant begins. It does not decide what befell those counted.

No claimant is the rebels of "police said guards had killed 12 prisoners, the prisoners three": what is left out there is "had killed".
"""

from collections.abc import Sequence
from dataclasses import replace

from accordingto.model.evidence import Span
from accordingto.model.found import Attribution, Count
from accordingto.withindoc.cues import CueRow
from accordingto.withindoc.notes import notes_of, tokens_of
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.sources import Source
from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.tolls.given_figures import CONFIDENCE, may_reckon, reckons
from accordingto.withindoc.tolls.losses import losses_in
from accordingto.withindoc.words import kind_of_noun, kind_of_seldom_source

GAP = "reckonings.gap"
BORDERS = frozenset({",", ";", "and", "but", "while"})
LINKS = frozenset({"of", "at", "to", "with", "as"})
"""Prepositions that the second claimant repeats: "spoke of 30, the rebels of 45"."""
PHRASE = ("DET", "ADJ", "NOUN", "PROPN", "PART", "PRON")
OTHERS = frozenset("second third fourth other latter former last".split())
"""What may stand for another event: "the first blast killed two, the second nobody"."""
LONGEST = 7
ENDS = frozenset(
    {",", ";", ".", ":", "and", "but", "while", "dead", "killed", "deaths", "wounded", "injured", "hurt", "missing", "people", "on"}
)


def by_gap(doc: Doc, count: Count, row: CueRow) -> Candidate | None:
    """The candidate of a number whose claimant stands right before it, the verb before that claimant."""
    number = tokens_of(doc, count.span)
    if number.end < len(doc) and doc[number.end].lower_ not in ENDS:
        return None
    last = number.start - 1
    link = doc[last] if last > 0 and doc[last].lower_ in LINKS else None
    giver = _giver(doc, last - (link is not None), number[0].sent.start)
    if giver is None:
        return None
    first = min(giver.words)
    verb = _verb_before(doc, first, number[0].sent.start)
    if verb is None or (link is not None and not any(t.lower_ == link.lower_ for t in doc[verb.i + 1 : first])):
        return None
    content = frozenset(t.i for t in number)
    return Candidate(source=giver, cue=frozenset({verb.i}), content=content, head=verb, row=row, rule=GAP, confidence=CONFIDENCE)


def _giver(doc: Doc, last: int, start: int) -> Source | None:
    """The noun phrase that ends at ``last``, behind a comma or a conjunction."""
    head = doc[last] if last > start else None
    if head is None or head.pos_ not in ("NOUN", "PROPN") or not _may_give(head):
        return None
    first = head
    while first.i > start + 1 and last - first.i < LONGEST and doc[first.i - 1].pos_ in PHRASE and not doc[first.i - 1].like_num:
        first = doc[first.i - 1]
    source = Source(head, frozenset(range(first.i, last + 1)))
    return source if doc[first.i - 1].lower_ in BORDERS and may_reckon(source) else None


def _may_give(head: Token) -> bool:
    named = head.pos_ == "PROPN" or head.ent_type_ in ("ORG", "PERSON")
    return named or kind_of_noun(head) is not None or kind_of_seldom_source(head) is not None


def _verb_before(doc: Doc, before: int, start: int) -> Token | None:
    """The verb by which somebody before gave a number; None where the number is what another verb in between did."""
    notes = notes_of(doc)
    cues = {t.i for a in notes.attributions if a.source for c in a.cue for t in tokens_of(doc, c)}
    told = doc[start:before]
    verb = next((t for t in reversed(list(told)) if t.pos_ == "VERB" and (t.i in cues or reckons(t))), None)
    if verb is None:
        return None
    between = notes.counts_in(doc[verb.i : before])
    if not between or any(_is_done_by_another(doc, c, verb) for c in between):
        return None
    return verb


def _is_done_by_another(doc: Doc, count: Count, verb: Token) -> bool:
    """“Police said guards had killed 12”: the number is the object of what others did."""
    noun = tokens_of(doc, count.noun)[0] if count.noun else tokens_of(doc, count.span).root
    above = noun.head
    done = noun.dep_ == "dobj" and above is not verb and any(x.token is above for x in losses_in(noun.sent))
    return done and any(c.dep_ == "nsubj" for c in above.children)


def is_left_bare(doc: Doc, count: Count) -> bool:
    """“…, the prisoners three”, “…, the storm nine”: who stands before the number did what is left out, and gives no number."""
    number = tokens_of(doc, count.span)
    start = number[0].sent.start
    head = doc[number.start - 1] if number.start > start + 1 else None
    closed = number.end >= len(doc) or doc[number.end].lower_ in (*BORDERS, ".")
    if head is None or not (head.pos_ in ("NOUN", "PROPN") or head.lower_ in OTHERS) or not closed or count.noun is not None:
        return False
    first = head
    while first.i > start + 1 and doc[first.i - 1].pos_ in PHRASE:
        first = doc[first.i - 1]
    earlier = notes_of(doc).counts_in(doc[start : first.i])
    told = notes_of(doc).attribution_over(count.span)
    return doc[first.i - 1].lower_ in BORDERS and bool(earlier) and (told is None or told.because.rule != GAP)


def with_phrases(doc: Doc, attributions: Sequence[Attribution]) -> list[Attribution]:
    """“According to police, 12 died; according to the union, 15”: all that the second phrase governs is the number behind it."""
    out = list(attributions)
    for n, phrase in enumerate(attributions):
        number = _number_behind(doc, phrase)
        if number is None:
            continue
        out = [replace(a, content=_all_without(doc, a.content, number)) for a in out]
        out[n] = replace(phrase, content=(number,))
    return out


def _number_behind(doc: Doc, phrase: Attribution) -> Span | None:
    """The bare number that closes the clause of an "according to X", which a border opens."""
    if phrase.because.rule != "rules.phrase" or not phrase.source or not phrase.cue:
        return None
    first, last = tokens_of(doc, phrase.cue[0])[0], tokens_of(doc, phrase.source[-1])[-1]
    if last.i < first.i or first.i == first.sent.start or doc[first.i - 1].lower_ not in BORDERS:
        return None
    at = last.i + 1 + (last.i + 1 < len(doc) and doc[last.i + 1].text == ",")
    counts = notes_of(doc).counts_in(first.sent)
    count = next((c for c in counts if tokens_of(doc, c.span).start == at or last.i == tokens_of(doc, c.span).end - 1), None)
    if count is None or count.noun is not None:
        return None
    end = tokens_of(doc, count.span).end
    return count.span if end >= len(doc) or doc[end].lower_ in ENDS else None


def _all_without(doc: Doc, content: tuple[Span, ...], words: Span) -> tuple[Span, ...]:
    return tuple(p for piece in content for p in _without(doc, piece, words)) or content


def cut_at(doc: Doc, attributions: Sequence[Attribution], gaps: Sequence[Candidate]) -> list[Attribution]:
    """The attributions without what the second claimants say in their contents."""
    out = list(attributions)
    for gap in gaps:
        first, last = min(gap.source.words), max(gap.content)
        words = Span(doc[first].idx, doc[last].idx + len(doc[last]))
        cue = gap.head
        for n, attribution in enumerate(out):
            own = any(cue is not None and c.start <= cue.idx < c.end for c in attribution.cue)
            if own:
                out[n] = replace(attribution, content=_all_without(doc, attribution.content, words))
    return out


def _without(doc: Doc, piece: Span, words: Span) -> tuple[Span, ...]:
    if not piece.overlaps(words):
        return (piece,)
    before = doc.text[piece.start : words.start].rstrip(" ,;")
    before = before.removesuffix(" and").removesuffix(" but").removesuffix(" while").rstrip(" ,;")
    after = doc.text[words.end : piece.end]
    start = words.end + len(after) - len(after.lstrip(" ,;"))
    kept = []
    if before.strip():
        kept.append(Span(piece.start, piece.start + len(before)))
    if start < piece.end:
        kept.append(Span(start, piece.end))
    return tuple(kept)
