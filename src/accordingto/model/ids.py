"""Ids made from content, so that a repeated run gives the same.

In: text and details. Out: ``d`` + 16 hex digits of BLAKE2b. Nothing here is random or depends on the clock.

>>> document_of("Five wounded, says one agency.").doc_id == document_of("Five wounded, says one agency.").doc_id
True
"""

import hashlib
from datetime import date

from accordingto.model.document import Document, Given, Problem
from accordingto.model.evidence import Precision
from accordingto.model.kinds import ProblemKind

NEVER_SET = frozenset({date(1969, 12, 31), date(1970, 1, 1), date.min})
"""Days that a clock or field writes that was never set: no date of publication, and no report is the first of its day."""


def digest_of(*parts: str | None) -> str:
    """16 hex digits over the parts; an absent part differs from an empty one."""
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        digest.update(b"\x00" if part is None else b"\x01" + part.encode("utf-8", "surrogatepass") + b"\x02")
    return digest.hexdigest()


def document_of(
    text: str,
    *,
    given_id: str | None = None,
    address: str = "",
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: date | None = None,
    given: Given | None = None,
) -> Document:
    """A document with the ids that follow from its content. A date that only an unset clock writes is unknown, with a problem.

    >>> found = document_of("A raid.", published=date(1970, 1, 1))
    >>> found.published, [p.kind.value for p in found.problems]
    (None, ['no_date'])
    """
    key = address or url or given_id or ""
    doc_id = "d" + digest_of(key, text, title, published.isoformat() if published else None)
    return Document(
        doc_id=doc_id,
        given_id=given_id if given_id is not None else doc_id,
        text=text,
        address=address,
        title=title,
        outlet=outlet,
        url=url,
        published=None if published in NEVER_SET else published,
        published_precision=Precision.EXACT if published and published not in NEVER_SET else Precision.UNKNOWN,
        given=given or Given(),
        problems=(_never_set(published),) if published in NEVER_SET else (),
    )


def _never_set(day: date | None) -> Problem:
    message = f"its date of publication is {day}, which an unset clock writes: taken as unknown; give the right one with --published"
    return Problem(kind=ProblemKind.NO_DATE, message=message, step="details")
