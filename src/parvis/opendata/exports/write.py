"""Tables to files. A text that a spreadsheet would run as a formula gets an apostrophe before it."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import IO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from parvis.consultations.models import ConsultationPage
from parvis.opendata.exports.tables import TABLES, Cell, Rows

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
LONGEST_CELL = 32_767


def safe(cell: Cell) -> Cell:
    """Return the cell as text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def csv_lines(rows: Rows) -> Iterator[str]:
    """Yield the lines of a CSV file with a byte-order mark, which spreadsheets need to read accents."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def write_csv(consultation: ConsultationPage, stream: IO[str], *, table: str = "contributions") -> int:
    """Write one table; return how many rows it has, without the header."""
    count = -1
    for line in csv_lines(TABLES[table](consultation)):
        stream.write(line)
        count += 1
    return count


def write_xlsx(consultation: ConsultationPage, stream: IO[bytes]) -> dict[str, int]:
    """Write every table as a sheet of one workbook; return the rows of each, without the header."""
    book = Workbook(write_only=True)
    counts = {}
    for name, table in TABLES.items():
        sheet = book.create_sheet(name)
        counts[name] = -1
        for row in table(consultation):
            sheet.append([_sheet_cell(cell) for cell in row])
            counts[name] += 1
    book.save(stream)
    return counts


def _sheet_cell(cell: Cell) -> Cell:
    guarded = safe(cell)
    return ILLEGAL_CHARACTERS_RE.sub("", guarded)[:LONGEST_CELL] if isinstance(guarded, str) else guarded
