"""Commands that read: demo, read, annotate, link, relink."""

import sys
from pathlib import Path
from typing import Any

import click

from accordingto.cli.output import record_argument
from accordingto.errors import ExitCode

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--output", "record", default="record.db", show_default=True, type=click.Path(), help="The record: made, or added to.")
@click.option("--published", type=DAY, help="Date of publication of reports that give none (YYYY-MM-DD).")
@click.option("--outlet", help="Outlet of reports that name none.")
@click.option("--title", help="Title of reports that have none.")
@click.option("--workers", type=click.IntRange(0), default=None, help="Processes; 0: one a core. Default: 1.")
@click.option("--no-link", is_flag=True, help="Annotate only; `relink` links later.")
@click.option("--again", is_flag=True, help="Read in also what was forgotten.")
@click.option("--strict", is_flag=True, help="Exit 3 where anything could not be read.")
@click.pass_obj
def read(options: dict[str, Any], /, paths: tuple[str, ...], **given: Any) -> None:
    """Read reports into a record: text, Markdown, HTML, JSONL, folders, or - for standard input.

    What the record already has is left out, so a run that was stopped goes on when it is started again.

    \b
    accordingto read reports/ -o record.db
    accordingto read report.txt --published 2031-05-14 --outlet "Orrin Wire"
    """
    from dataclasses import replace

    from accordingto.config import load_settings
    from accordingto.model.document import Details

    settings = load_settings(Path(options["config"]) if options.get("config") else None)
    if given["workers"] is not None:
        settings = replace(settings, executor=replace(settings.executor, workers=given["workers"]))
    if given["no_link"]:
        settings = replace(settings, link=replace(settings.link, enabled=False))
    published = given["published"].date() if given["published"] else None
    details = Details(published=published, outlet=given["outlet"], title=given["title"])
    summary = _read(given["record"], paths, settings, details, again=given["again"])
    nothing = not summary.read and not summary.unchanged
    if nothing or (given["strict"] and summary.failed):
        sys.exit(ExitCode.NOTHING_READ)
    click.echo(f"Next: accordingto accounts {given['record']}", err=True)


def _read(record_path: str, paths: tuple[str, ...], settings: Any, details: Any, *, again: bool = False) -> Any:
    """Read with progress, then say what was done."""
    from accordingto.cli.interrupt import stop_asked, stoppable
    from accordingto.cli.progress import drawn
    from accordingto.executors.local import Local
    from accordingto.pipeline import read_into
    from accordingto.store.record import Record

    with Record(record_path, write=True) as record, stop_asked() as stopped, drawn(paths) as shown:
        executor = Local(workers=settings.executor.workers)
        summary = read_into(record, paths, executor, settings, details=details, progress=stoppable(shown, stopped), again=again)
    for failure in summary.failures:
        click.echo(f"accordingto: cannot read: {failure.address}: {_told(failure.problem)}", err=True)
    if summary.read or summary.unchanged:
        _say(summary, record_path)
    return summary


def _told(problem: Any) -> str:
    """What is wrong with an input and what to do about it."""
    from accordingto.model.kinds import WHAT_TO_DO

    return f"{problem.message.rstrip('.')}. {WHAT_TO_DO.get(problem.kind, '')}".rstrip()


def _say(summary: Any, record_path: str) -> None:
    speed = f", {summary.read / summary.seconds:.1f} reports a second" if summary.read and summary.seconds else ""
    click.echo(f"{record_path}: {summary.read} read, {summary.unchanged} unchanged, {summary.failed} failed{speed}", err=True)
    click.echo(f"{summary.attributions} new attributions; {summary.events} events in the record", err=True)
    if summary.problems:
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(summary.problems.items(), key=lambda kv: (-kv[1], kv[0])))
        click.echo(f"problems: {kinds} (`accordingto problems {record_path}` lists them)", err=True)


@click.command()
@click.option("-o", "--output", "record_path", default="demo.db", show_default=True, type=click.Path(), help="The record that is made.")
@click.pass_obj
def demo(options: dict[str, Any], record_path: str) -> None:
    """Read the bundled invented reports into a new record and print its digest."""
    from accordingto.cli.digest import print_digest
    from accordingto.config import load_settings
    from accordingto.model.document import Details
    from accordingto.resources import data_path
    from accordingto.store.record import Record

    settings = load_settings(Path(options["config"]) if options.get("config") else None)
    _read(record_path, (str(data_path("demo/reports.jsonl")),), settings, Details())
    with Record(record_path) as record:
        print_digest(record)
    click.echo("\nThe country, its people and its outlets are invented. Look further:")
    click.echo(f"  accordingto accounts {record_path}      accounts side by side, with the words they rest on")
    click.echo(f"  accordingto quotes {record_path} --stance denies")
    click.echo(f"  accordingto show {record_path}          the reports; add an id to read one")


@click.command()
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out attributions below it.")
@click.pass_obj
def annotate(options: dict[str, Any], min_confidence: float) -> None:
    """Annotate: JSONL in on standard input, JSONL out, one document a line, in the same order.

    \b
    accordingto annotate < reports.jsonl > annotated.jsonl
    """
    from dataclasses import replace

    from accordingto.config import load_settings
    from accordingto.jsonl import annotate_lines

    settings = load_settings(Path(options["config"]) if options.get("config") else None)
    settings = replace(settings, withindoc=replace(settings.withindoc, min_confidence=min_confidence or settings.withindoc.min_confidence))
    for line in annotate_lines(sys.stdin.buffer, settings):
        click.echo(line)


@click.command(name="link")
@click.pass_obj
def link(options: dict[str, Any]) -> None:
    """Link: the JSONL of a collection in, its events, entities, echoes, accounts and verdicts out, a line each.

    \b
    accordingto link < reports.jsonl > linked.jsonl
    """
    from accordingto.config import load_settings
    from accordingto.jsonl import link_lines

    settings = load_settings(Path(options["config"]) if options.get("config") else None)
    for line in link_lines(sys.stdin.buffer, settings):
        click.echo(line)


@click.command()
@record_argument
@click.option("--again", is_flag=True, help="Link anew even where nothing has changed.")
def relink(record: str, again: bool) -> None:
    """Link the reports of a record: echoes, entities, events, accounts."""
    from accordingto.api import relink as relink_record

    done = relink_record(record, again=again)
    click.echo("linked" if done else "nothing has changed since it was last linked")
