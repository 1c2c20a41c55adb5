"""A workbook: a sheet for each table of the record, or one sheet.

In: tables of rows. Out: the bytes of an .xlsx file. Words of strangers are written as text, never as formula or link. A cell that is longer
than a spreadsheet allows is cut, and says so.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from accordingto.exports.tables import flat

LONGEST = 32_767
"""Characters that a cell may hold."""
CUT = " … (cut: {n} characters; whole in the CSV)"


def workbook(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """An .xlsx file with a sheet for each of ``tables``."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    bold = book.add_format({"bold": True})
    for name, rows in tables.items():
        sheet = book.add_worksheet(name[:31])
        names = list(dict.fromkeys(key for row in rows for key in row))
        for column, heading in enumerate(names):
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, 1):
            for column, key in enumerate(names):
                _write(sheet, number, column, row.get(key))
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(names) - 1)
    book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        words = flat(value)
        cut = CUT.format(n=len(words))
        sheet.write_string(row, column, words if len(words) <= LONGEST else words[: LONGEST - len(cut)] + cut)
