"""Tolls and damage: who says how many were killed, hurt, missing, held, driven out, and how much was damaged.

In: counts, words of loss, attributions, event mentions. Out: claims in `notes.claims`, each with its claimant and the event mention that it
belongs to. A loss without a number ("heavy casualties") is a claim without a number. It does not compare claims.

"Police said 12 people were killed and 30 injured": two claims by the police, killed 12 and injured 30.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import pairwise

from accordingto.model.document import Problem
from accordingto.model.evidence import Because, Precision, Span
from accordingto.model.found import Attribution, Claim, Count, EventMention
from accordingto.model.kinds import ProblemKind, Slot, Stance
from accordingto.withindoc.notes import Notes, notes_of, span_of, tokens_of
from accordingto.withindoc.speech.stances import vouches
from accordingto.withindoc.tokens import Doc, Token, Tokens
from accordingto.withindoc.tolls.carried_tolls import carried_tolls
from accordingto.withindoc.tolls.causes import Causes, Days
from accordingto.withindoc.tolls.gapping import is_left_bare
from accordingto.withindoc.tolls.groups import LOST, as_told_before, group_before, group_of, is_person, takes_up
from accordingto.withindoc.tolls.losses import HARMS, losses_in
from accordingto.withindoc.tolls.revisions import is_outdated, settle
from accordingto.withindoc.tolls.told_events import apart, event_of
from accordingto.withindoc.tolls.tolls import Toll, tolls_in
from accordingto.withindoc.tolls.unreal import why_unreal

REMEMBERING = re.compile(r"(?:\w+ )*(?:remember|commemorat|mourn|honou?r)\w*", re.IGNORECASE)
STILL = frozenset({"still", "remain", "remained", "remains"})
OWN_PAPER = re.compile(r"(?:a|its|their|his|her|our|the)\s+(?:own\s+)?(?:list|tally|count|register|log|record|roll|ledger)s?\b")


def find_casualties(doc: Doc) -> Doc:
    """Fill ``notes.claims`` with tolls and damage."""
    notes = notes_of(doc)
    if not notes.event_mentions and not notes.counts:
        return doc
    parts: set[str] = set()
    told: list[Claim] = []
    causes = Causes(doc, notes)
    for sentence in doc.sents:
        counts = _told_of(doc, notes, sentence)
        tolls = tolls_in(doc, sentence, notes, counts)
        for toll in _with_numbers_first(notes, [*tolls, *carried_tolls(doc, sentence, notes, counts, tolls)]):
            doubted = _unreal(doc, notes, toll) or _not_vouched_for(doc, notes, toll)
            if doubted is not None:
                notes.problems.append(doubted)
                continue
            mention = event_of(doc, notes, sentence, toll, causes)
            who = _group(_of_that_time(causes.days, told, mention), sentence, toll, parts)
            claim = _claim(doc, notes, sentence, replace(toll, who=who), mention)
            told.append(claim)
            if toll.part:
                parts.add(claim.id)
    settle(doc, notes)
    return doc


def _of_that_time(days: Days, told: Sequence[Claim], mention: EventMention) -> Sequence[Claim]:
    """The claims without those of an event of another day: who died in the one says nothing of who died in the other."""
    own = days.get(mention.id)
    return told if own is None else [c for c in told if c.mention not in days or not apart(days[c.mention], own)]


def _with_numbers_first(notes: Notes, tolls: list[Toll]) -> list[Toll]:
    """In text order; "more bodies" is no figure beside the number that the sentence gives by the same claimant: "taking the toll to 27"."""
    counted = [t for t in tolls if (t.low, t.high) != (None, None) and not t.part]
    told = {(t.slot, t.who, _speaker(notes, t)) for t in counted} if len(counted) < len(tolls) else set()
    kept = [t for t in tolls if t in counted or t.part or (t.slot, t.who, _speaker(notes, t)) not in told]
    kept = [t for t in kept if not any(_is_added_to(notes, t, total) for total in counted)]
    return sorted(kept, key=lambda t: t.words)


def _speaker(notes: Notes, toll: Toll) -> str | None:
    """Whose figure it is, whatever the cue: one who "lowered the toll, saying that some bodies …"."""
    attribution = _claimant(notes, toll)
    return None if attribution is None else attribution.chain or attribution.id


MORE = re.compile(r"(?:another|a further|an additional)\b|.*\bmore\b(?!\s+than\b)", re.IGNORECASE)


def _is_added_to(notes: Notes, toll: Toll, total: Toll) -> bool:
    """“Another 14 bodies were found, which takes the toll to 31”: the 14 are in the 31, and no toll of their own."""
    if toll.slot is not total.slot or toll is total or toll.low is None or total.low is None or not toll.low < total.low:
        return False
    return bool(MORE.match(toll.words.of(notes.document.text))) and _speaker(notes, toll) == _speaker(notes, total)


def _told_of(doc: Doc, notes: Notes, sentence: Tokens) -> list[Count]:
    """The sentence's counts without those that count who speaks: "one of them, a teacher, said she saw 30 dead".

    Only with "of": the source may have been read too long ("killed at least nine people, a volunteer said").
    """
    counts = notes.counts_in(sentence)
    near = notes.attributions_beside([span_of(sentence)]) if counts else []
    speakers = [s for a in near for s in a.source if sentence.start_char <= s.start < sentence.end_char]
    text = notes.document.text
    bare = [c for c in counts if is_left_bare(doc, c)] if any(losses_in(sentence)) else []
    message = "a number with its subject but without its verb; what befell whom is not said"
    notes.problems += [Problem(kind=ProblemKind.FIGURE_UNDECIDED, message=message, span=c.span, step="casualties") for c in bare]
    return [c for c in counts if c not in bare and not any(s.contains(c.span) and text.startswith(" of ", c.span.end) for s in speakers)]


def _group(told: Sequence[Claim], sentence: Tokens, toll: Toll, parts: Container[str]) -> str | None:
    """The group counted; where the words name none, the one that the number takes up."""
    if toll.who and toll.slot is not Slot.DAMAGE:
        return as_told_before(toll.who, told)
    named = _named_after(tokens_of(toll.at.doc, toll.words).root)
    if named is not None:
        return group_of(named)  # "the three dead were all passengers"
    if toll.at.lemma_ == "lose":
        return toll.who  # "killed 20 rebels and lost three of its own": they are no rebels
    if toll.part or toll.denied or toll.slot is Slot.DAMAGE or toll.low == 0 or not takes_up(toll.noun):
        return toll.who
    return group_before(toll.slot, toll.words.start, sentence.start_char, told, parts)


def _named_after(number: Token) -> Token | None:
    """Of "the three dead were all passengers" the passengers."""
    lost = {number.lower_} | {c.lower_ for c in number.children if c.dep_ in ("amod", "acl")}
    if not lost & LOST or number.dep_ not in ("nsubj", "nsubjpass") or number.head.lemma_.lower() != "be":
        return None
    return next((c for c in number.head.children if c.dep_ == "attr" and c.tag_ == "NNS" and is_person(c)), None)


# ---- who claims it, of which event


def _unreal(doc: Doc, notes: Notes, toll: Toll) -> Problem | None:
    """The problem row of a loss that nobody says to have been."""
    why = why_unreal(doc, toll.slot, toll.at, tokens_of(doc, toll.words)[0], _claimant(notes, toll))
    if why is None:
        return None
    return Problem(kind=ProblemKind.FIGURE_UNDECIDED, message=f"no figure: {why}", span=toll.words, step="casualties")


def _not_vouched_for(doc: Doc, notes: Notes, toll: Toll) -> Problem | None:
    """The problem row of a figure that is nobody's claim: "the army did not confirm the figure of nine dead"."""
    attribution = _claimant(notes, toll)
    if attribution is None or vouches(doc, attribution):
        return None
    message = f"{attribution.source_name or 'nobody'} does not vouch for this figure; who gives it is not said here"
    return Problem(kind=ProblemKind.SOURCE_UNRESOLVED, message=message, span=toll.words, step="casualties")


