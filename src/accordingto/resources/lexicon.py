"""Lexicons: TSV files whose rows are typed, each with an example that the tests run.

In: the name of a TSV file and the dataclass of its rows. Out: a tuple of rows. Lines that begin with ``#`` are comments,
the first other line names the columns, ``-`` is an empty cell. A row with the wrong columns is a fault of ours, told with
file and line.
"""

from dataclasses import fields
from functools import cache
from typing import TypeVar

from accordingto.errors import MissingPart
from accordingto.resources.files import data_path

Row = TypeVar("Row")


@cache
def rows_of(name: str, row_type: type[Row]) -> tuple[Row, ...]:
    """All rows of ``name`` (for instance ``cues.tsv``) as ``row_type``, whose fields are str and named as the columns are."""
    wanted = [f.name for f in fields(row_type)]  # type: ignore[arg-type]  # Row is a dataclass by convention
    lines = data_path(name).read_text(encoding="utf-8").splitlines()
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    header = numbered[0][1].split("\t") if numbered else []
    if header != wanted:
        raise MissingPart("read a lexicon", name, f"columns are {header}, wanted {wanted}")
    found = []
    for n, line in numbered[1:]:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != len(wanted):
            raise MissingPart("read a lexicon", f"{name} line {n}", f"{len(cells)} cells, wanted {len(wanted)}")
        found.append(row_type(**{k: "" if v == "-" else v for k, v in zip(wanted, cells, strict=True)}))
    return tuple(found)
