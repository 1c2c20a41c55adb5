"""The Python face: each function is the twin of the command of its name.

In: text, paths, documents. Out: the frozen values of `accordingto.model`, numbers of decisions, files.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from accordingto.config import Settings
from accordingto.errors import RecordNotWritable, UsageError
from accordingto.model.document import Details
from accordingto.model.found import AnnotatedDocument
from accordingto.model.ids import document_of
from accordingto.model.linked import Linked
from accordingto.model.review import Answer, Judgement
from accordingto.pipeline import Summary
from accordingto.store.corrections import Made
from accordingto.store.merging import Merged
from accordingto.store.record import Record
from accordingto.store.wishes import Wish


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

    chosen = settings or Settings()
    given = [paths] if isinstance(paths, str | Path) else paths
    details = Details(published=published, outlet=outlet)
    with Record(record, write=True) as opened:
        return read_into(opened, [str(p) for p in given], Local(workers=chosen.executor.workers), chosen, details=details)


MOST_SHOWN = 20
"""Entities and events that `naming` shows when it is asked for none."""


def naming(record: str | Path, about: str | None = None) -> tuple[dict[str, Any], ...]:
    """Which words each outlet and each claimant uses for the entity or event ``about`` (an id or a name), counted, with examples.

    Without ``about``: for what is named in most ways. Raises NotFound where the record has no such entity or event.
    """
    from accordingto.store.members import members_of

    with Record(record) as opened:
        connection = opened.connection
        if about is not None:
            return _naming_rows(opened, members_of(connection, about, opened.name))
        sql = """SELECT entity_id FROM chain_entities JOIN entities USING (entity_id) WHERE named = 1
          GROUP BY entity_id HAVING count(DISTINCT doc_id) > 1 ORDER BY count(DISTINCT doc_id) DESC, entity_id LIMIT ?"""
        chosen = [str(row[0]) for row in connection.execute(sql, (MOST_SHOWN,))]
        several = (_naming_rows(opened, members_of(connection, one, opened.name)) for one in chosen)
        return tuple(row for rows in several if len({r["words"].casefold() for r in rows}) > 1 for row in rows)


def _naming_rows(record: Any, members: Any) -> tuple[dict[str, Any], ...]:
    from accordingto.crossdoc.naming import naming_of_chains, naming_of_mentions
    from accordingto.store.members import names_of

    doc_ids = sorted({ref.doc_id for ref in members.refs})
    found = [f for doc_id in doc_ids for f in record.documents(doc_id)]
    texts = {f.document.doc_id: f.document for f in found}
    name = naming_of_chains if members.about == "entity" else naming_of_mentions
    return tuple(
        {
            "about": members.about,
            "id": members.id,
            "name": members.name,
            "by": row.by,
            "own_voice": row.own_voice,
            "words": row.words,
            "count": row.count,
            "examples": [
                {"report": texts[e.doc_id].given_id, "doc_id": e.doc_id, "start": e.span.start, "end": e.span.end} for e in row.examples
            ],
        }
        for row in name(found, members.refs, names_of(record.connection, doc_ids))
    )


def export(record: str | Path, form: str, path: str | Path, *, what: str = "") -> str:
    """Write the record at ``record`` to ``path`` as csv, jsonl, xlsx, acled, ged, geojson, webannotation or followthemoney.

    ``what``: for the first three the table (attributions, claims, events, accounts, decisions). What it wrote, in words.
    """
    from accordingto.exports.formats import export as written_as

    with Record(record) as opened:
        written = written_as(opened, form, what)
    _write(path, written.content, "write the export")
    return written.told


def correct(record: str | Path, ids: Sequence[str], wish: Wish, *, by: str, note: str | None = None) -> Made:
    """Decide on the rows ``ids`` (``d….a3``) of the record at ``record``, as `accordingto correct` does, and link anew."""
    from accordingto.pipeline import relink as relink_record
    from accordingto.store.corrections import decide

    with _to_change(record) as opened:
        made = decide(opened, ids, wish, by=by, note=note)
        relink_record(opened)
    return made


def relink(record: str | Path, *, again: bool = False) -> bool:
    """Link the reports of a record; False where nothing has changed since it was last linked."""
    from accordingto.pipeline import relink as relink_record

    with _to_change(record) as opened:
        return relink_record(opened, again=again)


def same(record: str | Path, left: str, right: str, *, by: str, note: str | None = None) -> int:
    """Say that two entities or two events are one; the number of the decision. Raises NotFound."""
    return _judged(record, (left, right), Answer.SAME, by, note)


def different(record: str | Path, left: str, right: str, *, by: str, note: str | None = None) -> int:
    """Say that two entities or two events are not one; the number of the decision. Raises NotFound."""
    return _judged(record, (left, right), Answer.DIFFERENT, by, note)


def _judged(record: str | Path, ids: tuple[str, str], answer: Answer, by: str, note: str | None) -> int:
    from accordingto.pipeline import relink as relink_record
    from accordingto.store.decisions import judge

    with _to_change(record) as opened:
        number = judge(opened, ids, answer, by=by, note=note)
        relink_record(opened)
        return number


def forget(record: str | Path, doc: str) -> int:
    """Remove a report and all that came of it, for good; how many revisions that were. Raises NotFound."""
    from accordingto.pipeline import forget as forget_report
    from accordingto.store.forget import scrub

    with _to_change(record) as opened:
        removed = forget_report(opened, opened.find_document(doc))
        scrub(opened)
        return removed


def finish_forgetting(record: str | Path) -> bool:
    """Clean the file of what was forgotten while somebody else read it; False where nothing was left to clean."""
    from accordingto.pipeline import relink as relink_record
    from accordingto.store.forget import is_to_clean, scrub

    with Record(record) as opened:
        if not is_to_clean(opened):
            return False
    with _to_change(record) as opened:
        relink_record(opened)
        scrub(opened)
    return True


def merge(records: Sequence[str | Path], out: str | Path) -> Merged:
    """Put records together in a new one at ``out``, with what people decided. Raises AccordingToError, and leaves no file then."""
    from accordingto.pipeline import merge as merge_records

    if len(records) < 2:  # two are the least that can be merged
        raise UsageError("merge", str(records[0]) if records else "nothing", "it is one record", "Give two records, or more.")
    if Path(out).exists():
        raise UsageError("merge into", str(out), "the file exists already", "Choose another name.")
    with ExitStack() as stack:
        sources = [stack.enter_context(Record(r)) for r in records]
        try:
            with Record(out, write=True) as target:
                return merge_records(sources, target)
        except BaseException:
            Path(out).unlink(missing_ok=True)
            raise


def report(record: str | Path, event: str, path: str | Path) -> None:
    """Write the case file of one event: one page of HTML that stands alone. Raises NotFound."""
    from accordingto.web.casefile import case_file

    with Record(record) as opened:
        html = case_file(opened, event)
    _write(path, html.encode(), "write the case file")


def _to_change(record: str | Path) -> Record:
    """A record that exists, open for writing. Raises RecordMissing: these functions make none."""
    Record(record).close()
    return Record(record, write=True)


def _write(path: str | Path, content: bytes, what: str) -> None:
    """Write a file. Raises RecordNotWritable in our words."""
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise RecordNotWritable(what, str(path), error.strerror or "it cannot be written", "Choose another place with -o.") from error
