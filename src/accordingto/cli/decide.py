"""Commands by which people decide: same, different, undo, decisions, forget."""

import getpass
from typing import Any

import click

from accordingto.cli.output import form_options, record_argument, write_csv, write_json, write_table
from accordingto.exports.wording import clipped


def _told(record: str, ids: tuple[str, str], number: int, what: str) -> None:
    click.echo(f"decision {number}: {ids[0]} and {ids[1]} are {what}")
    click.echo(f"`accordingto undo {record} {number}` takes it back")


@click.command()
@record_argument
@click.argument("left")
@click.argument("right")
@click.option("--by", help="Who decides; default: your user name.")
@click.option("--note", help="Why.")
def same(record: str, left: str, right: str, **given: Any) -> None:
    """Say that two entities or two events are one. It wins over all weights and lasts."""
    from accordingto.api import same as say_same

    number = say_same(record, left, right, by=given["by"] or getpass.getuser(), note=given["note"])
    _told(record, (left, right), number, "one thing")


@click.command()
@record_argument
@click.argument("left")
@click.argument("right")
@click.option("--by", help="Who decides; default: your user name.")
@click.option("--note", help="Why.")
def different(record: str, left: str, right: str, **given: Any) -> None:
    """Say that two entities or two events are not one. It wins over all weights and lasts."""
    from accordingto.api import different as say_different

    number = say_different(record, left, right, by=given["by"] or getpass.getuser(), note=given["note"])
    _told(record, (left, right), number, "two things")


@click.command()
@record_argument
@click.argument("decision")
def undo(record: str, decision: str) -> None:
    """Take a decision back: a number (of a pair) or an id such as x1a2b3c4d5e (of rows). It stays in the record, as undone."""
    from accordingto.pipeline import relink
    from accordingto.store import corrections
    from accordingto.store.decisions import undo as undo_decision
    from accordingto.store.record import Record

    Record(record).close()
    with Record(record, write=True) as opened:
        if decision.isdigit():
            undo_decision(opened, int(decision))
        else:
            corrections.undo(opened, decision)
        relink(opened)
    click.echo(f"decision {decision} is undone")


@click.command()
@record_argument
@form_options
def decisions(record: str, as_json: bool, as_csv: bool) -> None:
    """List what people have decided, on pairs and on rows, undone decisions too."""
    from accordingto.store.record import Record

    with Record(record) as opened:
        rows = opened.decisions()
    if as_json:
        write_json(rows)
    elif as_csv:
        write_csv(rows)
    else:
        columns = {
            "decision": "decision",
            "answer": "answer",
            "rows": "on",
            "words": "words",
            "by": "by",
            "at": "at",
            "state": "state",
            "note": "note",
        }
        shown = [row | {"at": row["at"][:16], "words": clipped(row["words"] or "", 50)} for row in rows]
        write_table(shown, columns, empty="No decisions yet.")


@click.command()
@record_argument
@click.argument("doc")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(record: str, doc: str, yes: bool) -> None:
    """Remove a report and all that came of it, for good: no byte of its text stays in the file.

    Copies of the record, backups and the report's own file are not touched.
    """
    from accordingto.api import finish_forgetting
    from accordingto.api import forget as forget_report
    from accordingto.store.record import Record

    cleaned = finish_forgetting(record)
    if cleaned:
        click.echo(f"{record} is cleaned of what was forgotten before")
    with Record(record) as opened:
        doc_id = _document_to_forget(opened, doc, unfinished=cleaned)
    if doc_id is None:
        return
    if not yes:
        click.confirm(f"Remove {doc_id} from {record} for good?", abort=True)
    removed = forget_report(record, doc_id)
    click.echo(f"{doc_id} is forgotten ({removed} {'revision' if removed == 1 else 'revisions'})")


def _document_to_forget(record: Any, doc: str, *, unfinished: bool) -> str | None:
    """The report that is meant; None where it was forgotten before and the file only had to be cleaned."""
    from accordingto.errors import NotFound

    try:
        return str(record.find_document(doc))
    except NotFound:
        if unfinished:
            return None
        raise
