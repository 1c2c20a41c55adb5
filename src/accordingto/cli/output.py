"""How rows are shown: a table on a terminal, plain lines in a pipe, JSON or CSV when asked.

In: dicts. Out: text. Decides nothing about their content.
"""

import csv
import io
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
Row = Mapping[str, Any]


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
    """CSV with a header. A cell that a spreadsheet would run as a formula is led by an apostrophe."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    click.echo(out.getvalue(), nl=False)


def _cell(value: Any) -> str:
    words = _flat(value)
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") and not isinstance(value, int | float) else words


def _flat(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return "; ".join(f"{k}: {_flat(v)}" for k, v in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_flat(v) for v in value)
    return str(value)


def write_table(rows: Sequence[Row], columns: Mapping[str, str], *, empty: str) -> None:
    """A table of ``columns`` (key -> heading); ``empty`` says what it means that there are no rows."""
    if not rows:
        click.echo(empty)
        return
    cells = [[_flat(row.get(key)).replace("\n", " ") for key in columns] for row in rows]
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


def number_words(low: int | None, high: int | None) -> str:
    """Bounds in words.

    >>> number_words(5, 5), number_words(12, None), number_words(None, 30), number_words(24, 99), number_words(None, None)
    ('5', '12 or more', 'up to 30', '24–99', 'no number')
    """
    if low is None and high is None:
        return "no number"
    if high is None:
        return f"{low} or more"
    if low is None:
        return f"up to {high}"
    return str(low) if low == high else f"{low}–{high}"


def day_words(earliest: str | None, latest: str | None) -> str:
    """Days in words.

    >>> day_words("2031-05-13", "2031-05-13"), day_words("2031-05-01", "2031-05-31"), day_words(None, None)
    ('2031-05-13', '2031-05-01 to 2031-05-31', 'date unknown')
    """
    if not earliest or not latest:
        return "date unknown"
    return earliest if earliest == latest else f"{earliest} to {latest}"


def clipped(words: str, width: int) -> str:
    """``words`` in one line of at most ``width`` characters.

    >>> clipped("The port's fire brigade told Radio Orrin", 20)
    "The port's fire bri…"
    """
    line = " ".join(words.split())
    return line if len(line) <= width else line[: width - 1] + "…"
