"""Tables as CSV that spreadsheets read, whatever people wrote in them."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO

Cell = str | int | None
Row = Iterable[Cell]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
PLAIN_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")
"""A longitude, a gap: no spreadsheet runs it."""


def safe(cell: Cell) -> Cell:
    """The cell with an apostrophe before what a spreadsheet would run as a formula (OWASP, CSV injection)."""
    if not isinstance(cell, str) or PLAIN_NUMBER.fullmatch(cell):
        return cell
    if cell.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a CSV file with a byte-order mark, which spreadsheets need to read accents."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
