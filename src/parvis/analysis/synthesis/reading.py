"""A corpus read from files: a table of documents, and perhaps a table of arguments below them.

Tables are what `parvis.analysis.text.reading` reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parvis.analysis.errors import AnalysisError
from parvis.analysis.synthesis.sources import Argument, Corpus, Side
from parvis.analysis.text.reading import need, read_table

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


def read_corpus(
    path: Path, columns: Columns, arguments: Path | None = None, *, memory: int | None = None
) -> Corpus:
    """Read documents, in the order of the file.

    Parameters
    ----------
    columns
        Without `id`, documents are numbered from 1.
    arguments
        Table of arguments: the id of the document (contribution, opinion_id...), side (for, against, 1, 0),
        text, and perhaps supports. Those of documents that are not there are left out.
    memory
        Bytes that reading one file may take; no bound by default.

    Raises
    ------
    AnalysisError
        As `read_table`, and `not_a_count`, `repeated_id`, `bad_votes`, `unknown_side`.
    """
    if len(columns.votes) not in {0, 2, 3}:
        raise AnalysisError(
            "bad_votes", "name two columns of votes (for, against) or three (for, mixed, against)"
        )
    wanted = [columns.text, columns.id, columns.title, columns.author, *columns.votes]
    table = read_table(path, [name for name in wanted if name], memory=memory)
    frame = table.frame
    ids = frame[columns.id].to_list() if columns.id else [str(row) for row in range(1, frame.height + 1)]
    below = _read_arguments(arguments, ids, path, memory) if arguments else ([], ())
    return Corpus(
        ids=ids,
        texts=frame[columns.text].to_list(),
        titles=frame[columns.title].to_list() if columns.title else (),
        authors=frame[columns.author].to_list() if columns.author else (),
        votes=_votes(frame, columns.votes, path) if columns.votes else None,
        arguments=below[0],
        notes=tuple(dict.fromkeys((*table.notes, *below[1]))),
    )


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


def _read_arguments(
    path: Path, ids: list[str], documents: Path, memory: int | None
) -> tuple[list[Argument], tuple[str, ...]]:
    _refuse_repeated(ids, documents)
    table = read_table(path, memory=memory)
    return _arguments(table.frame, ids, path), table.notes


def _arguments(frame: pl.DataFrame, ids: list[str], path: Path) -> list[Argument]:
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
        need(path, frame.columns, names[:1])
    return str(found)


def _side(value: str, path: Path) -> Side:
    side = SIDES.get(value.strip().lower())
    if side is None:
        message = f"{path.name}: the side of an argument is {value!r}; write for or against"
        raise AnalysisError("unknown_side", message, file=path.name, value=value)
    return side