def _claimant(notes: Notes, toll: Toll) -> Attribution | None:
    return claimant_of(notes, toll.words) or (claimant_of(notes, toll.beside) if toll.beside else None)


def _claim(doc: Doc, notes: Notes, sentence: Tokens, toll: Toll, mention: EventMention) -> Claim:
    attribution = _claimant(notes, toll)
    going_on = _speaks_on(doc, notes, sentence, toll) if attribution is None else None
    attribution = attribution or going_on
    low, high = toll.low, toll.high
    if attribution is not None and attribution.stance is Stance.DENIES and (low, high) == (None, None):
        low = 1
    precision = Precision.UNKNOWN if (low, high) == (None, None) else Precision.EXACT if low == high else Precision.RANGE
    claim = Claim(
        id=notes.next_claim_id(),
        mention=mention.id,
        slot=toll.slot,
        value=toll.words.of(doc.text),
        words=(toll.words,),
        according_to=attribution.id if attribution else None,
        low=low,
        high=high,
        who=toll.who,
        extent=toll.extent,
        current=not is_outdated(doc, sentence, toll),
        precision=precision,
        because=Because(rule=toll.rule, confidence=toll.confidence, detail=f"by the word of loss “{toll.at.text}”")
        if going_on is None
        else Because(rule="casualties.still", confidence=0.6, detail="goes on from the sentence before, whose source counted there"),
    )
    notes.claims.append(claim)
    return claim


