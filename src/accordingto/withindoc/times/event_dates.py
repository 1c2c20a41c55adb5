"""Event dates: the day or days of each event mention, as a claim with its anchor told.

In: event mentions, times, attributions, syntax. Out: a date claim for each mention that something dates. In order: the spell of time that
governs the mention's clause; a length of time counted from another event ("five days after the assassination"); the date of another
mention of the same incident; else nothing: a mention without a date has no claim. The day on which something was said is not the day
on which it happened, and where the governing words fix no day ("on Wednesday" without a date of publication) nothing else is taken.

"Two rockets struck a camp on Wednesday, a day after a convoy was bombed": the strike is Wednesday's, the bombing Tuesday's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from accordingto.model.evidence import Because, Precision
from accordingto.model.found import Claim, EventMention
from accordingto.model.kinds import Slot
from accordingto.withindoc.notes import Notes, notes_of, tokens_of
from accordingto.withindoc.times.counted import Dated, Gap, counted, gaps_of, hidden_behind
from accordingto.withindoc.times.governing import cost_of
from accordingto.withindoc.times.spells import Spell, spells_of
from accordingto.withindoc.tokens import Doc, Token

LONGEST_DAYS = 3700
"""A decade. A spell that covers more is too vague to date an event, unless the event is a state told with "since"."""
NEAR = 4
MANY_TIMES = frozenset({"repeatedly", "often", "regularly", "frequently", "routinely", "times"})


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the rules look at."""

    doc: Doc
    notes: Notes
    triggers: dict[str, Token]
    words: frozenset[int]
    """Numbers of all triggers."""
    spells: list[Spell]
    gaps: list[Gap]
    spells_in: dict[int, list[Spell]]


def find_event_dates(doc: Doc) -> Doc:
    """Fill ``notes.claims`` with the date of each event mention that something dates."""
    notes = notes_of(doc)
    triggers = {m.id: tokens_of(doc, m.trigger)[-1] for m in notes.event_mentions}
    spells = spells_of(doc, notes)
    words = frozenset(t.i for t in triggers.values())
    scene = _Scene(doc, notes, triggers, words, spells, gaps_of(doc, notes), _by_sentence(spells))
    dated: dict[str, Dated] = {}
    closed: set[str] = set()
    for mention in notes.event_mentions:
        best = _governing(scene, mention)
        found = _dated(doc, notes, triggers[mention.id], *best) if best else None
        if found:
            dated[mention.id] = found
        elif best:
            closed.add(mention.id)
    for _ in range(2):
        dated.update(counted(doc, scene.gaps, triggers, dict(dated), scene.spells))
        dated.update(_of_when_clause(notes, triggers, dict(dated), closed))
        _spread(notes, triggers, dated, closed)
    _narrow(notes, dated)
    _take_from_before(scene, dated, closed)
    for mention in notes.event_mentions:
        if mention.id in dated:
            _claim(notes, mention, dated[mention.id])
    return doc


def _by_sentence(spells: list[Spell]) -> dict[int, list[Spell]]:
    found: dict[int, list[Spell]] = {}
    for spell in spells:
        found.setdefault(spell.token.sent.start, []).append(spell)
    return found


def _governing(scene: _Scene, mention: EventMention) -> tuple[Spell, int] | None:
    trigger = scene.triggers[mention.id]
    sentence = trigger.sent
    best: tuple[Spell, int] | None = None
    for spell in scene.spells_in.get(sentence.start, ()):
        if hidden_behind(scene.gaps, trigger, spell.token):
            continue
        cost = cost_of(scene.notes, mention, spell, trigger, scene.words)
        if cost is not None and (best is None or cost < best[1]):
            best = (spell, cost)
    return best


def _dated(doc: Doc, notes: Notes, trigger: Token, spell: Spell, cost: int) -> Dated | None:
    first, last = spell.earliest, spell.latest
    if spell.since and spell.token in trigger.ancestors:
        time = next(t for t in notes.times if t.id == spell.time)
        spell = replace(spell, earliest=time.earliest, latest=time.latest, since=False)
        first, last = spell.earliest, spell.latest
    if first is None or last is None:
        return None
    if spell.since and not _lasts(trigger):
        return None
    if not spell.since and (last - first).days > LONGEST_DAYS:
        return None
    anchor = next((t.anchor for t in notes.times if t.id == spell.time), None)
    counted_from = f", counted from {anchor}" if anchor else ""
    detail = f"“{spell.words.of(doc.text)}” governs the clause{counted_from}"
    return Dated(
        earliest=first,
        latest=last,
        words=spell.words,
        time=spell.time,
        rule="event_dates.since" if spell.since else "event_dates.governed",
        detail=detail,
        confidence=0.85 if cost < NEAR else 0.7,
    )


def _lasts(trigger: Token) -> bool:
    """A verb in the perfect or present: the state goes on from then to now."""
    verb = trigger if trigger.pos_ in ("VERB", "AUX", "ADJ") else trigger.head
    below = {c.lower_ for c in (*verb.children, *verb.head.children) if c.dep_ in ("aux", "auxpass")}
    return bool(below & {"have", "has", "had", "'ve", "’ve"}) or verb.tag_ in ("VBZ", "VBP")


def _many_times(trigger: Token) -> bool:
    """“Have been targeted repeatedly” is no one incident."""
    return any(t.lower_ in MANY_TIMES for t in trigger.children)


