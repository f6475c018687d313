"""Tables to files, safe in a spreadsheet."""

from typing import IO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from parvis.consultations.models import ConsultationPage
from parvis.opendata.exports.tables import TABLES, Reads
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
        sheet = book.create_sheet(name)
        counts[name] = -1
        for row in table(consultation, reads):
            sheet.append([_sheet_cell(cell) for cell in row])
            counts[name] += 1
    book.save(stream)
    return counts


def _sheet_cell(cell: Cell) -> Cell:
    guarded = safe(cell)
    return ILLEGAL_CHARACTERS_RE.sub("", guarded)[:LONGEST_CELL] if isinstance(guarded, str) else guarded
