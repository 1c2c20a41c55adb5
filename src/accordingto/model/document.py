"""What is read: items found on disk, documents with their text, problems met on the way.

In: nothing. Out: the types that the readers fill and that `withindoc` takes. They do not say what a text means.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from accordingto.model.evidence import Precision, Span, Spans
from accordingto.model.kinds import ProblemKind, RegionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not be read or decided: what, where, and (by its kind) what to do."""

    kind: ProblemKind
    message: str
    span: Span | None = None
    step: str = ""


class ItemKind(StrEnum):
    """What a payload is, by its content first and its name second."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    LINE = "line"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What the caller says of a report: it fills what the file itself does not give."""

    published: date | None = None
    outlet: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to read: where it was found, what kind it is, its bytes. ``problem``: why there is nothing to read."""

    address: str
    kind: ItemKind
    payload: bytes = b""
    details: Details = Details()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Mentions that the caller hands in: exactly these are resolved or grouped. None: find them yourself."""

    places: Spans | None = None
    events: Spans | None = None
    entities: Spans | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report. ``text`` is stored and annotated as it is; nothing changes it after reading.

    ``given_id`` is the caller's id (contract), ``doc_id`` ours, made from content. ``published`` has
    ``published_precision`` beside it: unknown is a value.
    """

    doc_id: str
    given_id: str
    text: str
    address: str = ""
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: date | None = None
    published_precision: Precision = Precision.UNKNOWN
    language: str = "en"
    given: Given = Given()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A stretch of the text and what part of a report it is."""

    span: Span
    kind: RegionKind
