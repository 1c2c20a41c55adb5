"""W3C Web Annotations (2017): every attribution and every claim as an annotation of its words.

In: a record. Out: an annotation collection in JSON-LD, in one page. A target is a report (its address on the web, else a name of this
record) with a position (code points) and the words with those before and after them, so that another program finds them again. The body
says what the record says; a person's value names the person's decision.

Source: Web Annotation Data Model, W3C Recommendation 23 February 2017.
"""

from collections.abc import Iterator
from typing import Any

from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument, Attribution, Claim
from accordingto.store.record import Record
from accordingto.store.reviews import Reviews, statuses

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"accordingto": "urn:accordingto:terms:"}]
"""The second part names where our own terms (`accordingto:decidedBy`, …) come from."""
AROUND = 32
"""Characters of prefix and suffix."""
Json = dict[str, Any]


def collection(record: Record) -> Json:
    """The annotations of all current reports."""
    known = statuses(record.connection)
    items = [a for found in record.documents() for a in annotations_of(found, known)]
    page = {"id": "urn:accordingto:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return {
        "@context": CONTEXT,
        "id": "urn:accordingto:annotations",
        "type": "AnnotationCollection",
        "label": "Who said what, according to whom",
        "total": len(items),
        "first": page,
        "last": page["id"],
    }


def annotations_of(found: AnnotatedDocument, known: Reviews) -> Iterator[Json]:
    """The annotations of one report."""
    said = {a.id: a for a in found.attributions}
    for a in found.attributions:
        yield _annotation(found, a, _attribution_body(a), known)
    for c in found.claims:
        if c.words:
            yield _annotation(found, c, _claim_body(c, said, found), known)


def _annotation(found: AnnotatedDocument, row: Attribution | Claim, body: Json, known: Reviews) -> Json:
    roles, motivation = (("source", "cue", "content"), "identifying") if isinstance(row, Attribution) else (("words",), "describing")
    public_id = f"{found.document.doc_id}.{row.id}"
    targets = [_target(found, role, span) for role in roles for span in getattr(row, role)]
    words = {"type": "TextualBody", "purpose": motivation, "format": "text/plain", "language": "en", "value": body.pop("words")}
    values = body | {
        "decidedBy": "person" if row.because.rule == "correction" else "program",
        "rule": row.because.rule,
        "review": str(known[public_id][0] if public_id in known else "new"),
    }
    return {
        "id": f"urn:accordingto:{public_id}",
        "type": "Annotation",
        "motivation": motivation,
        "generator": {"id": "urn:accordingto:program", "type": "Software", "name": "accordingto"},
        "body": [words, {"type": "accordingto:Row", **{f"accordingto:{k}": v for k, v in values.items() if v is not None}}],
        "target": targets if len(targets) > 1 else targets[0],
    }


def _target(found: AnnotatedDocument, role: str, span: Span) -> Json:
    text = found.document.text
    return {
        "type": "SpecificResource",
        "source": source_of(found),
        "accordingto:role": role,
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - AROUND) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
        ],
    }


def source_of(found: AnnotatedDocument) -> str:
    """The address of a report where it has one on the web, else its name in the record."""
    for address in (found.document.url, found.document.address):
        if address and address.startswith(("http://", "https://")):
            return address
    return f"urn:accordingto:{found.document.doc_id}"


def _attribution_body(a: Attribution) -> Json:
    medium = f" through {a.medium}" if a.medium else ""
    values = {"sourceName": a.source_name, "sourceKind": a.source_kind, "stance": a.stance.value, "mode": a.mode.value, "medium": a.medium}
    return {"words": f"{a.source_name or 'nobody named'} {a.stance.value}{medium}", **values}


def _claim_body(c: Claim, said: dict[str, Attribution], found: AnnotatedDocument) -> Json:
    attribution = said.get(c.according_to or "")
    claimant = (attribution.source_name or "nobody named") if attribution else (found.document.outlet or "the report")
    days = {"earliest": c.earliest.isoformat() if c.earliest else None, "latest": c.latest.isoformat() if c.latest else None}
    values = {
        "slot": c.slot.value,
        "value": c.value,
        "low": c.low,
        "high": c.high,
        "who": c.who,
        "current": c.current,
        "claimant": claimant,
    }
    return {"words": f"{c.slot.value}: {c.value}, according to {claimant}", **values, **days}
