"""Commands that give the record to others: export, report."""

from pathlib import Path

import click

from accordingto.cli.output import record_argument
from accordingto.errors import RecordNotWritable


def write_bytes(output: str, content: bytes, what: str) -> None:
    """Write a file. Raises RecordNotWritable in our words."""
    try:
        Path(output).write_bytes(content)
    except OSError as error:
        raise RecordNotWritable(what, output, error.strerror or "it cannot be written", "Choose another place with -o.") from error


@click.command()
@click.argument("format_", metavar="FORMAT")
@record_argument
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False), help="The file to write.")
@click.option("--what", default="", help="For csv, jsonl, xlsx: attributions, claims, events, accounts or decisions.")
def export(format_: str, record: str, output: str, what: str) -> None:
    """Write the record in a form that other tools read.

    FORMAT: csv, jsonl, xlsx, acled, ged, geojson, webannotation or followthemoney. Every row has its report, offsets and words. `acled`
    and `ged` apply those projects' own rules for reports that differ, and list the accounts that they set aside.
    """
    from accordingto.exports.formats import export as written_as
    from accordingto.store.record import Record

    with Record(record) as opened:
        written = written_as(opened, format_, what)
    write_bytes(output, written.content, "write the export")
    click.echo(f"{output}: {written.told}")


@click.command()
@record_argument
@click.argument("event")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False), help="The HTML file to write.")
def report(record: str, event: str, output: str) -> None:
    """Write the case file of one event: a page that stands alone, with accounts, verdicts, chart and evidence. It can be printed.

    EVENT is an id that `events` shows; the id of any of its mentions finds it too.
    """
    from accordingto.store.record import Record
    from accordingto.web.casefile import case_file

    with Record(record) as opened:
        html = case_file(opened, event)
    write_bytes(output, html.encode(), "write the case file")
    click.echo(f"{output}: open it in a browser, or print it")
