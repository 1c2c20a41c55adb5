"""Report: the text with source, cue and content told apart; in the margin of each paragraph who says it, what happened, where, and why."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from datasette import Response
from datasette.utils.asgi import NotFound

from accordingto.exports.wording import day_words, number_words
from accordingto.model.contract import annotation
from accordingto.model.evidence import Because, Span
from accordingto.model.found import AnnotatedDocument, Attribution, Claim, EventMention
from accordingto.model.kinds import TOLL_SLOTS, PlaceRole, RegionKind, Slot
from accordingto.store.load import load_documents
from accordingto.web.highlight import Mark, marked
from accordingto.web.pages.shared import Ask, ask, page, record_of, rows_response, wanted_form
from accordingto.web.queries import EVENTS_TOLD

COUNTED = (*TOLL_SLOTS, Slot.DAMAGE)
NOBODY = "nobody named"


async def document_page(datasette: Any, request: Any) -> Response:
    """One report; ``?as=json`` gives its annotation in the contract's form, ``?as=csv`` its statements."""
    doc_id = request.url_vars["doc_id"]
    found = await ask(datasette, lambda c: _load(c, doc_id))
    if found is None:
        raise NotFound("No such report in this record.")
    form = wanted_form(request)
    if form == "json":
        return rows_response([annotation(found)], "json")
    if form == "csv":
        return rows_response([_statement(found, a) for a in found.attributions], "csv")
    database = await record_of(datasette)
    asker, told = await database.execute_fn(lambda c: _events_of(Ask(c, database.name), doc_id))
    return await page(
        datasette,
        request,
        "accordingto/document.html",
        document=found.document,
        paragraphs=list(paragraphs(found, told)),
        statements=len(found.attributions),
        happened=sum(m.type is not None for m in found.event_mentions),
        problems=found.problems,
        asked=asker.asked,
    )


def _load(connection: sqlite3.Connection, doc_id: str) -> AnnotatedDocument | None:
    return next(load_documents(connection, doc_id), None)


def _events_of(asker: Ask, doc_id: str) -> tuple[Ask, dict[str, tuple[str, str]]]:
    """Event and its label of each mention."""
    return asker, {row["mention"]: (row["event"], row["label"]) for row in asker.rows(EVENTS_TOLD, doc=doc_id)}


# ---- the text and its marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A stretch of the text as HTML, its kind, and what stands in its margin."""

    kind: str
    html: str
    notes: tuple[dict[str, Any], ...]


def paragraphs(found: AnnotatedDocument, told: dict[str, tuple[str, str]]) -> Iterator[Paragraph]:
    """Each region with its marks and notes; a report without regions is one paragraph."""
    text = found.document.text
    regions = [(r.span, r.kind) for r in found.regions if r.span.of(text).strip()]
    marks = list(marks_of(found))
    notes = list(notes_of(found, told))
    placed: set[str] = set()
    for span, kind in regions or [(Span(0, max(1, len(text))), RegionKind.BODY)]:
        here = [_shifted(m, span) for m in marks if m.span.overlaps(span)]
        html = marked(text[span.start : span.end], here, placed)
        yield Paragraph(kind=kind.value, html=html, notes=tuple(n for at, n in notes if span.start <= at < span.end))


def _shifted(mark: Mark, region: Span) -> Mark:
    """``mark`` as an offset into its region."""
    start, end = max(mark.span.start, region.start), min(mark.span.end, region.end)
    return replace(mark, span=Span(start - region.start, end - region.start))


