"""Event dates: the day or days of each event mention, as a claim with its anchor told.

In: event mentions, times, attributions, syntax. Out: a date claim for each mention that something dates. In order: a length of time counted
from another event ("five days after the assassination"); the time that governs the mention's clause; the date of another mention of the
same incident; else nothing: a mention without a date has no date claim. The day on which something was said is not the day on which it
happened.

"Two rockets struck a camp on Wednesday, a day after a convoy was bombed": the strike is Wednesday's, the bombing Tuesday's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Token

from accordingto.model.evidence import Because, Precision, Span
from accordingto.model.found import Claim, EventMention, Time
from accordingto.model.kinds import Slot, TimeType
from accordingto.withindoc.calendar import shifted
from accordingto.withindoc.notes import Notes, notes_of, tokens_of

CLAUSE_BORDERS = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis", "conj"})
AFTER, BEFORE = frozenset({"after", "since", "following", "later"}), frozenset({"before", "earlier"})
LONGEST_SPAN_DAYS = 400
"""A time that covers more is too vague to date an event by a neighbour's clause."""


@dataclass(frozen=True, slots=True)
class Dated:
    """The days of a mention, the words they rest on, and why."""

    earliest: date
    latest: date
    words: Span
    time: str | None
    rule: str
    detail: str
    confidence: float


def find_event_dates(doc: Doc) -> Doc:
    """Fill ``notes.claims`` with the date of each event mention that something dates."""
    notes = notes_of(doc)
    triggers = {m.id: tokens_of(doc, m.trigger)[-1] for m in notes.event_mentions}
    dated: dict[str, Dated] = {}
    for mention in notes.event_mentions:
        found = _governing(doc, notes, mention, triggers)
        if found:
            dated[mention.id] = found
    for mention_id, found in _counted_from_others(doc, notes, triggers, dated):
        dated[mention_id] = found
    for mention in notes.event_mentions:
        found = dated.get(mention.id) or _of_same_incident(notes, mention, dated)
        if found:
            _claim(doc, notes, mention, found)
    return doc


# ---- the time that governs the mention's clause


def _governing(doc: Doc, notes: Notes, mention: EventMention, triggers: dict[str, Token]) -> Dated | None:
    trigger = triggers[mention.id]
    sentence = trigger.sent
    best: tuple[int, Time] | None = None
    for time in notes.times:
        if not (sentence.start_char <= time.span.start < sentence.end_char) or time.earliest is None or time.latest is None:
            continue
        if time.type in (TimeType.DURATION, TimeType.SET):
            continue
        token = tokens_of(doc, time.span)[-1]
        cost = _distance(doc, notes, mention, trigger, token, triggers)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, time)
    if best is None:
        return None
    time = best[1]
    first, last = time.earliest, time.latest
    if first is None or last is None or (last - first).days > LONGEST_SPAN_DAYS:
        return None
    detail = f"“{time.span.of(doc.text)}” governs the clause; counted from {time.anchor or 'itself'}"
    return Dated(first, last, time.span, time.id, "event_dates.governed", detail, 0.85 if best[0] < 4 else 0.7)


def _distance(doc: Doc, notes: Notes, mention: EventMention, trigger: Token, time: Token, triggers: dict[str, Token]) -> int | None:
    """Steps from the trigger to the clause that the time modifies; None where the time belongs to another event or to the saying."""
    governor = _governor(time)
    if _is_saying(doc, notes, mention, governor, time):
        return None
    up = list(_way_up(trigger))
    if governor in up:
        steps = up.index(governor)
        if any(stands_behind(t) for t in up[:steps]):
            return None
        crossed = sum(1 for t in up[:steps] if t.dep_ in CLAUSE_BORDERS)
        own = [t for m, t in triggers.items() if m != mention.id and t == governor]
        return steps + 3 * crossed + (4 if own and crossed else 0)
    if trigger in list(_way_up(governor))[:4]:
        below = [t for m, t in triggers.items() if m != mention.id and t in list(_way_up(governor))]
        nearer = [t for t in below if list(_way_up(governor)).index(t) < list(_way_up(governor)).index(trigger)]
        return None if nearer else 1
    shared = next((t for t in up[1:6] if t in list(_way_up(governor))[:5] and t.pos_ in ("VERB", "AUX")), None)
    if shared is None or any(t == governor for t in triggers.values()):
        return None
    return 6 + up.index(shared)


def stands_behind(token: Token) -> bool:
    """“After the raid”, “a week before they left”: what stands behind such a word is of another time."""
    marks = {c.lower_ for c in token.children if c.dep_ in ("mark", "prep", "advmod") and c.i < token.i}
    above = token.head.lower_ if token.dep_ in ("pobj", "pcomp") else ""
    return bool((AFTER | BEFORE) & marks) and token.dep_ in ("advcl", "pcomp", "ccomp") or above in AFTER | BEFORE


