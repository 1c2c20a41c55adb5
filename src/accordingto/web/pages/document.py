"""Report: the text with source, cue and content told apart, and in the margin what is said to have happened."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from datasette import Response
from datasette.utils.asgi import NotFound

from accordingto.model.contract import annotation
from accordingto.model.evidence import Span, words_of
from accordingto.model.found import AnnotatedDocument
from accordingto.model.kinds import TOLL_SLOTS, RegionKind, Slot
from accordingto.store.load import load_documents
from accordingto.web.highlight import Mark, marked
from accordingto.web.pages.shared import ask, page, rows_response, wanted_form

SHOWN_SLOTS = (*TOLL_SLOTS, Slot.DAMAGE)


async def document_page(datasette: Any, request: Any) -> Response:
    """One report; ``?as=json`` gives its annotation in the contract's form."""
    doc_id = request.url_vars["doc_id"]
    found = await ask(datasette, lambda c: _load(c, doc_id))
    if found is None:
        raise NotFound(f"No report {doc_id} in this record.")
    if wanted_form(request) == "json":
        return rows_response([annotation(found)], "json")
    return await page(
        datasette,
        request,
        "accordingto/document.html",
        document=found.document,
        paragraphs=list(paragraphs(found)),
        said=[_said(found, a) for a in found.attributions],
        happened=_happened(found),
        problems=found.problems,
    )


def _load(connection: sqlite3.Connection, doc_id: str) -> AnnotatedDocument | None:
    return next(load_documents(connection, doc_id), None)


def paragraphs(found: AnnotatedDocument) -> Iterator[dict[str, str]]:
    """Each region as HTML with its marks, and its kind; a report without regions is one paragraph."""
    text = found.document.text
    regions = [(r.span, r.kind) for r in found.regions] or [(Span(0, max(1, len(text))), RegionKind.BODY)]
    marks = list(marks_of(found))
    placed: set[str] = set()
    for span, kind in regions:
        here = [_shifted(m, span) for m in marks if m.span.overlaps(span)]
        html = marked(text[span.start : span.end], here)
        for mark in {m.id for m in here} & placed:  # an anchor stands once in the page, though its finding runs over paragraphs
            html = html.replace(f' id="{mark}"', "")
        placed |= {m.id for m in here}
        yield {"kind": kind.value, "html": html}


def _shifted(mark: Mark, region: Span) -> Mark:
    """``mark`` as an offset into its region."""
    start, end = max(mark.span.start, region.start), min(mark.span.end, region.end)
    return Mark(span=Span(start - region.start, end - region.start), role=mark.role, id=mark.id, label=mark.label)


def marks_of(found: AnnotatedDocument) -> Iterator[Mark]:
    """All marks of a report: attributions and claimed numbers."""
    for a in found.attributions:
        who = a.source_name or "nobody named"
        label = f"{who} {a.stance.value}{f' through {a.medium}' if a.medium else ''}"
        for role, spans in (("source", a.source), ("cue", a.cue), ("content", a.content)):
            yield from (Mark(span=s, role=role, id=a.id, label=f"{role}: {label}") for s in spans)
    for c in found.claims:
        if c.slot in SHOWN_SLOTS:
            yield from (Mark(span=s, role="value", id=c.id, label=f"{c.slot.value} ({c.because.rule})") for s in c.words)
    for m in found.event_mentions:
        if m.type:
            yield Mark(span=m.trigger, role="trigger", id=m.id, label=f"{m.type.value}, {m.factuality.value}")


def _said(found: AnnotatedDocument, a: Any) -> dict[str, Any]:
    text = found.document.text
    return {
        "id": a.id,
        "source": a.source_name,
        "kind": a.source_kind,
        "stance": a.stance.value,
        "medium": a.medium,
        "content": words_of(text, a.content),
        "rule": a.because.rule,
        "confidence": a.because.confidence,
        "inside": a.inside,
    }


def _happened(found: AnnotatedDocument) -> list[dict[str, Any]]:
    speakers = {a.id: a.source_name or "nobody named" for a in found.attributions}
    text = found.document.text
    return [
        {
            "id": m.id,
            "trigger": m.trigger.of(text),
            "type": m.type.value,
            "factuality": m.factuality.value,
            "according_to": speakers.get(m.according_to or ""),
            "claims": [
                {"id": c.id, "slot": c.slot.value, "value": c.value, "by": speakers.get(c.according_to or ""), "rule": c.because.rule}
                for c in found.claims
                if c.mention == m.id
            ],
        }
        for m in found.event_mentions
        if m.type
    ]