def marks_of(found: AnnotatedDocument) -> Iterator[Mark]:
    """All marks of a report: attributions, claimed numbers, events, places."""
    for a in found.attributions:
        label = f"{a.source_name or NOBODY} {a.stance.value}{f' through {a.medium}' if a.medium else ''} ({_why(a.because)})"
        for role, spans in (("source", a.source), ("cue", a.cue), ("content", a.content)):
            yield from (Mark(span=s, role=role, id=a.id, label=f"{role}: {label}") for s in spans)
    for c in found.claims:
        label = f"{c.slot.value}: {_value(c)} ({_why(c.because)})"
        role = "value" if c.slot in COUNTED else "other"  # the others are marked only for who comes from their link
        yield from (Mark(span=s, role=role, id=c.id, label=label) for s in c.words)
    for m in found.event_mentions:
        if m.type:
            yield Mark(span=m.trigger, role="trigger", id=m.id, label=f"{m.type.value.lower()}, {m.factuality.value} ({_why(m.because)})")
    for p in found.places:
        if p.role in (PlaceRole.LITERAL, PlaceRole.METONYM):
            yield Mark(span=p.span, role="place", id=p.id, label=f"place: {p.name}, {p.precision.value} ({_why(p.because)})")


def _why(because: Because) -> str:
    if because.rule == "correction":
        return f"a person’s: {because.detail}"
    sure = f", {because.confidence:.2f} sure" if because.confidence is not None else ""
    return f"by {because.rule}{sure}"


# ---- the margin


def notes_of(found: AnnotatedDocument, told: dict[str, tuple[str, str]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """What stands in the margin, each with the offset that decides beside which paragraph."""
    speakers = {a.id: a.source_name or NOBODY for a in found.attributions}
    for a in found.attributions:
        spans = a.cue or a.source or a.content
        if spans:
            yield spans[0].start, {"of": a.id, "kind": "said", "speaker": speakers.get(a.inside or ""), **_attribution(a)}
    for m in found.event_mentions:
        if m.type:
            yield m.trigger.start, _happened(found, m, speakers, told)
    for p in found.places:
        if p.role is PlaceRole.LITERAL:
            lies = f"{p.precision.value}{f', {p.country}' if p.country else ''}" if p.lat is not None else "not found, or not decided"
            yield p.span.start, {"of": p.id, "kind": "place", "name": p.name, "lies": lies, "why": _why(p.because)}


def _attribution(a: Attribution) -> dict[str, Any]:
    kind = a.source_kind.value if a.source_kind else "kind unknown"
    return {
        "source": a.source_name,
        "source_kind": kind,
        "stance": a.stance.value,
        "mode": a.mode.value,
        "medium": a.medium,
        "why": _why(a.because),
        "detail": a.because.detail,
    }


def _happened(found: AnnotatedDocument, m: EventMention, speakers: dict[str, str], told: dict[str, tuple[str, str]]) -> dict[str, Any]:
    event, label = told.get(m.id, (None, None))
    claims = [c for c in found.claims if c.mention == m.id]
    return {
        "of": m.id,
        "kind": "event",
        "words": m.trigger.of(found.document.text),
        "type": m.type.value.lower() if m.type else "",
        "factuality": m.factuality.value,
        "by": speakers.get(m.according_to or ""),
        "event": event,
        "label": label,
        "why": _why(m.because),
        "claims": [{"id": c.id, "slot": c.slot.value, "words": _value(c), "by": speakers.get(c.according_to or "")} for c in claims],
    }


def _value(c: Claim) -> str:
    if c.slot in COUNTED:
        return f"{number_words(c.low, c.high)}{f' {c.who}' if c.who else ''}"
    if c.slot is Slot.DATE and c.earliest:
        return day_words(str(c.earliest), str(c.latest or c.earliest))
    return c.value


def _statement(found: AnnotatedDocument, a: Attribution) -> dict[str, Any]:
    text = found.document.text
    words = {role: _joined(text, spans) for role, spans in (("source", a.source), ("cue", a.cue), ("content", a.content))}
    kind = a.source_kind.value if a.source_kind else None
    return {"id": f"{found.document.doc_id}.{a.id}", "source_name": a.source_name, "source_kind": kind, "stance": a.stance.value} | words


def _joined(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(span.of(text) for span in spans)
