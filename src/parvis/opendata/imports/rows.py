"""Strict reading of CSV files: a row is whole and right, or it is refused with its line."""

import csv
import gzip
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext as _

from parvis.contributions.texts import clean_text
from parvis.pages.spreadsheets import LONGEST_CELL, delimiter

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

T = TypeVar("T")


@dataclass(frozen=True)
class Refusal:
    """A row that can't be taken, by file and line (0: the whole), with a translated reason."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        if not self.line:
            return f"{self.file}: {self.reason}"
        return _("%(file)s, line %(line)d: %(reason)s") % {
            "file": self.file,
            "line": self.line,
            "reason": self.reason,
        }


class FileRefused(Exception):
    """A file that can't be read at all."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


class RowRefused(ValueError):
    """Raised by a parser for the row at hand; becomes a `Refusal` with the line."""


@dataclass(frozen=True)
class Row:
    """One record and the line where it starts."""

    line: int
    fields: dict[str, str]


def read_rows(path: Path, *, columns: Sequence[str], refusals: list[Refusal]) -> Iterator[Row]:
    """Yield the rows of a UTF-8 CSV file that has at least `columns`; broken rows go to `refusals`.

    The file may be compressed by gzip, its columns parted by commas, semicolons or tabs.

    Raises
    ------
    FileRefused
        When the file is absent, is not UTF-8, or lacks a column.
    """
    text = read_text(path)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), strict=True, delimiter=delimiter(text))
    header = next(reader, [])
    missing = [column for column in columns if column not in header]
    if missing:
        names = ", ".join(missing)
        raise FileRefused(Refusal(path.name, 1, _("missing column: %(names)s") % {"names": names}))
    yield from _whole_rows(reader, header, path.name, refusals)
    if text and not text.endswith(("\n", "\r")):
        reason = _(
            "the file stops without a line break, perhaps in the middle of a row. Download it again, "
            "or add a line break if the last row is whole."
        )
        refusals.append(Refusal(path.name, reader.line_num, reason))


def parse_rows(
    rows: Iterator[Row], parse: Callable[[dict[str, str]], T], file: str, refusals: list[Refusal]
) -> list[T]:
    """Parse each row; those that `parse` refuses go to `refusals` with their line."""
    parsed = []
    for row in rows:
        try:
            parsed.append(parse(row.fields))
        except RowRefused as error:
            refusals.append(Refusal(file, row.line, str(error)))
    return parsed


def integer(fields: dict[str, str], column: str, *, least: int | None = None) -> int:
    """Read a whole number, at least `least`; RowRefused otherwise."""
    value = fields[column].strip()
    digits = value.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or (least is not None and int(value) < least):
        raise RowRefused(
            _("“%(value)s” is not a valid number in column %(column)s")
            % {"value": value[:60], "column": column}
        )
    return int(value)


def choice(fields: dict[str, str], column: str, allowed: Sequence[int]) -> int:
    """Read one of the `allowed` numbers; RowRefused otherwise."""
    value = integer(fields, column)
    if value not in allowed:
        raise RowRefused(
            _("%(value)d is none of the values allowed in column %(column)s")
            % {"value": value, "column": column}
        )
    return value


def new_identifier(fields: dict[str, str], column: str, seen: set[str]) -> str:
    """Read a row's own number and add it to `seen`; RowRefused when it was there already."""
    identifier = str(integer(fields, column, least=0))
    if identifier in seen:
        raise RowRefused(_("the number %(number)s stands twice in the file") % {"number": identifier})
    seen.add(identifier)
    return identifier


def moment(fields: dict[str, str], column: str) -> datetime:
    """Read an ISO 8601 date with its zone; RowRefused otherwise."""
    value = fields[column].strip()
    try:
        date = datetime.fromisoformat(value)
    except ValueError:
        date = None
    if date is None or date.tzinfo is None or "T" not in value:
        raise RowRefused(
            _("“%(value)s” is not a date with its time zone in column %(column)s")
            % {"value": value[:60], "column": column}
        )
    return date


def milliseconds(fields: dict[str, str], column: str) -> datetime:
    """Read milliseconds since 1970; RowRefused when outside of 2000 to 2100."""
    value = integer(fields, column)
    if not 946_684_800_000 <= value <= 4_102_444_800_000:
        raise RowRefused(
            _("“%(value)s” is not a date in milliseconds in column %(column)s")
            % {"value": value, "column": column}
        )
    return datetime.fromtimestamp(value / 1000, tz=UTC)


def required(fields: dict[str, str], column: str) -> str:
    """Read a text that is not blank, cleaned as those that people type; RowRefused otherwise."""
    value = clean_text(fields[column])
    if not value:
        raise RowRefused(_("column %(column)s is empty") % {"column": column})
    return value


def read_text(path: Path) -> str:
    """The whole of a UTF-8 file, compressed by gzip or not; FileRefused otherwise."""
    try:
        return _uncompressed(path).decode("utf-8-sig")
    except FileNotFoundError:
        raise FileRefused(Refusal(path.name, 0, _("the file is missing"))) from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise FileRefused(Refusal(path.name, 0, _("the compressed file is damaged"))) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise FileRefused(Refusal(path.name, line, _("the file is not in UTF-8"))) from None


def _uncompressed(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def _whole_rows(reader: "CsvReader", header: list[str], file: str, refusals: list[Refusal]) -> Iterator[Row]:
    while True:
        line = reader.line_num + 1
        try:
            values = next(reader, None)
        except csv.Error:
            refusals.append(Refusal(file, line, _("the row is cut, or its quotation marks are not closed")))
            return
        if values is None:
            return
        if len(values) == len(header):
            yield Row(line, dict(zip(header, values, strict=True)))
        elif values:
            reason = _("%(found)d columns instead of %(expected)d") % {
                "found": len(values),
                "expected": len(header),
            }
            refusals.append(Refusal(file, line, reason))
