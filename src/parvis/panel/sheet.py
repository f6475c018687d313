"""Populations of reference in a spreadsheet: a line for each answer, with its people or its share."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from parvis.accounts.errors import Refused
from parvis.pages.packs import Unreadable, unpacking
from parvis.panel.enums import Trait, categories
from parvis.ui.words import number

HEADINGS = ("question", "code", "answer", "figure")
MOST_BYTES = 1_000_000
TOO_LARGE = gettext_lazy("This file is larger than 1 MB.")
MOST_LINES = 2_000
TWOFOLD = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
"""A comma before three digits parts thousands for some, and begins decimals for others."""


def template_rows(asked: Sequence[Trait]) -> Iterator[list[str]]:
    """The file to fill in: every answer, and no figure."""
    yield list(HEADINGS)
    for trait in asked:
        for code, label in categories(trait):
            yield [trait.value, code, label, ""]


def read_references(name: str, data: bytes, *, asked: Sequence[Trait]) -> dict[Trait, dict[str, float]]:
    """The figures of each question that has one at least. Raises `Refused`, with the line."""
    if len(data) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    lines = _workbook(data) if PurePath(name).suffix.lower() == ".xlsx" else _csv(data)
    if not lines or tuple(cell.strip().lower() for cell in lines[0][:4]) != HEADINGS:
        raise Refused(
            _("The first line must be: %(headings)s. Fill in the file that this page gives.")
            % {"headings": ", ".join(HEADINGS)}
        )
    found: dict[Trait, dict[str, float]] = {}
    for place, cells in enumerate(lines[1:], start=2):
        row = [cell.strip() for cell in (*cells, "", "", "", "")[:4]]
        if row[3]:
            trait, code, figure = _line(place, row, asked)
            if code in found.setdefault(trait, {}):
                raise _wrong(place, _("this answer stands twice in the file"))
            found[trait][code] = figure
    if not found:
        raise Refused(_("No line has a figure: write a number of people, or a share, in the last column."))
    return found


def _line(place: int, row: Sequence[str], asked: Sequence[Trait]) -> tuple[Trait, str, float]:
    trait = next((one for one in asked if one.value == row[0].lower()), None)
    if trait is None:
        raise _wrong(place, _("“%(word)s” is no question asked here") % {"word": row[0]})
    codes = [code for code, _label in categories(trait)]
    code = next((one for one in (row[1], row[1].zfill(2)) if one in codes), None)
    if code is None:
        raise _wrong(place, _("“%(word)s” is no answer to this question") % {"word": row[1]})
    return trait, code, _figure(place, row[3])


def _figure(place: int, written: str) -> float:
    """1234, "1 234", "12,5" and "12.5 %" alike."""
    plain = "".join(written.replace("%", "").split())
    if TWOFOLD.fullmatch(plain):
        raise _wrong(place, _("“%(word)s” may be read in two ways: write 1200 or 1.2") % {"word": written})
    try:
        value = float(plain.replace(",", "."))
    except ValueError:
        value = 0.0
    if not 0 < value <= 10**10:
        raise _wrong(place, _("“%(word)s” is no number above 0") % {"word": written})
    return value


def _wrong(place: int, why: str) -> Refused:
    return Refused(_("Line %(line)s: %(why)s.") % {"line": number(place), "why": why})


def _csv(data: bytes) -> list[list[str]]:
    """UTF-8, or what spreadsheets on Windows write, whatever parts its columns."""
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = data.decode("cp1252", errors="replace")
    lines = words.splitlines(keepends=True)
    parting = max(",;\t", key=(lines[0] if lines else "").count)
    try:
        found = list(csv.reader(lines[:MOST_LINES], delimiter=parting, strict=True))
    except csv.Error:
        raise Refused(_("This file is neither CSV nor XLSX: save it in one of these two formats.")) from None
    return found


def _workbook(data: bytes) -> list[list[str]]:
    try:
        with unpacking(BytesIO(data)):
            book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
    except (Unreadable, Refused, InvalidFileException, IndexError, KeyError):
        raise Refused(_("This workbook cannot be read. Save it again as XLSX, without a password.")) from None
    lines = sheet.iter_rows(max_row=MOST_LINES, values_only=True)
    return [[_words(cell) for cell in cells] for cells in lines]


def _words(cell: Any) -> str:
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
