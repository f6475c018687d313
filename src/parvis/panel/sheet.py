"""Populations of reference in a spreadsheet: a line for each answer, or a table of the census."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.accounts.errors import Refused
from parvis.pages.spreadsheets import lines_of
from parvis.panel.census import is_census, read_census
from parvis.panel.enums import Trait, categories
from parvis.ui.words import number

HEADINGS = ("question", "code", "answer", "figure")
MOST_BYTES = 1_000_000
TOO_LARGE = gettext_lazy("This file is larger than 1 MB.")
MOST_LINES = 40_000
TWOFOLD = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
"""A comma before three digits parts thousands for some, and begins decimals for others."""


def template_rows(asked: Sequence[Trait]) -> Iterator[list[str]]:
    """The file to fill in: every answer, and no figure."""
    yield list(HEADINGS)
    for trait in asked:
        for code, label in categories(trait):
            yield [trait.value, code, label, ""]


def read_references(name: str, data: bytes, *, asked: Sequence[Trait]) -> dict[Trait, dict[str, float]]:
    """The figures of each question that has one at least, or of a table of the census.

    Raises `Refused`, with the line.
    """
    if len(data) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    lines = lines_of(name, data, most=MOST_LINES + 1)
    if len(lines) > MOST_LINES:
        raise Refused(
            _("This file has more than %(most)s lines: keep those of the place concerned.")
            % {"most": number(MOST_LINES)}
        )
    if lines and is_census(lines[0]):
        return read_census(lines, asked=asked)
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
