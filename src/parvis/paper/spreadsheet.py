"""A spreadsheet of sheets: the model to fill, and what a filled one holds, each cell with its name."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from parvis.accounts.errors import Refused
from parvis.contributions.texts import clean_line
from parvis.pages.spreadsheets import csv_lines, first_sheet, is_book
from parvis.paper.columns import Column

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 400


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is computed: what it shows is not in the file."""


@dataclass(frozen=True, slots=True)
class Table:
    """`rows`: the line in the file, and its cells; `name`: of the sheet, told before each cell."""

    name: str
    headings: list[str]
    rows: list[tuple[int, Sequence[Any]]]

    def cell(self, line: int, place: int) -> str:
        """Its name as spreadsheets write it: “Sheet1!C17”."""
        return f"{self.name}!{get_column_letter(place + 1)}{line}"


def write_model(columns: Sequence[Column], *, sheets: str, help_sheet: str) -> bytes:
    """A workbook with the headings, and a second sheet that says what each column takes."""
    book = Workbook()
    first = book.active
    first.title = sheets
    first.append([column.heading for column in columns])
    first.freeze_panes = "A2"
    second = book.create_sheet(help_sheet)
    for column in columns:
        second.append([column.heading, column.takes])
    for place, cell in enumerate(first[1], start=1):
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        cell.data_type = "s"
        first.column_dimensions[get_column_letter(place)].width = 28
    for row in second.iter_rows():
        for cell in row:
            cell.data_type, cell.alignment = "s", Alignment(wrap_text=True, vertical="top")
    second.column_dimensions["A"].width, second.column_dimensions["B"].width = 40, 90
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def read_table(name: str, data: bytes) -> Table:
    """The rows that are not empty. Raises `Refused` with what to do."""
    if len(data) > MOST_BYTES:
        raise Refused(_("This file is larger than 10 MB. Cut it into several files."))
    title, records = _records(name, data)
    headings = [clean_line(str(cell or "")) for cell in next(records, [])]
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        raise Refused(_("The first row must hold the headings of the columns."))
    if len(headings) > MOST_COLUMNS:
        raise Refused(_("This file has too many columns: keep those of the model."))
    rows: list[tuple[int, Sequence[Any]]] = []
    for line, cells in enumerate(records, start=2):
        if all(cell is None or cell == "" for cell in cells):
            continue
        rows.append((line, cells))
        if len(rows) > MOST_ROWS:
            raise Refused(_("This file has more than 20,000 rows. Cut it into several files."))
    if not rows:
        raise Refused(_("This file has no row below its headings."))
    return Table(title, headings, rows)


def _records(name: str, data: bytes) -> tuple[str, Iterator[list[Any]]]:
    """The name of the sheet, and its lines: formulas are told from what is written."""
    if not is_book(name):
        return PurePath(name).stem[:31] or "CSV", csv_lines(data)
    sheet = first_sheet(data, as_shown=False)
    if sheet is None:
        raise Refused(_("This file has no row below its headings."))
    return sheet.title, ([_value(cell) for cell in row] for row in sheet.iter_rows(max_row=MOST_ROWS + 2))


def _value(cell: Any) -> Any:
    return Formula() if cell.data_type in {"f", "e"} else cell.value
