"""The command line: one group, lazily imported commands, and the border where every error becomes one line and an exit code."""

import sys

import click


@click.group()
def main() -> None:
    """Read news reports and keep a record of who said what, according to whom."""


@main.command()
def annotate() -> None:
    """Annotate documents: the contract's JSONL in, JSONL out, same order."""
    from accordingto.model.contract import annotation, document_from_line, line_of
    from accordingto.withindoc.annotate import annotate_all

    documents = (document_from_line(line) for line in sys.stdin.buffer if line.strip())
    for found in annotate_all(documents):
        click.echo(line_of(annotation(found)))
