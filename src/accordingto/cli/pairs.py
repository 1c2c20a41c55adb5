"""How the weights of a pair are printed: a table, and a picture.

In: a row of `why` about two ids. Out: lines; an SVG file where one is asked for.
"""

from pathlib import Path
from typing import Any

import click

from accordingto.exports.waterfall import waterfall

NO_WEIGHTS = frozenset({"about", "left", "right", "together", "weight"})
BAR = 30


def print_pair(row: dict[str, Any], output: str | None) -> None:
    """The weights of a pair, one a line, and their sum; the picture to ``output``."""
    weights = [(name, float(value)) for name, value in row.items() if name not in NO_WEIGHTS]
    click.echo(f"{row['about']}: {row['left']} and {row['right']}")
    width = max((len(name) for name, _ in weights), default=3)
    most = max((abs(w) for _, w in weights), default=1.0) or 1.0
    for name, weight in weights:
        click.echo(f"  {name:<{width}}  {weight:+7.2f}  {('+' if weight > 0 else '-') * round(abs(weight) / most * BAR)}")
    click.echo(f"  {'sum':<{width}}  {row['weight']:+7.2f}  bits: above 0 they are likelier one than two")
    if row["together"]:
        click.echo(f"They are one {row['about']}.")
    elif row["weight"] > 0:
        click.echo(
            f"They are two all the same: a person said so, or what else is told of each is less alike (two {_several(row['about'])})."
        )
    if output:
        Path(output).write_text(waterfall(weights, f"{row['about']}: why these two"), encoding="utf-8")
        click.echo(f"picture: {output}")


def _several(about: str) -> str:
    return "entities" if about == "entity" else f"{about}s"
