"""Contract version 1: JSONL lines in, JSONL lines out.

In: a line of bytes, or an `AnnotatedDocument`, or a `Linked` collection. Out: a `Document`, or plain dicts in the contract's
form. Errors are `BadLine` with the path in the line. It decides no value, only how values are written down.

>>> document_from_line(b'{"id": "r1", "text": "Five wounded.", "published": "2031-05-14"}').published
datetime.date(2031, 5, 14)
>>> document_from_line(b'{"id": "r1"}')
Traceback (most recent call last):
...
accordingto.model.contract.BadLine: Object missing required field `text`
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from accordingto.model.document import Document, Given, Problem
from accordingto.model.evidence import Span, Spans
from accordingto.model.found import ActorCode, AnnotatedDocument, Attribution, Claim, EventMention, Place, Time
from accordingto.model.ids import document_of
from accordingto.model.kinds import TOLL_SLOTS, ChainKind, Slot, SourceKind
from accordingto.model.linked import Account, Linked, Passage, Ref

VERSION = 1
SPAN_LISTS = ("place_mentions", "event_mentions", "entity_mentions")


class BadLine(ValueError):
    """A line that is not in the contract's form; the message says where in it."""


class _Line(msgspec.Struct):
    id: str
    text: str
    published: date | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    place_mentions: list[tuple[int, int]] | None = None
    event_mentions: list[tuple[int, int]] | None = None
    entity_mentions: list[tuple[int, int]] | None = None


_decoder = msgspec.json.Decoder(_Line)


def document_from_line(line: bytes, *, address: str = "") -> Document:
    """A document from one line of JSON. Raises BadLine."""
    try:
        row = _decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadLine(str(error)) from error
    if any("\ud800" <= c <= "\udfff" for c in row.text):
        raise BadLine("half of a surrogate pair - at `$.text`")
    spans = {name: _spans(getattr(row, name), name, len(row.text)) for name in SPAN_LISTS}
    return document_of(
        row.text,
        given_id=row.id,
        address=address,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        published=row.published,
        given=Given(places=spans["place_mentions"], events=spans["event_mentions"], entities=spans["entity_mentions"]),
    )


def _spans(pairs: list[tuple[int, int]] | None, name: str, length: int) -> Spans | None:
    """Checked spans of a list of pairs."""
    if pairs is None:
        return None
    for n, (start, end) in enumerate(pairs):
        if not 0 <= start < end <= length:
            raise BadLine(f"[{start}, {end}] is no span of a text of {length} characters - at `$.{name}[{n}]`")
    return tuple(Span(start, end) for start, end in dict.fromkeys(pairs))


def line_of(row: Mapping[str, Any]) -> str:
    """One line of JSON, without the line end."""
    return msgspec.json.encode(row).decode()


# ---- annotate


