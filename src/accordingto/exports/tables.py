"""Rows as CSV.

In: dicts. Out: text. A cell that a spreadsheet would run as a formula is led by an apostrophe, since its words are those of strangers.

>>> csv_text([{"source": "Mira Toll", "said": "=1+1"}])
"source,said\\r\\nMira Toll,'=1+1\\r\\n"
"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """CSV with a header of all keys, in the order in which they first appear."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    words = flat(value)
    return f"'{words}" if words.startswith(FORMULA) and not isinstance(value, int | float) else words


def flat(value: Any) -> str:
    """Any value in one line of words.

    >>> flat({"states": 3, "denies": 1}), flat(["a", None])
    ('states: 3; denies: 1', 'a; ')
    """
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return "; ".join(f"{k}: {flat(v)}" for k, v in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(flat(v) for v in value)
    return str(value)
