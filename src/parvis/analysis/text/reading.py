"""Texts from where they are: a list, or columns of a file, in CSV (plain or gzip) or Parquet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from parvis.analysis.errors import AnalysisError
from parvis.analysis.text import csv_text

COPIES = 3
"""How many times its size a file takes while it is read: bytes, characters, columns."""
PARQUET, ZIP = b"PAR1", b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of a file, and what was met on the way."""

    frame: pl.DataFrame
    """(n, columns) strings, none missing, each column under its own name; n is 1 or more."""
    notes: tuple[str, ...]
    """Stable keys: encoding_cp1252, encoding_utf16, invalid_bytes."""


def read_table(path: Path | str, columns: Sequence[str] = (), *, memory: int | None = None) -> Table:
    """Read columns of a file as text.

    Parameters
    ----------
    path
        CSV (separated by commas, semicolons, tabs or bars; quoted; UTF-8 with or without its mark, UTF-16
        with it, or Windows-1252), the same in gzip, or Parquet. Told by its content, not by its name.
    columns
        Their names; all columns where none is named. The first of two columns of one name is read.
    memory
        Bytes that reading may take; no bound by default.

    Raises
    ------
    AnalysisError
        `missing_file`, `empty_file`, `unknown_format`, `file_too_large`, `bad_line` with its line where
        there is one, `missing_column` with the columns that exist, `not_text`.
    """
    path = Path(path)
    read = _parquet if _start(path) == PARQUET else _csv
    frame, notes = read(path, tuple(dict.fromkeys(columns)), memory)
    if not frame.height:
        raise AnalysisError("empty_file", f"{path.name} has no row", file=path.name)
    _refuse_what_is_no_text(frame, path)
    return Table(frame.with_columns(pl.all().cast(pl.String).fill_null("")), notes)


def need(path: Path, given: Sequence[str], wanted: Sequence[str]) -> None:
    """Raise AnalysisError `missing_column` for the first wanted column that is not among those given."""
    missing = [name for name in wanted if name not in given]
    if missing:
        known = ", ".join(given[:30])
        message = f"{path.name} has no column {missing[0]}; it has {known}"
        raise AnalysisError("missing_column", message, file=path.name, column=missing[0], given=known)


def _start(path: Path) -> bytes:
    """The first bytes of a file, which tell its format."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise AnalysisError("missing_file", f"{path} cannot be read", path=str(path)) from error
    if not start:
        raise AnalysisError("empty_file", f"{path.name} is empty", file=path.name)
    if start == ZIP:
        message = f"{path.name} is a spreadsheet or an archive: save it as CSV or Parquet"
        raise AnalysisError("unknown_format", message, file=path.name)
    return start


def _parquet(path: Path, columns: Sequence[str], memory: int | None) -> tuple[pl.DataFrame, tuple[str, ...]]:
    _bound(path, path.stat().st_size, memory)
    try:
        need(path, list(pl.read_parquet_schema(path)), columns)
        frame = pl.read_parquet(path, columns=list(columns) or None, glob=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise _damaged(path, error) from error
    _bound(path, int(frame.estimated_size()), memory)
    return frame, ()


def _csv(path: Path, columns: Sequence[str], memory: int | None) -> tuple[pl.DataFrame, tuple[str, ...]]:
    limit = None if memory is None else memory // COPIES
    try:
        data = csv_text.content(path, limit)
    except (OSError, EOFError, csv_text.DAMAGED) as error:
        raise _damaged(path, error) from error
    _bound(path, len(data), memory)
    text, notes = csv_text.decoded(data)
    separator, names = csv_text.header(text, path.name)
    need(path, names, columns)
    return csv_text.columns(text, separator, names, columns or tuple(dict.fromkeys(names)), path.name), notes


def _refuse_what_is_no_text(frame: pl.DataFrame, path: Path) -> None:
    """Lists, structures and bytes have no words of their own; numbers and dates do."""
    for column in frame:
        if column.dtype.is_nested() or column.dtype in (pl.Binary, pl.Object):
            message = f"{path.name}: the column {column.name} holds {column.dtype}, not text"
            kind = str(column.dtype)
            raise AnalysisError("not_text", message, file=path.name, column=column.name, type=kind)


def _bound(path: Path, size: int, memory: int | None) -> None:
    if memory is not None and size * COPIES > memory:
        message = (
            f"reading {path.name} takes {-(-size * COPIES // 10**6)} MB or more;"
            f" {memory // 10**6} MB are allowed"
        )
        raise AnalysisError("file_too_large", message, file=path.name, needed=size * COPIES, memory=memory)


def _damaged(path: Path, error: Exception) -> AnalysisError:
    reason = str(error).partition("\n")[0]
    return AnalysisError("bad_line", f"{path.name} cannot be read: {reason}", file=path.name, reason=reason)


def as_series(texts: Iterable[object] | pl.Series) -> pl.Series:
    """The texts as a column of strings without gap, in the same order.

    Parameters
    ----------
    texts
        Strings; None and NaN count as empty texts. Halves of a character (lone surrogates), which no file
        can hold, become question marks.

    Raises
    ------
    AnalysisError
        `not_text` when something else is found, with its row; `one_string` when a single string is given.
    """
    if isinstance(texts, pl.Series):
        return _strings(texts)
    if isinstance(texts, str | bytes):
        raise AnalysisError("one_string", "expected a list of texts, not one text: put it in a list")
    rows = list(texts)
    try:
        return pl.Series("text", rows, dtype=pl.String, strict=True).fill_null("")
    except (TypeError, UnicodeError, pl.exceptions.PolarsError):
        return pl.Series("text", [_clean(row, text) for row, text in enumerate(rows)], dtype=pl.String)


def _strings(series: pl.Series) -> pl.Series:
    if series.dtype in (pl.Categorical, pl.Enum, pl.Null):
        series = series.cast(pl.String)
    if series.dtype != pl.String:
        raise AnalysisError("not_text", f"the column holds {series.dtype}, not text", type=str(series.dtype))
    return series.fill_null("").rename("text")


def _clean(row: int, text: object) -> str:
    if text is None or (isinstance(text, float | np.floating) and np.isnan(text)):
        return ""
    if not isinstance(text, str):
        name = type(text).__name__
        raise AnalysisError("not_text", f"row {row} is not text ({name})", row=row, type=name)
    return text.encode("utf-8", "replace").decode("utf-8")
