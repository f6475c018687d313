"""A corpus read from files: a table of documents, and perhaps a table of arguments below them.

Tables are CSV (commas, semicolons or tabs; plain or gzip) in UTF-8, or Parquet.
"""

import gzip
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parvis.analysis.errors import AnalysisError
from parvis.analysis.synthesis.sources import Argument, Corpus, Side

SEPARATORS = (",", ";", "\t", "|")
ROW = ("contribution", "opinion_id", "document", "proposal", "commentable_id")
SIDE, TEXT, SUPPORTS = ("side", "alignment"), ("text", "body"), ("supports", "votes")
SIDES: dict[str, Side] = {
    "1": 1,
    "for": 1,
    "pour": 1,
    "+1": 1,
    "0": -1,
    "-1": -1,
    "against": -1,
    "contre": -1,
}
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
MOST = 2**53
"""Greatest count that is read exactly."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns of documents; an empty name is a column that is not there."""

    text: str
    id: str = ""
    title: str = ""
    author: str = ""
    votes: tuple[str, ...] = ()
    """For, mixed, against; or for, against."""


def read_corpus(path: Path, columns: Columns, arguments: Path | None = None) -> Corpus:
    """Read documents, in the order of the file.

    Parameters
    ----------
    columns
        Without `id`, documents are numbered from 1.
    arguments
        Table of arguments: the id of the document (contribution, opinion_id...), side (for, against, 1, 0),
        text, and perhaps supports. Those of documents that are not there are left out.

    Raises
    ------
    AnalysisError
        `missing_file`, `empty_file`, `unknown_format`, `invalid_bytes`, `bad_line`, `missing_column`,
        `not_text`, `not_a_count`, `repeated_id`, `bad_votes`, `unknown_side`.
    """
    if len(columns.votes) not in {0, 2, 3}:
        raise AnalysisError(
            "bad_votes", "name two columns of votes (for, against) or three (for, mixed, against)"
        )
    wanted = [columns.text, columns.id, columns.title, columns.author, *columns.votes]
    frame = read_table(path, [name for name in wanted if name])
    ids = frame[columns.id].to_list() if columns.id else [str(row) for row in range(1, frame.height + 1)]
    if arguments:
        _refuse_repeated(ids, path)
    return Corpus(
        ids=ids,
        texts=frame[columns.text].to_list(),
        titles=frame[columns.title].to_list() if columns.title else (),
        authors=frame[columns.author].to_list() if columns.author else (),
        votes=_votes(frame, columns.votes, path) if columns.votes else None,
        arguments=_arguments(arguments, ids) if arguments else (),
    )


def read_table(path: Path, columns: Sequence[str] = ()) -> pl.DataFrame:
    """Read columns of a table as text, without gap; all of them where none is named.

    Raises
    ------
    AnalysisError
        As `read_corpus`.
    """
    try:
        frame = _parquet(path, columns) if path.suffix.lower() == ".parquet" else _csv(path, columns)
    except pl.exceptions.NoDataError as empty:
        raise AnalysisError("empty_file", f"{path.name} is empty", file=path.name) from empty
    except (pl.exceptions.PolarsError, EOFError, zlib.error, gzip.BadGzipFile) as wrong:
        raise _explained(path, wrong) from wrong
    except OSError as absent:
        raise AnalysisError("missing_file", f"{path} cannot be read", path=str(path)) from absent
    if not frame.height:
        raise AnalysisError("empty_file", f"{path.name} has no row", file=path.name)
    _refuse_what_is_no_text(frame, path)
    return frame.with_columns(pl.all().cast(pl.String).fill_null(""))


def _parquet(path: Path, columns: Sequence[str]) -> pl.DataFrame:
    _need(path, list(pl.read_parquet_schema(path)), columns)
    return pl.read_parquet(path, columns=list(columns) or None, glob=False)


def _csv(path: Path, columns: Sequence[str]) -> pl.DataFrame:
    content = path.read_bytes()
    if content.startswith(ZIP):
        message = f"{path.name} is a spreadsheet or an archive: save it as CSV or Parquet"
        raise AnalysisError("unknown_format", message, file=path.name)
    content = gzip.decompress(content) if content.startswith(GZIP) else content
    content = content.removeprefix(b"\xef\xbb\xbf")
    separator = max(SEPARATORS, key=content[: content.find(b"\n")].decode("utf-8", "replace").count)
    header = pl.read_csv(
        BytesIO(content), separator=separator, infer_schema=False, n_rows=0, encoding="utf8-lossy"
    )
    _need(path, header.columns, columns)
    return pl.read_csv(
        BytesIO(content), separator=separator, infer_schema=False, columns=list(columns) or None
    )