def _speaks_on(doc: Doc, notes: Notes, sentence: Tokens, toll: Toll) -> Attribution | None:
    """“27 had drowned, the office said. Six people were still missing.”: what goes on from the count before is the same source's.

    A figure that does not say that it goes on ("Three buses were burned") is the report's own.
    """
    words = {t.lower_ for t in sentence if abs(t.i - toll.at.i) <= 3}  # "were still unaccounted for"
    last = next((c for c in reversed(notes.claims) if c.slot in HARMS), None)
    if toll.slot not in HARMS or not STILL & words or last is None or last.according_to is None or sentence.start == 0:
        return None
    before = tokens_of(doc, last.words[0])[0].sent
    near = notes.attributions_beside([span_of(sentence)])
    if before.end != sentence.start or any(sentence.start_char <= c.start < sentence.end_char for a in near for c in a.cue):
        return None
    return next((a for a in notes.attributions if a.id == last.according_to and a.stance not in (Stance.DENIES, Stance.RETRACTS)), None)


def claimant_of(notes: Notes, span: Span) -> Attribution | None:
    """The innermost attribution around ``span`` that names a claimant of its own.

    "I counted twelve", said one; "she had counted eight", said the nurse: the one who counts is the one who speaks. "Were confirmed dead",
    said the city: it does not say by whom, so the city says it.
    """
    around = [a for a in notes.attributions_around(span) if not _only_remembers(notes, a)]
    around = sorted(around, key=lambda a: sum(c.end - c.start for c in a.content))
    if not around:  # a bound that the content leaves out: "as | many as nine sailors"
        last = Span(span.end - 1, span.end)
        around = [a for a in notes.attributions_around(last) if not _only_remembers(notes, a)][-1:]
    for inner, outer in pairwise(around):
        if not (_is_nobody(inner) or _is_same(notes, inner, outer) or _is_held_by(notes, inner, outer)):
            return inner
    return around[-1] if around else None


def _is_nobody(attribution: Attribution) -> bool:
    return not attribution.source and attribution.stance is not Stance.HEARS


def _only_remembers(notes: Notes, attribution: Attribution) -> bool:
    """“Mourners remembered the six pupils who were killed”: that they were killed is taken for known, not claimed."""
    text = notes.document.text
    cue = attribution.cue[-1].of(text) if attribution.cue else ""
    return bool(REMEMBERING.fullmatch(cue)) and not text.startswith("that ", attribution.content[0].start)


def _is_held_by(notes: Notes, inner: Attribution, outer: Attribution) -> bool:
    """“A list kept by its lawyers has 130 names, the league said”: the paper is the speaker's own ground for what he says."""
    words = " ".join(s.of(notes.document.text).lower() for s in inner.source)
    return bool(outer.source) and bool(OWN_PAPER.match(words))


def _is_same(notes: Notes, inner: Attribution, outer: Attribution) -> bool:
    """Whether the inner source is the outer one under a pronoun."""
    words = " ".join(s.of(notes.document.text).lower() for s in inner.source)
    if words in ("i", "we"):
        return True
    same = inner.chain is not None and inner.chain == outer.chain
    return words in ("he", "she", "they", "it") and (same or inner.chain is None or inner.source_name is None)
