"""CSV files as people send them: their encoding, separator and columns, and where they are broken."""

import csv
import gzip
import io
import sys
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from parvis.analysis.errors import AnalysisError

DAMAGED = zlib.error
"""What a broken gzip file raises, besides OSError and EOFError."""
SEPARATORS = ",;\t|"
GZIP = b"\x1f\x8b"
HEADER = 1 << 20
"""Characters in which the line of the names must end."""
QUOTE = "a quote is not closed, or stands inside a field"


def content(path: Path, limit: int | None) -> bytes:
    """Bytes of a file, unzipped; at most one more than the limit, which tells that it is passed."""
    with path.open("rb") as file:
        zipped = file.read(2) == GZIP
    size = -1 if limit is None else limit + 1
    if not zipped:
        with path.open("rb") as file:
            return file.read(size)
    with gzip.open(path) as unzipped:
        return unzipped.read(size)


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The characters of a file, and notes on its encoding.

    UTF-16 is told by its mark. Otherwise UTF-8, unless so many bytes are not (more than one character in
    twenty beyond ASCII) that it must be Windows-1252. What cannot be read becomes U+FFFD, with a note.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _noted(data.decode("utf-16", "replace"), ("encoding_utf16",))
    data = data.removeprefix(BOM_UTF8)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    kept = len(text) - len(text.encode("ascii", "ignore")) - lost
    if lost * 20 <= kept:
        return _noted(text, ())
    return _noted(data.decode("cp1252", "replace"), ("encoding_cp1252",))


def _noted(text: str, notes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    return text, (*notes, "invalid_bytes") if "\ufffd" in text else notes


def header(text: str, name: str) -> tuple[str, list[str]]:
    """The separator and the names of the columns: the separator that makes most columns of the first line."""
    if not text[:HEADER].strip():
        raise AnalysisError("empty_file", f"{name} has no line of column names", file=name)
    found = {separator: _first(text[:HEADER], separator) for separator in SEPARATORS}
    separator = max(SEPARATORS, key=lambda candidate: len(found[candidate]))
    if not found[separator]:
        raise _bad_line(1, QUOTE, name)
    return separator, [column.strip() for column in found[separator]]


def _first(text: str, separator: str) -> list[str]:
    """The first record, or nothing where its quotes do not fit the separator."""
    try:
        return next(_records(text, separator))[1]
    except csv.Error:
        return []


def columns(
    text: str, separator: str, names: Sequence[str], wanted: Sequence[str], name: str
) -> pl.DataFrame:
    """The wanted columns as strings, in that order. Every column is parsed, so that a torn line is seen."""
    if "\n" not in text:
        text = text.replace("\r", "\n")
    data = text.encode("utf-8", "replace")
    try:
        frame = pl.read_csv(data, separator=separator, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise _bad_line(*_fault(text, separator, len(names)), name) from error
    return pl.DataFrame([frame.to_series(names.index(column)).alias(column) for column in wanted])


def _bad_line(line: int, reason: str, name: str) -> AnalysisError:
    told = f"line {line}: {reason}"
    return AnalysisError("bad_line", f"{name} cannot be read, {told}", file=name, line=line, reason=told)


def _fault(text: str, separator: str, width: int) -> tuple[int, str]:
    first = 1
    try:
        for last, record in _records(text, separator):
            if len(record) > width:
                return first, f"{len(record)} fields where there are {width} columns: quote the text"
            first = last + 1
    except csv.Error as error:
        return first, f"{QUOTE} ({error})"
    return first, "the file cannot be parsed"


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not blank, with the line on which it ends."""
    csv.field_size_limit(sys.maxsize)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    for record in reader:
        if record:
            yield reader.line_num, record