def _refuse_what_is_no_text(frame: pl.DataFrame, path: Path) -> None:
    """Lists, structures and bytes have no words of their own; numbers and dates do."""
    for column in frame:
        if column.dtype.is_nested() or column.dtype in (pl.Binary, pl.Object):
            message = f"{path.name}: the column {column.name} holds {column.dtype}, not text"
            kind = str(column.dtype)
            raise AnalysisError("not_text", message, file=path.name, column=column.name, type=kind)


def _need(path: Path, given: Sequence[str], wanted: Sequence[str]) -> None:
    missing = [name for name in wanted if name not in given]
    if missing:
        known = ", ".join(given[:30])
        message = f"{path.name} has no column {missing[0]}; it has {known}"
        raise AnalysisError("missing_column", message, file=path.name, column=missing[0], given=known)


def _explained(path: Path, wrong: Exception) -> AnalysisError:
    """The first line that is not UTF-8, if there is one; otherwise what the reader says."""
    reason = (str(wrong).splitlines() or [type(wrong).__name__])[0]
    if path.suffix.lower() != ".parquet" and "utf" in str(wrong).lower():
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            if not _is_utf8(line):
                message = f"{path.name}, line {number}, is not UTF-8 text: save the file as UTF-8"
                return AnalysisError("invalid_bytes", message, file=path.name, line=number)
    return AnalysisError("bad_line", f"{path.name} cannot be read: {reason}", file=path.name, reason=reason)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _refuse_repeated(ids: Sequence[str], path: Path) -> None:
    """An argument must answer one document."""
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            message = f"{path.name}: the id {name!r} is there twice"
            raise AnalysisError("repeated_id", message, file=path.name, value=name)
        seen.add(name)


def _votes(frame: pl.DataFrame, columns: tuple[str, ...], path: Path) -> NDArray[np.int64]:
    counted = [_counts(frame[name], path) for name in columns]
    if len(counted) == 2:
        counted.insert(1, np.zeros(frame.height, np.int64))
    return np.column_stack(counted)


def _counts(column: pl.Series, path: Path) -> NDArray[np.int64]:
    """Whole numbers, nothing for none."""
    text = column.str.strip_chars()
    counts = text.replace("", "0").cast(pl.Float64, strict=False)
    wrong = (~counts.is_between(0, MOST) | (counts != counts.floor())).fill_null(True)
    if wrong.any():
        row = int(wrong.arg_true()[0])
        message = f"{path.name}, row {row + 1}: {column.name} is {text[row]!r}, not a number of votes"
        raise AnalysisError(
            "not_a_count", message, file=path.name, row=row + 1, column=column.name, value=text[row]
        )
    return counts.to_numpy().astype(np.int64)


def _arguments(path: Path, ids: list[str]) -> list[Argument]:
    frame = read_table(path)
    names = {key: _find(frame, known, path) for key, known in (("row", ROW), ("side", SIDE), ("text", TEXT))}
    supports = next((name for name in SUPPORTS if name in frame.columns), None)
    place = {name: row for row, name in enumerate(ids)}
    counts = _counts(frame[supports], path) if supports else np.zeros(frame.height, np.int64)
    found = zip(
        *(frame[names[key]].to_list() for key in ("row", "side", "text")), counts.tolist(), strict=True
    )
    return [
        Argument(str(number), place[row], _side(side, path), text, count)
        for number, (row, side, text, count) in enumerate(found, start=1)
        if row in place and side
    ]


def _find(frame: pl.DataFrame, names: Sequence[str], path: Path) -> str:
    found = next((name for name in names if name in frame.columns), None)
    if found is None:
        _need(path, frame.columns, names[:1])
    return str(found)


def _side(value: str, path: Path) -> Side:
    side = SIDES.get(value.strip().lower())
    if side is None:
        message = f"{path.name}: the side of an argument is {value!r}; write for or against"
        raise AnalysisError("unknown_side", message, file=path.name, value=value)
    return side
