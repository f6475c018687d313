"""Texts from where they are: a list, a column of a CSV file (plain or gzip), a column of a Parquet file."""

from collections.abc import Iterable
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
class Reading:
    """n texts and what was met on the way."""

    texts: pl.Series
    """(n,) strings, none missing."""
    ids: pl.Series
    """(n,) strings: the column of identifiers, or the rows from 1."""
    column: str
    notes: tuple[str, ...]
    """Stable keys: encoding_cp1252, encoding_utf16, invalid_bytes, no_rows."""


def read_texts(
    path: Path | str, column: str | None = None, *, id_column: str | None = None, memory: int | None = None
) -> Reading:
    """Read a column of texts from a file.

    Parameters
    ----------
    path
        CSV (separated by commas, semicolons, tabs or bars; quoted; UTF-8 with or without its mark, UTF-16
        with it, or Windows-1252), the same in gzip, or Parquet. Told by its content, not by its name.
    column
        Name of the column of texts; may be left out where there is only one.
    id_column
        Name of a column of identifiers.
    memory
        Bytes that reading may take; no bound by default.

    Raises
    ------
    AnalysisError
        `missing_file`, `empty_file`, `unknown_format`, `file_too_large`, `bad_line` with its line where
        there is one, `column_needed` and `missing_column` with the columns that exist, `not_text`.
    """
    path = Path(path)
    frame, notes = (
        _parquet(path, column, id_column, memory)
        if _start(path) == PARQUET
        else _csv(path, column, id_column, memory)
    )
    texts = as_series(frame.to_series(0))
    ids = frame.to_series(1) if frame.width > 1 else pl.Series(range(1, len(texts) + 1))
    notes = notes if len(texts) else (*notes, "no_rows")
    return Reading(texts, ids.cast(pl.String).fill_null("").rename("id"), frame.columns[0], notes)


def _start(path: Path) -> bytes:
    """The first bytes of a file, which tell its format."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise AnalysisError("missing_file", f"{path} cannot be read", path=str(path)) from error
    if not start:
        raise AnalysisError("empty_file", f"{path} is empty", file=path.name)
    if start == ZIP:
        message = f"{path} is a spreadsheet or an archive: save it as CSV or Parquet"
        raise AnalysisError("unknown_format", message, file=path.name)
    return start


def _parquet(
    path: Path, column: str | None, id_column: str | None, memory: int | None
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    _bound(path, path.stat().st_size, memory)
    try:
        names = list(pl.read_parquet_schema(path))
        wanted = choose(names, column, id_column)
        frame = pl.read_parquet(path, columns=[names[place] for place in dict.fromkeys(wanted)])
    except (pl.exceptions.PolarsError, OSError) as error:
        raise _damaged(path, error) from error
    _bound(path, int(frame.estimated_size()), memory)
    return pl.DataFrame([frame[names[place]].alias(name) for place, name in _named(wanted, names)]), ()


def _csv(
    path: Path, column: str | None, id_column: str | None, memory: int | None
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    limit = None if memory is None else memory // COPIES
    try:
        data = csv_text.content(path, limit)
    except (OSError, EOFError, csv_text.DAMAGED) as error:
        raise _damaged(path, error) from error
    _bound(path, len(data), memory)
    text, notes = csv_text.decoded(data)
    separator, names = csv_text.header(text)
    wanted = choose(names, column, id_column)
    frame = csv_text.columns(text, separator, len(names), wanted)
    return pl.DataFrame(
        [frame[:, place].alias(name) for place, (_, name) in enumerate(_named(wanted, names))]
    ), notes


def _named(wanted: list[int], names: list[str]) -> list[tuple[int, str]]:
    """Places with a name each; the identifiers have one of their own, lest a column be both."""
    return [
        (place, names[place] if rank == 0 else f"{names[place]} (id)") for rank, place in enumerate(wanted)
    ]


def choose(names: list[str], column: str | None, id_column: str | None) -> list[int]:
    """Places of the column of texts, and of the identifiers if any."""
    if column is None and len(names) > 1:
        message = f"say which column holds the texts: {', '.join(names)}"
        raise AnalysisError("column_needed", message, given=", ".join(names))
    wanted = [names[0] if column is None else column, *([] if id_column is None else [id_column])]
    for name in wanted:
        if name not in names:
            message = f"there is no column {name!r}; there are: {', '.join(names)}"
            raise AnalysisError("missing_column", message, column=name, given=", ".join(names))
    return [names.index(name) for name in wanted]


def _bound(path: Path, size: int, memory: int | None) -> None:
    if memory is not None and size * COPIES > memory:
        message = (
            f"reading {path} takes {-(-size * COPIES // 10**6)} MB or more; {memory // 10**6} MB are allowed"
        )
        raise AnalysisError("file_too_large", message, file=path.name, needed=size * COPIES, memory=memory)


def _damaged(path: Path, error: Exception) -> AnalysisError:
    reason = str(error).partition("\n")[0]
    return AnalysisError("bad_line", f"{path} cannot be read: {reason}", file=path.name, reason=reason)


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
