"""What people decide: judgements on pairs, and corrections of single rows.

In: nothing. Out: frozen values. What a person decided is never erased: it is undone. A correction names its row by the characters that
the row rests on, so that it is found again when another model has numbered the rows anew.

>>> Anchor(spans=(Span(0, 4),)) == anchor_from({"spans": [[0, 4]]})
True
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from accordingto.model.evidence import Span, Spans


class Answer(StrEnum):
    """What a person said of a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Action(StrEnum):
    """What a person did with a row."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"


class RowKind(StrEnum):
    """The kinds of rows that a person can correct."""

    ATTRIBUTION = "attribution"
    MENTION = "mention"
    CHAIN = "chain"
    TIME = "time"
    PLACE = "place"
    EVENT_MENTION = "event mention"
    CLAIM = "claim"


class Status(StrEnum):
    """How far the review of a row has come."""

    NEW = "new"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The characters that a row rests on. ``key`` must be the same (the slot of a claim).

    ``of``: what it belongs to (the trigger of a claim, the source of an attribution). ``by``: who is said to have said it.
    """

    spans: Spans
    key: str = ""
    of: Spans = ()
    by: Spans = ()


def anchor_row(anchor: Anchor) -> dict[str, Any]:
    """An anchor as JSON's types; what is empty is left out."""
    row: dict[str, Any] = {"spans": _pairs(anchor.spans)}
    row |= {"key": anchor.key} if anchor.key else {}
    row |= {name: _pairs(spans) for name, spans in (("of", anchor.of), ("by", anchor.by)) if spans}
    return row


def anchor_from(row: Mapping[str, Any]) -> Anchor:
    """The anchor of a row of ``anchor_row``. Raises ValueError, KeyError, TypeError where it is none."""
    return Anchor(spans=_spans(row["spans"]), key=str(row.get("key", "")), of=_spans(row.get("of", ())), by=_spans(row.get("by", ())))


def _pairs(spans: Spans) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _spans(pairs: Any) -> Spans:
    spans = tuple(Span(int(start), int(end)) for start, end in pairs)
    if any(s.start < 0 or s.start >= s.end for s in spans):
        raise ValueError("a span must start before it ends")
    return spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One decision on one row of one report.

    ``act`` joins what was decided at once, and is undone at once. ``was``: the values of the row when it was decided, by field.
    ``now``: the new value of ``field`` (edit), the anchor of the other row (merge), where the second row begins or what goes to it
    (split). ``settles``: made in knowledge of a dispute, which it ends.
    """

    id: str
    act: str
    doc_id: str
    text_sha: str
    kind: RowKind
    anchor: Anchor
    action: Action
    field: str | None
    was: Mapping[str, Any]
    now: Any
    by: str
    at: str
    note: str | None = None
    settles: bool = False
    undone_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Where the review of a row stands, and who has looked at it. ``id``: the row's local id, which a rejected row keeps."""

    id: str
    kind: RowKind
    status: Status
    by: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Two public ids (``d….n3`` chains, ``d….e2`` event mentions, or ids of entities and events) and whether they are one thing."""

    about: str
    left: str
    right: str
    answer: Answer
    by: str
    at: str
    note: str | None = None
