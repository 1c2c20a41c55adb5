"""Item -> Document, or the problem that stands in its place.

In: an item and the limits. Out: exactly one of the two. Details given by the caller fill what the file does not give; what
the file gives wins.
"""

from dataclasses import replace
from datetime import date

from accordingto.config import ReadSettings
from accordingto.model.contract import BadLine, document_from_line
from accordingto.model.document import Details, Document, Item, ItemKind, Problem
from accordingto.model.ids import document_of
from accordingto.model.kinds import ProblemKind
from accordingto.readers.html import page_of
from accordingto.readers.language import language_of
from accordingto.readers.plain import decoded, without_markdown

HEADLINE_CHARS = 200


def load(item: Item, settings: ReadSettings) -> Document | Problem:
    """The document of ``item``."""
    if item.problem:
        return item.problem
    if item.kind is ItemKind.LINE:
        found = _from_line(item)
    elif item.kind is ItemKind.HTML:
        found = _from_page(item)
    else:
        found = _from_text(item)
    if isinstance(found, Problem):
        return found
    return _checked(found, settings)


def _checked(document: Document, settings: ReadSettings) -> Document | Problem:
    if not document.text.strip():
        return _problem(ProblemKind.NO_TEXT, "there is no text in it")
    if len(document.text) > settings.max_chars:
        return _problem(ProblemKind.TOO_LONG, f"{len(document.text):,} characters; the limit is {settings.max_chars:,}")
    language = language_of(document.text)
    if language != "en":
        foreign = _problem(ProblemKind.NOT_ENGLISH, "not English: kept, not annotated")
        return replace(document, language=language, problems=(*document.problems, foreign))
    return document


def _from_line(item: Item) -> Document | Problem:
    container = item.address.partition("#")[0]
    try:
        row = document_from_line(item.payload)
    except BadLine as error:
        return _problem(ProblemKind.BAD_LINE, str(error))
    cleaned = decoded(row.text.encode("utf-8"))
    unchanged = len(cleaned.text) == len(row.text)  # only one-for-one changes keep the spans that were handed in
    text = cleaned.text if unchanged else row.text
    details = item.details
    document = document_of(
        text,
        given_id=row.given_id,
        address=row.url or f"{container}#{row.given_id}",
        title=row.title or details.title,
        outlet=row.outlet or details.outlet,
        url=row.url,
        published=row.published or details.published,
        given=row.given,
    )
    return replace(document, problems=(*document.problems, *(cleaned.problems if unchanged else ())))


def _from_page(item: Item) -> Document | Problem:
    html = decoded(item.payload)
    page = page_of(html.text)
    if page is None:
        return _problem(ProblemKind.NO_ARTICLE, "no main text was found in the page")
    details = Details(published=page.published, outlet=page.outlet, title=page.title)
    document = _document(item, page.text, details, html.problems)
    return replace(document, url=page.url, byline=page.byline)


def _from_text(item: Item) -> Document:
    found = decoded(item.payload)
    text = without_markdown(found.text) if item.kind is ItemKind.MARKDOWN else found.text
    return _document(item, text, Details(title=_headline(text)), found.problems)


def _document(item: Item, text: str, own: Details, problems: tuple[Problem, ...]) -> Document:
    published: date | None = own.published or item.details.published
    document = document_of(
        text,
        given_id=item.address,
        address=item.address,
        title=own.title or item.details.title,
        outlet=own.outlet or item.details.outlet,
        published=published,
    )
    return replace(document, problems=(*document.problems, *problems))


def _headline(text: str) -> str | None:
    """The first line, where it reads as a headline: short, no full stop, and something follows."""
    first, _, rest = text.strip().partition("\n")
    first = first.strip()
    is_headline = rest.strip() and first and len(first) <= HEADLINE_CHARS and first[-1] not in ".!?:;,…"
    return first if is_headline else None


def _problem(kind: ProblemKind, message: str) -> Problem:
    return Problem(kind=kind, message=message, step="load")