def _governor(time: Token) -> Token:
    """The word that the time modifies, over prepositions and nouns of time."""
    token = time
    while token.head != token and (token.pos_ in ("NUM", "PROPN", "ADP", "PUNCT", "ADJ", "DET") or token.ent_type_ in ("DATE", "TIME")):
        if token.head.pos_ in ("VERB", "AUX") or (token.head.pos_ == "NOUN" and token.head.ent_type_ not in ("DATE", "TIME")):
            return token.head
        token = token.head
    return token.head if token.dep_ in ("npadvmod", "advmod", "pobj", "tmod", "nmod") else token


def _way_up(token: Token) -> Iterator[Token]:
    yield token
    for _ in range(20):
        if token.head == token:
            return
        token = token.head
        yield token


def _is_saying(doc: Doc, notes: Notes, mention: EventMention, governor: Token, time: Token) -> bool:
    """The time stands outside of what was said and hangs on the cue: the day of saying."""
    at = Span(time.idx, time.idx + len(time))
    for attribution in notes.attributions:
        cues = [t for c in attribution.cue for t in tokens_of(doc, c)]
        inside = any(c.contains(mention.trigger) for c in attribution.content)
        if inside and governor in cues and not any(c.contains(at) for c in attribution.content):
            return True
    return False


# ---- a length of time counted from another event


def _counted_from_others(doc: Doc, notes: Notes, triggers: dict[str, Token], dated: dict[str, Dated]) -> Iterator[tuple[str, Dated]]:
    """“Five days after the assassination”: the assassination is five days before what the length of time modifies."""
    for time in notes.times:
        length = _length(time)
        tokens = tokens_of(doc, time.span)
        if length is None or tokens.end >= len(doc) or doc[tokens.start].lower_ in ("more", "less"):
            continue
        word = doc[tokens.end].lower_
        sign = -1 if word in AFTER else 1 if word in BEFORE else 0
        other = _event_behind(doc, tokens.end, triggers)
        base = _event_before(doc, notes, tokens.start, triggers, dated)
        if not sign or other is None or base is None or base[0] == other:
            continue
        mention_id, base_date = base
        day = shifted(base_date.earliest, length[1], sign * length[0])
        if day is None or base_date.earliest != base_date.latest:
            continue
        detail = f"{time.span.of(doc.text)} {word} it came {mention_id}, which is dated {base_date.earliest}"
        yield other, Dated(day, day, time.span, time.id, "event_dates.counted", detail, 0.8)


def _length(time: Time) -> tuple[int, str] | None:
    """(number, unit) of a whole length of time, also where it was read as a day counted from the last one told."""
    if time.value and time.value[:1] == "P" and time.value[1:-1].isdigit():
        return int(time.value[1:-1]), time.value[-1]
    return None


def _event_behind(doc: Doc, at: int, triggers: dict[str, Token]) -> str | None:
    """The next event mention after "after", in the same sentence."""
    end = doc[at].sent.end
    behind = {t.i: m for m, t in triggers.items() if at < t.i < end}
    return behind[min(behind)] if behind else None


def _event_before(doc: Doc, notes: Notes, at: int, triggers: dict[str, Token], dated: dict[str, Dated]) -> tuple[str, Dated] | None:
    """The dated mention of the same sentence that the length of time modifies."""
    start = doc[at].sent.start
    before = {t.i: m for m, t in triggers.items() if start <= t.i < at and m in dated}
    if before:
        mention_id = before[max(before)]
        return mention_id, dated[mention_id]
    times = [t for t in notes.times if doc[start].idx <= t.span.start < doc[at].idx and t.earliest and t.earliest == t.latest]
    if times and times[-1].earliest and times[-1].latest:
        t = times[-1]
        first = times[-1].earliest
        return t.id, Dated(first, first, t.span, t.id, "event_dates.time", "", 0.7)
    return None


# ---- another mention of the same incident


def _of_same_incident(notes: Notes, mention: EventMention, dated: dict[str, Dated]) -> Dated | None:
    if mention.incident is None:
        return None
    others = [m for m in notes.event_mentions if m.incident == mention.incident and m.id in dated]
    if not others:
        return None
    best = min(others, key=lambda m: ((dated[m.id].latest - dated[m.id].earliest).days, abs(m.trigger.start - mention.trigger.start)))
    found = dated[best.id]
    return Dated(
        found.earliest, found.latest, found.words, found.time, "event_dates.same_incident", f"dated as {best.id} is: {found.detail}", 0.6
    )


def _claim(doc: Doc, notes: Notes, mention: EventMention, found: Dated) -> None:
    exact = found.earliest == found.latest
    notes.claims.append(
        Claim(
            id=notes.next_claim_id(),
            mention=mention.id,
            slot=Slot.DATE,
            value=found.earliest.isoformat() if exact else f"{found.earliest}/{found.latest}",
            words=(found.words,),
            according_to=mention.according_to,
            earliest=found.earliest,
            latest=found.latest,
            refers_to=found.time,
            precision=Precision.EXACT if exact else Precision.RANGE,
            because=Because(rule=found.rule, confidence=found.confidence, detail=found.detail),
        )
    )
