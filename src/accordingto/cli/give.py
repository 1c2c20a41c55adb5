"""Commands that give the record to others: export, report."""

import click

from accordingto.cli.output import record_argument


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
    from accordingto.api import export as write_export

    click.echo(f"{output}: {write_export(record, format_, output, what=what)}")


@click.command()
@record_argument
@click.argument("event")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False), help="The HTML file to write.")
def report(record: str, event: str, output: str) -> None:
    """Write the case file of one event: a page that stands alone, with accounts, verdicts, chart and evidence. It can be printed.

    EVENT is an id that `events` shows; the id of any of its mentions finds it too.
    """
    from accordingto.api import report as write_report

    write_report(record, event, output)
    click.echo(f"{output}: open it in a browser, or print it")