def annotation(found: AnnotatedDocument) -> dict[str, Any]:
    """The contract's form of one annotated document."""
    by_mention: dict[str, list[Claim]] = {}
    for claim in found.claims:
        by_mention.setdefault(claim.mention, []).append(claim)
    places = {p.id: p for p in found.places}
    described = frozenset(c.id for c in found.chains if not c.named)
    codes = _codes(found.codes)
    return {
        "id": found.document.given_id,
        "version": VERSION,
        "attributions": [_attribution(a) for a in found.attributions],
        "events": [_event(m, by_mention.get(m.id, []), places, described, codes) for m in found.event_mentions],
        "times": [_time(t) for t in found.times],
        "places": [_place(p) for p in found.places],
        "entities": [{"id": c.id, "kind": c.kind, "name": c.name, "mentions": _pairs(c.mentions)} for c in found.chains],
        "problems": [_problem(p) for p in found.problems],
        "quoted_terms": [{"span": _pair(q.span), "according_to": q.according_to} for q in found.quoted_terms],
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [_pair(s) for s in spans]


def _confidence(value: float | None) -> float:
    """Rules that are exact by construction say 1."""
    return 1.0 if value is None else round(value, 4)


def _attribution(a: Attribution) -> dict[str, Any]:
    return {
        "id": a.id,
        "source": _pairs(a.source),
        "cue": _pairs(a.cue),
        "content": _pairs(a.content),
        "mode": a.mode,
        "stance": a.stance,
        "source_name": a.source_name,
        "source_kind": a.source_kind,
        "medium": a.medium,
        "via": [{"name": v.name, "span": _pair(v.span)} for v in a.via],
        "inside": a.inside,
        "confidence": _confidence(a.because.confidence),
    }


def _codes(codes: Iterable[ActorCode]) -> dict[str, dict[str, str | None]]:
    """Country and sector by claim."""
    found: dict[str, dict[str, str | None]] = {}
    for code in codes:
        found.setdefault(code.claim, {"country": None, "sector": None})[code.kind.value] = code.value
    return found


def _event(
    m: EventMention,
    claims: list[Claim],
    places: Mapping[str, Place],
    described: frozenset[str],
    codes: Mapping[str, Mapping[str, str | None]],
) -> dict[str, Any]:
    """An event mention with its claims folded in. ``described``: chains that no name stands for."""

    def slot(wanted: Slot) -> list[Claim]:
        return [c for c in claims if c.slot is wanted]

    def named(wanted: Slot) -> list[dict[str, Any]]:
        return [_by(m, c, {"span": _pair(s), "name": c.value} | unnamed(c) | coded(c)) for c in slot(wanted) for s in c.words[:1]]

    def coded(c: Claim) -> dict[str, Any]:
        return {"code": codes.get(c.id)} if c.slot in (Slot.ACTOR, Slot.RECIPIENT) else {}

    def unnamed(c: Claim) -> dict[str, Any]:
        return {"named": False} if c.refers_to in described else {}

    def located(c: Claim) -> dict[str, Any]:
        place = places.get(c.refers_to or "")
        return _by(m, c, {"span": _pair(c.words[0]), "name": c.value, "geonameid": place.geonameid if place else None})

    dates = [c for c in slot(Slot.DATE) if c.earliest and c.latest]
    return {
        "id": m.id,
        "incident": m.incident,
        "type": m.type,
        "mode": m.mode,
        "trigger": _pair(m.trigger),
        "actors": named(Slot.ACTOR),
        "recipients": named(Slot.RECIPIENT),
        "weapons": named(Slot.WEAPON),
        "locations": [located(c) for c in slot(Slot.PLACE) if c.words],
        "date": _by(m, dates[0], {"earliest": dates[0].earliest, "latest": dates[0].latest}) if dates else None,
        "casualties": [_casualty(m, c) for c in claims if c.slot in TOLL_SLOTS],
        "damage": [_damage(m, c) for c in slot(Slot.DAMAGE)],
        "factuality": m.factuality,
        "according_to": m.according_to,
        "confidence": _confidence(m.because.confidence),
    }


def _by(m: EventMention, c: Claim, row: dict[str, Any]) -> dict[str, Any]:
    """``row`` with its own claimant where that is not the event mention's."""
    return row if c.according_to == m.according_to else {**row, "according_to": c.according_to}


def _casualty(m: EventMention, c: Claim) -> dict[str, Any]:
    row = {"kind": c.slot, "low": c.low, "high": c.high, "who": c.who, "span": _pair(c.words[0]), "current": c.current}
    return _by(m, c, row)


def _damage(m: EventMention, c: Claim) -> dict[str, Any]:
    row = {"span": _pair(c.words[0]), "extent": c.extent, "who": c.who, "low": c.low, "high": c.high, "current": c.current}
    return _by(m, c, row)


def _time(t: Time) -> dict[str, Any]:
    return {"span": _pair(t.span), "type": t.type, "value": t.value, "earliest": t.earliest, "latest": t.latest}


def _place(p: Place) -> dict[str, Any]:
    return {
        "span": _pair(p.span),
        "name": p.name,
        "geonameid": p.geonameid,
        "lat": p.lat,
        "lon": p.lon,
        "contained_in": p.contained_in,
        "role": p.role,
        "precision": p.precision,
    }


def _problem(p: Problem) -> dict[str, Any]:
    return {"kind": p.kind, "span": _pair(p.span) if p.span else None, "message": p.message}


# ---- link


def linked_lines(linked: Linked, documents: Mapping[str, AnnotatedDocument]) -> Iterator[dict[str, Any]]:
    """The contract's lines of a linked collection; ``documents`` by doc_id."""
    ids = {doc_id: found.document.given_id for doc_id, found in documents.items()}
    triggers = {Ref(d, m.id): m.trigger for d, found in documents.items() for m in found.event_mentions}
    mentions = {Ref(d, c.id): c.mentions for d, found in documents.items() for c in found.chains}

    def at(doc_id: str, span: Span) -> dict[str, Any]:
        return {"id": ids[doc_id], "span": _pair(span)}

    def passages(found: Iterable[Passage]) -> list[dict[str, Any]]:
        return [at(p.doc_id, p.span) for p in found]

    for event in linked.events:
        yield {
            "kind": "event",
            "cluster": event.id,
            "mentions": [at(r.doc_id, triggers[r]) for r in event.mentions],
            "type": event.type,
            "date": {"earliest": event.earliest, "latest": event.latest} if event.earliest and event.latest else None,
            "place": event.place,
            "label": event.label,
        }
    taken: set[tuple[str, Span]] = set()  # words that two chains hold are told once, with the first
    unnamed = {d: _unnamed_sources(found) for d, found in documents.items()}
    shown: set[str] = set()
    for entity in linked.entities:
        every = dict.fromkeys((r.doc_id, s) for r in entity.chains for s in mentions[r] if not _within(r.local_id, s, unnamed[r.doc_id]))
        told = [m for m in every if m not in taken]
        taken.update(told)
        if not told:
            continue
        shown.add(entity.id)
        yield {
            "kind": "entity",
            "cluster": entity.id,
            "entity_kind": entity.kind if isinstance(entity.kind, ChainKind) else str(entity.kind),
            "name": entity.name,
            "mentions": [at(doc_id, s) for doc_id, s in told],
        }
    for echo in linked.echoes:
        origin = ids[echo.origin] if echo.origin else None
        yield {"kind": "echo", "cluster": echo.id, "passages": passages(echo.passages), "origin": origin, "why": echo.why}
    for account in linked.accounts:
        claimant = account.claimant if account.claimant in shown else None
        yield account_row(account, ids) | {"claimant": claimant, "evidence": passages(account.evidence)}
    for verdict in linked.verdicts:
        yield {
            "kind": "verdict",
            "event": verdict.event,
            "slot": verdict.slot,
            "verdict": verdict.verdict,
            "claimants": verdict.claimants,
            "origins": verdict.origins,
            "carriers": verdict.carriers,
        }


def _unnamed_sources(found: AnnotatedDocument) -> tuple[tuple[str | None, Span], ...]:
    """Chain and words of each source without a name: "a guard at the prison of Selm" is one mention, and Selm is told elsewhere."""
    given = found.document.given.entities is not None
    return tuple((a.chain, s) for a in found.attributions if a.source_kind is SourceKind.UNNAMED and not given for s in a.source)


def _within(chain: str, span: Span, sources: tuple[tuple[str | None, Span], ...]) -> bool:
    """Whether ``span`` is a part of what another chain is called."""
    return any(chain != other and words.contains(span) and words != span for other, words in sources)


def account_row(account: Account, ids: Mapping[str, str]) -> dict[str, Any]:
    """The contract's form of an account, without its evidence."""
    return {
        "kind": "account",
        "event": account.event,
        "claimant": account.claimant,
        "claimant_name": account.claimant_name,
        "slot": account.slot,
        "value": account.value,
        "low": account.low,
        "high": account.high,
        "who": account.who,
        "stance": account.stance,
        "current": account.current,
        "said": account.said,
        "via": list(account.via),
        "carriers": [ids[d] for d in account.carriers],
    }
