"""The Python face, with the words of the command line: annotate, read, link.

In: text, paths, documents. Out: the frozen values of `accordingto.model`. Each function is the twin of the command of its name.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from accordingto.config import Settings
from accordingto.model.document import Details
from accordingto.model.found import AnnotatedDocument
from accordingto.model.ids import document_of
from accordingto.model.linked import Linked
from accordingto.model.review import Judgement
from accordingto.pipeline import Summary


def annotate(
    text: str,
    *,
    published: date | str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    settings: Settings | None = None,
) -> AnnotatedDocument:
    """All that is found in one report. ``published``: a day, or ``YYYY-MM-DD``; without it relative dates stay unresolved."""
    from accordingto.withindoc.annotate import annotate as annotate_document

    day = date.fromisoformat(published) if isinstance(published, str) else published
    return annotate_document(document_of(text, published=day, title=title, outlet=outlet, url=url), settings)


def link(documents: Sequence[AnnotatedDocument], judgements: Sequence[Judgement] = ()) -> Linked:
    """What stands in several reports, and the accounts of each event side by side."""
    from accordingto.crossdoc.link import link as link_documents

    return link_documents(documents, judgements)


def read(
    paths: Sequence[str | Path] | str | Path,
    record: str | Path = "record.db",
    *,
    published: date | None = None,
    outlet: str | None = None,
    settings: Settings | None = None,
) -> Summary:
    """Read reports into the record at ``record``; what it already has is left out. Raises AccordingToError."""
    from accordingto.executors.local import Local
    from accordingto.pipeline import read_into
    from accordingto.store.record import Record

    chosen = settings or Settings()
    given = [paths] if isinstance(paths, str | Path) else paths
    details = Details(published=published, outlet=outlet)
    with Record(record, write=True) as opened:
        return read_into(opened, [str(p) for p in given], Local(workers=chosen.executor.workers), chosen, details=details)