def _by_incident(notes: Notes) -> dict[str | None, list[EventMention]]:
    """Event mentions by their incident, each in text order."""
    found: dict[str | None, list[EventMention]] = {}
    for mention in notes.event_mentions:
        found.setdefault(mention.incident, []).append(mention)
    return found


def _spread(notes: Notes, triggers: dict[str, Token], dated: dict[str, Dated], closed: set[str]) -> None:
    """Give the date of a mention to the others of its incident that nothing else dates."""
    together = _by_incident(notes)
    for mention in notes.event_mentions:
        if mention.id in dated or mention.incident is None or mention.id in closed or _many_times(triggers[mention.id]):
            continue
        others = [m for m in together[mention.incident] if m.id in dated]
        if not others:
            continue
        best = min(others, key=lambda m: ((dated[m.id].latest - dated[m.id].earliest).days, abs(m.trigger.start - mention.trigger.start)))
        found = dated[best.id]
        dated[mention.id] = Dated(
            earliest=found.earliest,
            latest=found.latest,
            words=found.words,
            time=found.time,
            rule="event_dates.same_incident",
            detail=f"dated as {best.id} of the same incident is: {found.detail}",
            confidence=0.6,
        )


def _of_when_clause(notes: Notes, triggers: dict[str, Token], dated: dict[str, Dated], closed: set[str]) -> Iterator[tuple[str, Dated]]:
    """“Six people died when a boat sank on Tuesday”: what happened when, or in, something dated has its day."""
    at: dict[int, list[tuple[int, str]]] = {}
    for n, (name, token) in enumerate(triggers.items()):
        at.setdefault(token.i, []).append((n, name))
    for mention in notes.event_mentions:
        trigger = triggers[mention.id]
        if mention.id in dated or mention.id in closed or _many_times(trigger):
            continue
        near = {t.i for child in trigger.children for t in (child, *child.children)}
        for _, other in sorted(pair for i in near for pair in at.get(i, ())):
            token = triggers[other]
            if other in dated and (_opens_with_when(token, trigger) or _is_within(trigger, token)):
                found = dated[other]
                detail = f"it happened when {other} did, which is dated: {found.detail}"
                yield mention.id, replace(found, rule="event_dates.when", detail=detail, confidence=min(found.confidence, 0.7))


def _is_within(trigger: Token, noun: Token) -> bool:
    """“Killed in a raid on Tuesday”."""
    return noun.dep_ == "pobj" and noun.head.head == trigger and noun.head.lower_ in ("in", "during")


def _opens_with_when(verb: Token, trigger: Token) -> bool:
    if verb.dep_ != "advcl" or verb.head != trigger:
        return False
    return any(c.lower_ in ("when", "as", "while") and c.i < verb.i for c in verb.children if c.dep_ in ("advmod", "mark"))


def _narrow(notes: Notes, dated: dict[str, Dated]) -> None:
    """A mention dated by a longer stretch ("the third attack this month") has the day that another of its incident is told to have."""
    together = _by_incident(notes)
    for mention in notes.event_mentions:
        own = dated.get(mention.id)
        if own is None or own.earliest == own.latest or mention.incident is None or own.rule == "event_dates.since":
            continue
        days = [dated[m.id] for m in together[mention.incident] if m.id in dated and dated[m.id].earliest == dated[m.id].latest]
        inside = {d.earliest: d for d in days if own.earliest <= d.earliest <= own.latest}
        if len(inside) == 1 and len({d.earliest for d in days}) == 1:
            found = next(iter(inside.values()))
            detail = f"within {own.detail}; the same incident is told to be on {found.earliest}: {found.detail}"
            dated[mention.id] = replace(found, rule="event_dates.same_incident", detail=detail, confidence=0.6)


def _take_from_before(scene: _Scene, dated: dict[str, Dated], closed: set[str]) -> None:
    """The story goes on: a sentence without a time of its own, told in the simple past, keeps the day of the sentence before it."""
    doc, notes, triggers, spells = scene.doc, scene.notes, scene.triggers, scene.spells
    timed = {s.token.sent.start for s in spells} | {tokens_of(doc, t.span).sent.start for t in notes.times}
    before = {s.start: p.start for p, s in zip(doc.sents, list(doc.sents)[1:], strict=False)}
    told_in: dict[int, list[str]] = {}
    for name, token in triggers.items():
        told_in.setdefault(token.sent.start, []).append(name)
    for mention in notes.event_mentions:
        trigger = triggers[mention.id]
        start = trigger.sent.start
        if mention.id in dated or mention.id in closed or start in timed or not _goes_on(trigger):
            continue
        known = [dated[m] for m in told_in.get(before.get(start, -1), ()) if m in dated]
        days = {(d.earliest, d.latest) for d in known if d.rule in ("event_dates.governed", "event_dates.counted")}
        if len(days) == 1 and known[0].earliest == known[0].latest:
            last = known[0]
            detail = f"the sentence before it tells of {last.earliest}: {last.detail}"
            dated[mention.id] = Dated(
                earliest=last.earliest, latest=last.latest, words=last.words, time=last.time,
                rule="event_dates.goes_on", detail=detail, confidence=0.5,
            )  # fmt: skip


def _goes_on(trigger: Token) -> bool:
    """A verb in the simple past, or the subject or object of one."""
    verb = trigger if trigger.pos_ == "VERB" else next((t for t in trigger.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return False
    below = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return (verb.tag_ == "VBD" or bool(below & {"was", "were"})) and not below & {"had", "has", "have", "been"} and verb.dep_ != "relcl"


def _claim(notes: Notes, mention: EventMention, found: Dated) -> None:
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
