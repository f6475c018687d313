"""The same rows by columns: Parquet for programs, a workbook for people, made while the tables are written.

polars is loaded here alone, inside the job: no page waits for it. Rows are written in batches, each a file,
that are then joined in a stream: memory does not grow with their number.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from openpyxl import Workbook

from parvis.ballots.totals import Row as Totals
from parvis.consultations.models import ConsultationPage
from parvis.opendata.exports.schema import type_of
from parvis.opendata.exports.tables import date_of
from parvis.opendata.exports.write import sheet_cell
from parvis.restitution.models import Answer
from parvis.ui.spreadsheet import Cell

if TYPE_CHECKING:
    import polars as pl

BATCH = 20_000
MOST_ROWS = 50_000
"""Of one sheet of the workbook: a spreadsheet that holds more opens nowhere."""
BLOCK = 1 << 20


class Shelf:
    """Tables on their way to Parquet, each in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, Columns] = {}

    def watch(self, name: str, rows: Iterable[list[Cell]]) -> Iterator[list[Cell]]:
        """Pass rows on, the header first, and keep them by columns."""
        every = iter(rows)
        header = next(every)
        columns = self._held[name] = Columns(
            self._folder / name, f"{name}.csv", [str(cell) for cell in header]
        )
        yield header
        for row in every:
            columns.add(row)
            yield row

    def files(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """The name of each file, and its blocks."""
        for name, columns in self._held.items():
            yield f"{name}.parquet", columns.parts()


class Columns:
    """One table, in batches: each a file, joined at the end."""

    def __init__(self, folder: Path, table: str, columns: list[str]) -> None:
        self._folder, self._columns = folder, columns
        self._folder.mkdir()
        self._types = [type_of(table, column) for column in columns]
        self._held: list[list[Any]] = []
        self._batches = 0

    def add(self, row: Sequence[Cell]) -> None:
        self._held.append([typed(cell, kind) for cell, kind in zip(row, self._types, strict=True)])
        if len(self._held) >= BATCH:
            self._write()

    def parts(self) -> Iterator[bytes]:
        """The whole file, block after block."""
        import polars as pl

        self._write()
        whole = self._folder / "whole.parquet"
        pl.scan_parquet(self._folder / "part-*.parquet").sink_parquet(whole, compression="zstd")
        with whole.open("rb") as stream:
            yield from blocks(stream)

    def _write(self) -> None:
        """Also without a row: a file says its columns all the same."""
        if self._held or not self._batches:
            self._frame().write_parquet(self._folder / f"part-{self._batches:06}.parquet", compression="zstd")
            self._batches += 1
        self._held = []

    def _frame(self) -> pl.DataFrame:
        import polars as pl

        known = {
            "integer": pl.Int64(),
            "number": pl.Float64(),
            "boolean": pl.Boolean(),
            "datetime": pl.Datetime("ms", "UTC"),
            "date": pl.Date(),
        }
        schema = {
            column: known.get(kind, pl.String())
            for column, kind in zip(self._columns, self._types, strict=True)
        }
        return pl.DataFrame(self._held, schema=schema, orient="row")


def typed(cell: Cell, kind: str) -> Any:
    """A cell as its column says; nothing where it is empty."""
    if cell is None or (not cell and isinstance(cell, str) and kind != "string"):
        return None
    return READ[kind](str(cell))


READ: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "number": float,
    "boolean": lambda said: bool(int(said)),
    "datetime": lambda said: datetime.fromisoformat(said).astimezone(UTC),
    "date": date.fromisoformat,
    "string": str,
}


class Book:
    """Tables as sheets of one workbook, as long as each has few enough rows; else there is none."""

    def __init__(self) -> None:
        self._book = Workbook(write_only=True)
        self._is_whole = True

    def watch(self, name: str, rows: Iterable[list[Cell]]) -> Iterator[list[Cell]]:
        """Pass rows on, and keep them as a sheet."""
        sheet = self._book.create_sheet(name)
        for count, row in enumerate(rows):
            self._is_whole = self._is_whole and count <= MOST_ROWS
            if self._is_whole:
                sheet.append([sheet_cell(cell) for cell in row])
            yield row

    def parts(self) -> Iterator[bytes]:
        """The file, block after block; nothing when a table is too long.

        It is written all the same: what openpyxl began it must end, or it fails later, anywhere.
        """
        with tempfile.TemporaryFile() as stream:
            self._book.save(stream)
            stream.seek(0)
            if self._is_whole:
                yield from blocks(stream)


def blocks(stream: IO[bytes]) -> Iterator[bytes]:
    while block := stream.read(BLOCK):
        yield block


def answer_rows(consultation: ConsultationPage) -> Iterator[list[Cell]]:
    """Header, then every official answer, those that were replaced included, oldest first."""
    yield ["id", "contribution", "status", "answer", "signature", "created_at"]
    rows = Answer.objects.filter(contribution__consultation=consultation).order_by("pk")
    for row in rows.iterator(chunk_size=BATCH):
        yield [row.pk, row.contribution_id, row.status, row.text, row.signature, date_of(row.created_at)]


def vote_rows(totals: Iterable[Totals]) -> Iterator[list[Cell]]:
    """Header, then the totals of each ballot, as `tallies.json` has them."""
    names = ("ballot", "method", "item", "choice", "level", "count", "imported")
    yield list(names)
    for row in totals:
        yield [cell if cell is None or isinstance(cell, int) else str(cell) for cell in map(row.get, names)]
