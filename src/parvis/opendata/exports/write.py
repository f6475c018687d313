"""Tables to files, safe in a spreadsheet."""

from typing import IO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from parvis.consultations.models import ConsultationPage
from parvis.opendata.exports.tables import TABLES, Reads, Rows
from parvis.ui.spreadsheet import Cell, csv_lines, safe

LONGEST_CELL = 32_767


def write_csv(
    consultation: ConsultationPage, stream: IO[str], *, reads: Reads, table: str = "contributions"
) -> int:
    """Write one table for somebody who `reads`; return how many rows it has, without the header."""
    count = -1
    for line in csv_lines(TABLES[table](consultation, reads)):
        stream.write(line)
        count += 1
    return count


def write_xlsx(consultation: ConsultationPage, stream: IO[bytes], *, reads: Reads) -> dict[str, int]:
    """Write every table as a sheet of one workbook for somebody who `reads`; return the rows of each."""
    book = Workbook(write_only=True)
    counts = {}
    for name, table in TABLES.items():
        counts[name] = _add_sheet(book, name, table(consultation, reads))
    book.save(stream)
    return counts


def write_sheet(name: str, rows: Rows, stream: IO[bytes]) -> int:
    """Write one table as a workbook; return how many rows it has, without the header."""
    book = Workbook(write_only=True)
    count = _add_sheet(book, name, rows)
    book.save(stream)
    return count


def _add_sheet(book: Workbook, name: str, rows: Rows) -> int:
    sheet, count = book.create_sheet(name), -1
    for row in rows:
        sheet.append([sheet_cell(cell) for cell in row])
        count += 1
    return count


def sheet_cell(cell: Cell) -> Cell:
    """What a workbook may hold, safe when it is opened."""
    guarded = safe(cell)
    return ILLEGAL_CHARACTERS_RE.sub("", guarded)[:LONGEST_CELL] if isinstance(guarded, str) else guarded
