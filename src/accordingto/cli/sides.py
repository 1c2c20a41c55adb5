"""Two reports side by side: the passages that they share, each next to the other's words; and where a report was seen first."""

import shutil
import textwrap
from itertools import zip_longest
from typing import Any

import click

from accordingto.exports.wording import clipped

NARROWEST, WIDEST = 60, 140
GUTTER = " | "


def print_sides(row: dict[str, Any]) -> None:
    """The passages of a pair of reports in two columns."""
    width = (min(WIDEST, max(NARROWEST, shutil.get_terminal_size((100, 40)).columns)) - len(GUTTER)) // 2
    click.echo(f"{row['kind']}: {row['why']}")
    click.echo(f"first seen in: {row['first_seen_in'] or 'unknown'}\n")
    _print_columns(_name(row["left"]), _name(row["right"]), width)
    for pair in row["passages"]:
        click.echo("-" * (2 * width + len(GUTTER)))
        left, right = pair["left"], pair["right"]
        _print_columns(f"[{left['start']}, {left['end']}]", f"[{right['start']}, {right['end']}] {pair['how']}", width)
        _print_columns(left["words"], right["words"], width)


def _print_columns(left: str, right: str, width: int) -> None:
    for one, other in zip_longest(_wrapped(left, width), _wrapped(right, width), fillvalue=""):
        click.echo(f"{one:<{width}}{GUTTER}{other}".rstrip())


def _wrapped(words: str, width: int) -> list[str]:
    return [line for part in words.splitlines() for line in textwrap.wrap(part, width) or [""]]


def _name(report: dict[str, Any]) -> str:
    return f"{report['doc_id']} · {report['outlet'] or 'outlet unknown'} · {report['published'] or 'no date'}"


def print_first_seen(seen: dict[str, Any]) -> None:
    """Where the report and its passages were seen first; nothing where it shares none."""
    if not seen["passages"]:
        return
    first = seen["first_seen_in"]
    if first == seen["doc_id"]:
        click.echo("Passages that another report has too")
    else:
        click.echo(f"First seen in {first or 'one of two, which is unknown'}: {seen['share']:.0%} of the text")
    for p in seen["passages"]:
        where = f"first seen in {p['first_seen_in']} ({p['outlet'] or 'outlet unknown'}, {p['published'] or 'no date'})"
        unknown = f"also in {p['shared_with']}; which was first is unknown"
        click.echo(
            f"  [{p['start']}, {p['end']}] “{clipped(p['words'].replace(chr(10), ' '), 70)}” {where if p['first_seen_in'] else unknown}"
        )
    click.echo("")
