"""Spreadsheets that people bring: CSV however it is parted and written, and the first sheet of a workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from parvis.accounts.errors import Refused
from parvis.pages.packs import Unreadable, unpacking

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

LONGEST_CELL = 1_000_000
BOOK = ".xlsx"


def is_book(name: str) -> bool:
    """Whether a file is read as a workbook; any other is read as CSV."""
    return PurePath(name).suffix.lower() == BOOK


def delimiter(text: str) -> str:
    """What parts most columns of the header: names of columns hold none of them."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def lines_of(name: str, data: bytes, *, most: int) -> list[list[str]]:
    """The first `most` lines of a small spreadsheet, in words. Raises `Refused` with what to do."""
    lines = book_lines(data) if is_book(name) else csv_lines(data)
    return [cells for _place, cells in zip(range(most), lines, strict=False)]


def csv_lines(data: bytes) -> Iterator[list[str]]:
    """UTF-8, or what spreadsheets on Windows write. Raises `Refused`, on the line at fault."""
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = data.decode("cp1252", errors="replace")
    if "\0" in words:
        raise Refused(
            _("This file is neither CSV nor XLSX. Save the spreadsheet in one of these two formats.")
        )
    csv.field_size_limit(LONGEST_CELL)
    try:
        yield from csv.reader(StringIO(words, newline=""), delimiter=delimiter(words), strict=True)
    except csv.Error:
        raise Refused(
            _("A row is cut, or its quotation marks are not closed. Save the file again.")
        ) from None


def book_lines(data: bytes) -> Iterator[list[str]]:
    """The lines of the first sheet, each cell as it is shown. Raises `Refused`."""
    sheet = first_sheet(data, as_shown=True)
    for cells in sheet.iter_rows(values_only=True) if sheet is not None else ():
        yield [_in_words(cell) for cell in cells]


def first_sheet(data: bytes, *, as_shown: bool) -> ReadOnlyWorksheet | None:
    """None in a workbook without any; its formulas, or what they gave (`as_shown`). Raises `Refused`."""
    try:
        with unpacking(BytesIO(data)):
            book = load_workbook(BytesIO(data), read_only=True, data_only=as_shown)
    except (Unreadable, Refused, InvalidFileException):
        raise Refused(_("This workbook cannot be read. Save it again as XLSX, without a password.")) from None
    return book.worksheets[0] if book.worksheets else None


def _in_words(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
