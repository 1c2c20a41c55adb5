"""Two mentions of events, compared by name: trigger, reports, sentences, who, where, when, how many.

In: event mentions with what their document says of them. Out: an `EventRow` a mention, and the level of each comparison of two rows. The
weights of the levels are `matching`'s model ``link/events.json``, estimated by ``train/link_weights.py``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from accordingto.crossdoc.harms import part_of
from accordingto.crossdoc.kin import Kin, kin
from accordingto.crossdoc.names import key_words, normal
from accordingto.crossdoc.report_rows import (
    ONE,
    UNKNOWN,
    ReportRow,
    band,
    chains_of,
    report_levels,
    report_row,
    sentence_of,
    words_with_places,
)
from accordingto.crossdoc.words import Bag, bag_of, base, head_of, likeness, nearness, rarity, root, row_of
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument, Claim, EventMention
from accordingto.model.kinds import Slot
from accordingto.model.linked import Ref

TABLE = "link/trigger_pairs.tsv"
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
PRONOUNS = frozenset("it this that which these those he she they who what".split())
BROAD = ("same word", "same root", "often", "once", "pronoun")
BESIDE = 6
"""Words on either side of a trigger."""
NEAR = (0.60, 0.45, 0.35, 0.25, 0.15)
OFTEN = 2
"""Topics of the training part in which two words told one event."""
NEVER = 3
"""Topics in which two words stood without ever telling one event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event mention, as it is compared."""

    ref: Ref
    report: ReportRow
    head: str
    root: str
    row: int | None
    """Row of the head's vector."""
    rare: int
    """How rare the head is in the news: 0 to 4."""
    sentence: Span
    words: Bag
    beside: Bag
    left: str | None
    right: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    places: frozenset[str]
    days: tuple[date, date] | None
    numbers: frozenset[str]
    type: str | None
    part: str | None
    """The part of an armed attack that it tells."""


def event_rows(found: AnnotatedDocument) -> Iterator[EventRow]:
    """The rows of a document's event mentions."""
    report = report_row(found)
    told: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in found.claims:
        told[claim.mention].append(claim)
    named = sorted((m, key_words(c.name)[-1]) for c in chains_of(found) for m in c.mentions)
    for mention in found.event_mentions:
        yield _row(found, report, mention, told[mention.id], named)


def _row(
    found: AnnotatedDocument, report: ReportRow, mention: EventMention, claims: list[Claim], named: list[tuple[Span, str]]
) -> EventRow:
    text, span = found.document.text, mention.trigger
    sentence = sentence_of(found, span)
    words = words_with_places(text, sentence)
    head = head_of(span.of(text))
    before = [(span.start - s.end, name) for s, name in named if sentence.start <= s.start and s.end <= span.start]
    after = [(s.start - span.end, name) for s, name in named if span.end <= s.start and s.end <= sentence.end]
    beside = [w for p, w in words if p < span.start][-BESIDE:] + [w for p, w in words if p >= span.end][:BESIDE]
    return EventRow(
        ref=Ref(found.document.doc_id, mention.id),
        report=report,
        head=head,
        root=root(head),
        row=row_of(head),
        rare=min(4, int(rarity(head))),
        sentence=sentence,
        words=bag_of(w for p, w in words if not span.start <= p < span.end),
        beside=bag_of(beside),
        left=base(min(before)[1]) if before else None,
        right=base(min(after)[1]) if after else None,
        actors=frozenset(base(key_words(c.value)[-1]) for c in claims if c.slot is Slot.ACTOR),
        recipients=frozenset(base(key_words(c.value)[-1]) for c in claims if c.slot is Slot.RECIPIENT),
        places=frozenset(normal(c.value) for c in claims if c.slot is Slot.PLACE),
        days=_days(claims),
        numbers=frozenset(NUMBER.findall(sentence.of(text))),
        type=mention.type.value if mention.type else None,
        part=part_of(text, span),
    )


def _days(claims: list[Claim]) -> tuple[date, date] | None:
    found = [(c.earliest, c.latest) for c in claims if c.slot is Slot.DATE and c.earliest and c.latest]
    return min(found, key=lambda d: (d[1] - d[0], d)) if found else None


def event_levels(a: EventRow, b: EventRow, share: float, table: Kin | None = None) -> dict[str, str]:
    """The level of each comparison; ``share`` is the likeness of the two reports' words. The same for either order.

    ``table``: of words that told one event; the shipped one where none is given.
    """
    one_report, one_sentence = a.report.doc_id == b.report.doc_id, (a.ref.doc_id, a.sentence) == (b.ref.doc_id, b.sentence)
    levels = report_levels(a.report, b.report, share)
    trigger = _trigger(a, b, kin(TABLE) if table is None else table)
    levels["trigger"] = trigger
    levels["trigger in report"] = f"{_broad(trigger)}, {ONE if one_report else levels['report']}"
    levels["sentence"] = "one sentence" if one_sentence else band(likeness(a.words, b.words), 0.2, 4)
    levels["beside"] = "one sentence" if one_sentence else band(likeness(a.beside, b.beside), 0.1, 8)
    levels["left"] = _same(a.left, b.left)
    levels["right"] = _same(a.right, b.right)
    levels["actor"] = _shared(a.actors, b.actors)
    levels["recipient"] = _shared(a.recipients, b.recipients)
    levels["place"] = _shared(a.places, b.places)
    levels["day"] = day_level(a.days, b.days)
    levels["numbers"] = _shared(a.numbers, b.numbers)
    levels["type"] = _same(a.type, b.type)
    return levels


def _trigger(a: EventRow, b: EventRow, table: Kin) -> str:
    """How the two triggers are related as words; a pronoun ("it came days after") is no word of its own."""
    if a.head in PRONOUNS or b.head in PRONOUNS:
        return "pronoun"
    if a.head == b.head:
        return f"same word, rarity {a.rare}"
    if a.root == b.root:
        return "same root"
    told = table.get((min(a.head, b.head), max(a.head, b.head)))
    if told and told.one:
        return "often one event" if told.one >= OFTEN else "once one event"
    near = nearness(a.row, b.row) if a.row is not None and b.row is not None else None
    if told and told.topics >= NEVER:
        return "never one event" if near is None or near < NEAR[2] else "never one event, near"
    if near is None:
        return "no vector"
    return next((f"near {low:.2f}" for low in NEAR if near >= low), "far")


def _broad(trigger: str) -> str:
    return next((kind for kind in BROAD if trigger.startswith(kind)), "other")


def _same(left: str | None, right: str | None) -> str:
    return UNKNOWN if left is None or right is None else "same" if left == right else "other"


def _shared(left: frozenset[str], right: frozenset[str]) -> str:
    return UNKNOWN if not left or not right else "same" if left & right else "other"


def day_level(left: tuple[date, date] | None, right: tuple[date, date] | None) -> str:
    """Whether two ranges of days meet."""
    if left is None or right is None:
        return UNKNOWN
    return "same" if left[0] <= right[1] and right[0] <= left[1] else "other"
