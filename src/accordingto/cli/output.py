"""How rows are shown: a table on a terminal, plain lines in a pipe, JSON or CSV when asked.

In: dicts. Out: text. Decides nothing about their content.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import click

from accordingto.exports.tables import csv_text, flat

Command = TypeVar("Command", bound=Callable[..., Any])
Row = Mapping[str, Any]


class OneOf(click.Choice[str]):
    """A value of a closed list; a misspelt one gets the nearest right one."""

    def __init__(self, values: Iterable[str]) -> None:
        super().__init__([str(v) for v in values], case_sensitive=False)

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002  # click's interface
        """The nearest value, or all of them."""
        from difflib import get_close_matches

        near = get_close_matches(str(value).lower(), [c.lower() for c in self.choices], 1, 0.5)
        known = {c.lower(): c for c in self.choices}
        return f"there is no `{value}`. " + (f"Did you mean `{known[near[0]]}`?" if near else f"Known are: {', '.join(self.choices)}.")


class Group(click.Group):
    """A command with commands of its own, each listed with the whole first sentence of its help."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list, nothing cut off."""
        rows = [
            (name, c.get_short_help_str(limit=140)) for name in self.list_commands(ctx) if (c := self.get_command(ctx, name)) is not None
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


class Day(click.ParamType[str]):
    """A day as YYYY-MM-DD; given on as a string, which is how the record keeps days."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The day, checked."""
        from datetime import date

        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            self.fail(f"`{value}` is no day. Write YYYY-MM-DD.", param, ctx)


def form_options(command: Command) -> Command:
    """Add --json and --csv."""
    for name, words in (("csv", "Write CSV."), ("json", "Write JSON, one object a row.")):
        command = click.option(f"--{name}", f"as_{name}", is_flag=True, help=words)(command)
    return command


def record_argument(command: Command) -> Command:
    """Add the RECORD argument."""
    return click.argument("record", type=click.Path(dir_okay=True))(command)


def write_json(rows: Iterable[Row]) -> None:
    """One JSON array, a row a line."""
    import msgspec

    lines = [msgspec.json.encode(row).decode() for row in rows]
    click.echo("[" + ",\n".join(lines) + "]")


def write_csv(rows: Sequence[Row]) -> None:
    """CSV with a header."""
    click.echo(csv_text(rows), nl=False)


def write_table(rows: Sequence[Row], columns: Mapping[str, str], *, empty: str) -> None:
    """A table of ``columns`` (key -> heading); ``empty`` says what it means that there are no rows."""
    if not rows:
        click.echo(empty)
        return
    cells = [[flat(row.get(key)).replace("\n", " ") for key in columns] for row in rows]
    if not sys.stdout.isatty():
        for line in [list(columns.values()), *cells]:
            click.echo("\t".join(line))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False, collapse_padding=True)
    for heading in columns.values():
        table.add_column(heading, overflow="fold")
    for line in cells:
        table.add_row(*(Text(cell) for cell in line))
    Console().print(table)
