"""Tables of votes in CSV: tolerant of names and separators, exact about what is wrong and on which line."""

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

import polars as pl

from parvis.analysis.errors import AnalysisError

SEPARATORS = (",", ";", "\t")
LONGEST_HEADER = 2**24
LINE = "line of the file"


class Table:
    """A CSV file whose columns are read as text, a few at a time."""

    def __init__(self, path: str | PathLike[str]) -> None:
        """Read the header.

        Raises
        ------
        AnalysisError
            `missing_file`, `empty_file`, `invalid_bytes`.
        """
        self.path = Path(path)
        header = self._header()
        self.separator = max(SEPARATORS, key=header.count)
        self.columns = self._scan_columns()

    def find(self, names: Sequence[str]) -> str | None:
        """The column that goes by one of these names, whatever the case, spaces and underscores."""
        plain = {_plain(column): column for column in reversed(self.columns)}
        return next((plain[name] for name in names if name in plain), None)

    def need(self, names: Sequence[str]) -> str:
        """The same; AnalysisError `missing_column` where there is none."""
        found = self.find(names)
        if found is None:
            wanted, given = " or ".join(names), ", ".join(self.columns[:20])
            sentence = f"{self.path.name} has no column {wanted}; it has {given}"
            raise AnalysisError("missing_column", sentence, file=self.path.name, column=names[0], given=given)
        return found

    def read(self, expressions: Sequence[pl.Expr]) -> pl.DataFrame:
        """Columns worked out from the text of the file, with the line of each row under `LINE`.

        Polars streams the file: its text is never whole in memory.

        Raises
        ------
        AnalysisError
            `invalid_bytes`, `bad_line`.
        """
        try:
            return self._lazy().select(pl.col(LINE), *expressions).collect(engine="streaming")
        except pl.exceptions.PolarsError as wrong:
            raise self._explained(wrong) from wrong

    def refuse(self, rows: pl.DataFrame, code: str, column: str, why: str) -> None:
        """Name the first of these rows, if there is one: its line, and what it says in `column`."""
        if not rows.height:
            return
        line = int(rows[LINE][0])
        value = "" if rows[column][0] is None else str(rows[column][0])
        sentence = f"{self.path.name}, line {line}: {column} is {value!r}, {why}"
        raise AnalysisError(code, sentence, file=self.path.name, line=line, column=column, value=value)

    def _lazy(self) -> pl.LazyFrame:
        return pl.scan_csv(
            self.path,
            separator=self.separator,
            infer_schema=False,
            row_index_name=LINE,
            row_index_offset=2,
            glob=False,
        )

    def _scan_columns(self) -> list[str]:
        try:
            return [name for name in self._lazy().collect_schema().names() if name != LINE]
        except pl.exceptions.NoDataError as empty:
            sentence = f"{self.path.name} is empty"
            raise AnalysisError("empty_file", sentence, file=self.path.name) from empty
        except pl.exceptions.PolarsError as wrong:
            raise self._explained(wrong) from wrong

    def _header(self) -> str:
        try:
            with self.path.open("rb") as file:
                return file.readline(LONGEST_HEADER).decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            raise self._explained(wrong) from wrong
        except OSError as absent:
            sentence = f"{self.path} cannot be read"
            raise AnalysisError("missing_file", sentence, path=str(self.path)) from absent

    def _explained(self, wrong: Exception) -> AnalysisError:
        """The line that is not UTF-8, if there is one; otherwise what the reader of CSV says."""
        name = self.path.name
        with self.path.open("rb") as file:
            for line, text in enumerate(file, start=1):
                if not _is_utf8(text):
                    sentence = f"{name}, line {line}, is not UTF-8 text: save the file as UTF-8"
                    return AnalysisError("invalid_bytes", sentence, file=name, line=line)
        reason = str(wrong).splitlines()[0]
        return AnalysisError("bad_line", f"{name} is not a table in CSV: {reason}", file=name, reason=reason)


def _plain(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(" ", "-")


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
