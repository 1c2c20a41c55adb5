"""Rows as CSV and JSONL, and back.

In: dicts. Out: text. A cell that a spreadsheet would run as a formula is led by an apostrophe, since its words are those of strangers.

>>> csv_text([{"source": "Mira Toll", "said": "=1+1"}])
"source,said\\r\\nMira Toll,'=1+1\\r\\n"
"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from accordingto.errors import BadFile

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(rows: Sequence[Mapping[str, Any]], columns: Sequence[str] = ()) -> str:
    """CSV with a header of ``columns``, else of all keys, in the order in which they first appear."""
    names = columns or list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


def jsonl_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """One JSON object a line.

    >>> jsonl_text([{"a": 1}, {"a": None}])
    '{"a":1}\\n{"a":null}\\n'
    """
    import msgspec

    return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)


def rows_of_text(text: str, name: str) -> list[dict[str, Any]]:
    """Rows of a CSV or JSONL text, by its first sign. Raises BadFile with the line that cannot be read.

    >>> rows_of_text("a,b\\r\\n1,'=x\\r\\n", "f"), rows_of_text('{"a": 1}\\n', "f")
    ([{'a': '1', 'b': '=x'}], [{'a': 1}])
    """
    if not text.lstrip().startswith("{"):
        return [{k: _uncelled(v) for k, v in row.items() if k is not None} for row in csv.DictReader(io.StringIO(text))]
    import msgspec

    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            rows.append(msgspec.json.decode(line, type=dict[str, Any]))
        except msgspec.MsgspecError as error:
            raise BadFile("read", f"{name}, line {number}", str(error), "Mend the line and run the same command again.") from error
    return rows


def _uncelled(words: Any) -> Any:
    return words[1:] if isinstance(words, str) and words[:1] == "'" and words[1:].startswith(FORMULA) else words


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
