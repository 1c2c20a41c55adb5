"""Rows taken out, put together and parted, with all that refers to them kept in order.

In: one report's findings and ids. Out: the same findings with other rows. What a person has not said is unknown: the two halves of a
parted value have no number, day or place of their own until somebody sets them.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from accordingto.model.evidence import Precision, Span, Spans
from accordingto.model.found import AnnotatedDocument, Claim, Place, Time
from accordingto.model.kinds import PlacePrecision
from accordingto.model.review import RowKind
from accordingto.store.anchors import LETTER_OF, joined
from accordingto.store.fields import TABLE_OF, UnplacedError

Change = Callable[[Any], Any]
REFERENCES = {
    RowKind.ATTRIBUTION: (
        ("attributions", "inside"), ("event_mentions", "according_to"), ("claims", "according_to"), ("quoted_terms", "according_to"),
    ),
    RowKind.CHAIN: (("mentions", "chain"), ("attributions", "chain"), ("claims", "refers_to")),
    RowKind.TIME: (("claims", "refers_to"), ("times", "anchor")),
    RowKind.PLACE: (("claims", "refers_to"),),
    RowKind.EVENT_MENTION: (("claims", "mention"),),
}  # fmt: skip
"""Which fields hold the id of a row of each kind."""


def row_of(found: AnnotatedDocument, kind: RowKind, local_id: str) -> Any:
    """The row of an id. Raises UnplacedError."""
    row = next((r for r in getattr(found, TABLE_OF[kind]) if r.id == local_id), None)
    if row is None:
        raise UnplacedError(local_id)
    return row


def changed(found: AnnotatedDocument, kind: RowKind, local_id: str, change: Change) -> AnnotatedDocument:
    """``found`` with ``change`` made to one row."""
    return with_rows(found, TABLE_OF[kind], [change(r) if r.id == local_id else r for r in getattr(found, TABLE_OF[kind])])


def with_rows(found: AnnotatedDocument, table: str, rows: Iterable[Any]) -> AnnotatedDocument:
    """``found`` with other rows in one table."""
    tables: dict[str, Any] = {table: tuple(rows)}
    return replace(found, **tables)


def without(found: AnnotatedDocument, kind: RowKind, local_id: str) -> AnnotatedDocument:
    """``found`` without a row. What rested on it goes with it; what was said by it is said by whoever quotes it, or by the report."""
    if kind in (RowKind.TIME, RowKind.PLACE):
        found = replace(found, claims=tuple(c for c in found.claims if c.refers_to != local_id))
    elif kind is RowKind.EVENT_MENTION:
        found = replace(found, claims=tuple(c for c in found.claims if c.mention != local_id))
    elif kind is RowKind.MENTION:
        found = _without_mention(found, row_of(found, kind, local_id))
    outer = row_of(found, kind, local_id).inside if kind is RowKind.ATTRIBUTION else None
    return _removed(_redirected(found, kind, local_id, outer), kind, local_id)


def _without_mention(found: AnnotatedDocument, mention: Any) -> AnnotatedDocument:
    def change(chain: Any) -> Any:
        return replace(chain, mentions=tuple(s for s in chain.mentions if s != mention.span) or chain.mentions)

    return changed(found, RowKind.CHAIN, mention.chain, change) if mention.chain else found


def _removed(found: AnnotatedDocument, kind: RowKind, local_id: str) -> AnnotatedDocument:
    return with_rows(found, TABLE_OF[kind], [r for r in getattr(found, TABLE_OF[kind]) if r.id != local_id])


def _redirected(found: AnnotatedDocument, kind: RowKind, old: str, new: str | None) -> AnnotatedDocument:
    for table, field in REFERENCES.get(kind, ()):
        rows = tuple(replace(r, **{field: new}) if getattr(r, field) == old else r for r in getattr(found, table))
        found = with_rows(found, table, rows)
    return found


def merged(found: AnnotatedDocument, kind: RowKind, first: str, second: str) -> AnnotatedDocument:
    """One row of two: ``first`` keeps its values and takes the characters of ``second`` and all that refers to it."""
    one, other = row_of(found, kind, first), row_of(found, kind, second)
    if kind is RowKind.ATTRIBUTION:
        spans = {f: joined((*getattr(one, f), *getattr(other, f))) for f in ("source", "cue", "content")}
        made = replace(one, **spans, inside=None if one.inside == second else one.inside)
    elif kind is RowKind.CHAIN:
        named = other if other.named and not one.named else one
        made = replace(one, mentions=tuple(sorted({*one.mentions, *other.mentions})), name=named.name, named=named.named)
    elif kind is RowKind.CLAIM:
        made = replace(one, words=joined((*one.words, *other.words)))
    elif kind is RowKind.EVENT_MENTION:
        made = one
    else:
        made = replace(one, span=Span(min(one.span.start, other.span.start), max(one.span.end, other.span.end)))
    found = _removed(_redirected(found, kind, second, first), kind, second)
    return changed(found, kind, first, lambda _: made)


def split(found: AnnotatedDocument, kind: RowKind, local_id: str, at: int, going: tuple[str, ...]) -> tuple[AnnotatedDocument, str]:
    """Two rows of one, and the id of the second: parted at the code point ``at``, or by the rows that go to it.

    Raises UnplacedError where a side would be left empty.
    """
    row = row_of(found, kind, local_id)
    new = _next_id(found, kind)
    if kind is RowKind.EVENT_MENTION:
        return _split_mention(found, row, new, going), new
    if kind is RowKind.CHAIN:
        return _split_chain(found, row, new, going), new
    text = found.document.text
    field = "content" if kind is RowKind.ATTRIBUTION else "words" if kind is RowKind.CLAIM else "span"
    spans = getattr(row, field)
    left, right = _parted(spans if isinstance(spans, tuple) else (spans,), at, text)
    one, other = (_half(row, kind, field, part, text) for part in (left, right))
    found = changed(found, kind, local_id, lambda _: one)
    table = TABLE_OF[kind]
    return with_rows(found, table, (*getattr(found, table), replace(other, id=new))), new


def _next_id(found: AnnotatedDocument, kind: RowKind) -> str:
    letter = LETTER_OF[kind]
    numbers = [int(r.id[1:]) for r in getattr(found, TABLE_OF[kind]) if r.id[1:].isdigit()]
    return f"{letter}{max(numbers, default=0) + 1}"


def _parted(spans: Spans, at: int, text: str) -> tuple[Spans, Spans]:
    """Both sides of ``at``, without the spaces at their edges."""
    left = tuple(s for span in spans if (s := _trimmed(text, span.start, min(span.end, at))))
    right = tuple(s for span in spans if (s := _trimmed(text, max(span.start, at), span.end)))
    if not left or not right:
        raise UnplacedError(f"nothing on one side of {at}")
    return left, right


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _half(row: Any, kind: RowKind, field: str, part: Spans, text: str) -> Any:
    """One half: its characters, and of its values those that parting leaves certain."""
    made = replace(row, **{field: part if kind in (RowKind.ATTRIBUTION, RowKind.CLAIM) else part[0]})
    words = " ".join(s.of(text) for s in part)
    if isinstance(made, Claim):
        return replace(
            made, value=words, low=None, high=None, who=None, earliest=None, latest=None, refers_to=None, precision=Precision.UNKNOWN
        )
    if isinstance(made, Time):
        return replace(made, value=None, earliest=None, latest=None, precision=Precision.UNKNOWN, anchor=None)
    if isinstance(made, Place):
        empty: dict[str, Any] = {"geonameid": None, "contained_in": None, "lat": None, "lon": None, "country": None, "candidates": ()}
        return replace(made, name=words, precision=PlacePrecision.UNKNOWN, **empty)
    return made


def _split_mention(found: AnnotatedDocument, mention: Any, new: str, going: tuple[str, ...]) -> AnnotatedDocument:
    """Two event mentions of one trigger ("attacks on two villages"): the claims that are named go to the second."""
    own = [c.id for c in found.claims if c.mention == mention.id]
    if not set(going) & set(own) or not set(own) - set(going):
        raise UnplacedError("one of the two would be told nothing of")
    claims = tuple(replace(c, mention=new) if c.id in going and c.mention == mention.id else c for c in found.claims)
    second = replace(mention, id=new, incident=f"{mention.incident or mention.id}-{new}")
    return replace(found, claims=claims, event_mentions=(*found.event_mentions, second))


def _split_chain(found: AnnotatedDocument, chain: Any, new: str, going: tuple[str, ...]) -> AnnotatedDocument:
    """Two chains of one: the mentions that are named go to the second, with the attributions whose source they are."""
    gone = tuple(m.span for m in found.mentions if m.id in going and m.span in chain.mentions)
    kept = tuple(s for s in chain.mentions if s not in gone)
    if not gone or not kept:
        raise UnplacedError("one of the two would have no mention")
    text = found.document.text
    longest = max(gone, key=lambda s: s.end - s.start).of(text)
    second = replace(chain, id=new, mentions=gone, name=longest, named=longest[:1].isupper() and chain.named)
    first = replace(chain, mentions=kept)
    if not any(s.of(text) == chain.name for s in kept) and longest == chain.name:
        first = replace(first, name=max(kept, key=lambda s: s.end - s.start).of(text))

    def moved(a: Any) -> Any:
        of_second = a.chain == chain.id and any(s.overlaps(m) for s in a.source for m in gone)
        own = second if of_second else first if a.chain == chain.id else None
        return replace(a, chain=own.id, source_name=own.name) if own else a

    return replace(
        changed(found, RowKind.CHAIN, chain.id, lambda _: first),
        chains=(*(first if c.id == chain.id else c for c in found.chains), second),
        mentions=tuple(replace(m, chain=new) if m.span in gone and m.chain == chain.id else m for m in found.mentions),
        attributions=tuple(map(moved, found.attributions)),
    )
