"""Votes packed in rows: a sparse matrix that tells a pass from a statement never seen.

Agree +1, disagree -1, pass 0, not seen absent. The last vote of a participant on a statement wins.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from os import PathLike

import numpy as np
import scipy  # its parts are read when they are first used: pages that draw a statement use none
from numpy.typing import ArrayLike, NDArray

from parvis.analysis.errors import AnalysisError
from parvis.analysis.opinion.arrays import Flags, Indices, Values

MOST_VOTES = 2**31 - 1
MOST_PARTICIPANTS = 2**27
MOST_STATEMENTS = 2**22
BLOCK = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """A matrix of votes in compressed rows, statements ascending within a participant. Never modified.

    Build it with `Votes.of`, `Votes.load` or a reader of `parvis.analysis.opinion.reading`.
    """

    starts: Indices
    """(n + 1,) where the votes of each participant begin."""
    statements: Indices
    """(v,) column of each vote."""
    values: Values
    """(v,) +1, -1 or 0."""
    shape: tuple[int, int]
    """Participants, statements."""

    @classmethod
    def of(
        cls, rows: ArrayLike, cols: ArrayLike, values: ArrayLike, shape: tuple[int, int] | None = None
    ) -> "Votes":
        """Pack votes in any order; a later vote replaces an earlier one of the same cell.

        Parameters
        ----------
        rows, cols, values
            (v,) participant, statement (from 0) and vote of each.
        shape
            Participants and statements; by default, as many as the votes name.

        Raises
        ------
        AnalysisError
            `unequal_lengths`, `not_whole_number`, `negative_index`, `index_out_of_shape`, `index_too_large`,
            `vote_out_of_range`, `bad_shape`, `too_many_votes`.

        Notes
        -----
        Two stable counting sorts: time and memory linear in v + n + m.
        """
        row, col, value = _checked_votes(rows, cols, values)
        shape = _shape(row, col, shape)
        row, col, value = _last_of_each(row, col, value, shape)
        return cls(_starts(np.bincount(row, minlength=shape[0])), col, value, shape)

    @property
    def size(self) -> int:
        """Votes, passes included."""
        return len(self.values)

    @property
    def counts(self) -> NDArray[np.int32]:
        """(n,) votes of each participant, passes included."""
        return np.diff(self.starts)

    def rows(self, first: int = 0, last: int | None = None) -> Indices:
        """Participant of each vote, for participants `first` to `last` (excluded)."""
        last = self.shape[0] if last is None else last
        return np.repeat(np.arange(first, last, dtype=np.int32), np.diff(self.starts[first : last + 1]))

    def blocks(self, limit: int = BLOCK) -> Iterator[tuple[int, int]]:
        """Ranges of participants, in order, that hold about `limit` votes each: a way to bound memory."""
        cuts = np.searchsorted(self.starts, np.arange(limit, self.size, limit)).tolist()
        edges = sorted({0, *cuts, self.shape[0]})
        return pairwise(edges)

    def take(self, rows: NDArray[np.integer]) -> "Votes":
        """The votes of these participants, in this order; one named twice is there twice."""
        taken = scipy.sparse.csr_array((self.values, self.statements, self.starts), shape=self.shape)[rows]
        starts, statements = taken.indptr.astype(np.int32), taken.indices.astype(np.int32)
        return Votes(starts, statements, taken.data, (len(rows), self.shape[1]))

    def append(self, rows: ArrayLike, cols: ArrayLike, values: ArrayLike) -> "Votes":
        """A new matrix with more votes; it grows where they name new participants or statements.

        Parameters
        ----------
        rows, cols, values
            (w,) as in `of`. They are later than every vote already here, and win over them.

        Raises
        ------
        AnalysisError
            As `of`.

        Notes
        -----
        Sorts only the w new votes: O(w log w) comparisons, then one copy of the matrix.
        """
        row, col, value = _checked_votes(rows, cols, values)
        named = _shape(row, col, None)
        shape = (max(self.shape[0], named[0]), max(self.shape[1], named[1]))
        row, col, value = _last_of_each(row, col, value, shape)
        grown = self._grown(shape)
        place, known = grown._places(row, col)
        kept = grown.values.copy()
        kept[place[known]] = value[known]
        new = ~known
        counts = grown.counts + np.bincount(row[new], minlength=shape[0]).astype(np.int32)
        statements = np.insert(grown.statements, place[new], col[new])
        return Votes(_starts(counts), statements, np.insert(kept, place[new], value[new]), shape)

    def save(self, path: str | PathLike[str]) -> None:
        """Write a packed file (NumPy's npz, uncompressed): 3 bytes a vote up to 65,536 statements."""
        narrow = np.uint16 if self.shape[1] <= 2**16 else np.int32
        with open(path, "wb") as file:
            np.savez(
                file,
                starts=self.starts,
                statements=self.statements.astype(narrow),
                values=self.values,
                shape=np.array(self.shape),
            )

    @classmethod
    def load(cls, path: str | PathLike[str]) -> "Votes":
        """Read what `save` wrote.

        Raises
        ------
        AnalysisError
            `not_packed` where the file is not such a file, or is damaged; `missing_file`.
        """
        try:
            with np.load(path, allow_pickle=False) as packed:
                starts, statements = packed["starts"], packed["statements"]
                values, shape = packed["values"], packed["shape"]
        except FileNotFoundError as absent:
            raise AnalysisError("missing_file", f"there is no file {path}", path=str(path)) from absent
        except (OSError, EOFError, KeyError, ValueError, TypeError, zipfile.BadZipFile) as damaged:
            raise _not_packed(path) from damaged
        statements = statements.astype(np.int32) if statements.dtype == np.uint16 else statements
        if not _is_packed(starts, statements, values, shape):
            raise _not_packed(path)
        return cls(starts, statements, values, (int(shape[0]), int(shape[1])))

    def _grown(self, shape: tuple[int, int]) -> "Votes":
        """The same votes in a larger matrix."""
        starts = np.pad(self.starts, (0, shape[0] - self.shape[0]), mode="edge")
        return Votes(starts, self.statements, self.values, shape)

    def _places(self, row: Indices, col: Indices) -> tuple[NDArray[np.int64], Flags]:
        """Where each cell is, or would be, in `statements`, and whether it is there: a search in each row."""
        low, high = self.starts[row].astype(np.int64), self.starts[row + 1].astype(np.int64)
        end = high.copy()
        while (open_ := low < high).any():
            middle = (low + high) // 2
            before = open_ & (self.statements[np.minimum(middle, self.size - 1)] < col)
            low, high = np.where(before, middle + 1, low), np.where(open_ & ~before, middle, high)
        known = low < end
        known[known] = self.statements[low[known]] == col[known]
        return low, known


def _checked_votes(rows: ArrayLike, cols: ArrayLike, values: ArrayLike) -> tuple[Indices, Indices, Values]:
    row, col = _checked_index(rows, "rows", MOST_PARTICIPANTS), _checked_index(cols, "cols", MOST_STATEMENTS)
    value = _checked_values(values)
    if not len(row) == len(col) == len(value):
        lengths = f"{len(row)} rows, {len(col)} columns and {len(value)} values"
        raise AnalysisError("unequal_lengths", f"{lengths}: give as many of each", lengths=lengths)
    if len(row) > MOST_VOTES:
        raise AnalysisError("too_many_votes", f"more than {MOST_VOTES} votes", limit=MOST_VOTES)
    return row, col, value


def _numbers(given: ArrayLike, name: str) -> NDArray[np.int64]:
    """`given` as one dimension of numbers."""
    try:
        numbers = np.asarray(given)
    except ValueError:
        numbers = np.empty((0, 0))
    if numbers.ndim != 1 or (numbers.dtype.kind not in "iuf" and numbers.size):
        raise AnalysisError("not_whole_number", f"{name} must be a list of whole numbers", column=name)
    return numbers


def _checked_index(given: ArrayLike, name: str, limit: int) -> Indices:
    numbers = _numbers(given, name)
    if not numbers.size:
        return np.empty(0, np.int32)
    if numbers.dtype.kind == "f":
        _refuse_first(
            ~(np.isfinite(numbers) & (numbers == np.floor(numbers))), numbers, "not_whole_number", name
        )
    if numbers.min() < 0:
        _refuse_first(numbers < 0, numbers, "negative_index", name)
    if numbers.max() >= limit:
        _refuse_first(numbers >= limit, numbers, "index_too_large", name)
    return numbers.astype(np.int32, copy=False)


def _checked_values(given: ArrayLike) -> Values:
    numbers = _numbers(given, "values")
    if numbers.size:
        known = (numbers == 1) | (numbers == 0) | (numbers == -1)
        _refuse_first(~known, numbers, "vote_out_of_range", "values")
    return numbers.astype(np.int8, copy=False)


WHY = {
    "not_whole_number": "is not a whole number",
    "negative_index": "is negative; count from 0",
    "index_too_large": "is too large; number from 0 without gaps",
    "index_out_of_shape": "is outside the shape given",
    "vote_out_of_range": "is no vote; agree is 1, pass 0, disagree -1",
}


def _refuse_first(wrong: Flags, numbers: NDArray[np.int64] | Indices, code: str, name: str) -> None:
    """Name the first wrong number, if there is one."""
    if not wrong.any():
        return
    place = int(wrong.argmax())
    value = numbers[place].item()
    raise AnalysisError(code, f"{name}[{place}] = {value} {WHY[code]}", column=name, place=place, value=value)


def _shape(row: Indices, col: Indices, shape: tuple[int, int] | None) -> tuple[int, int]:
    if shape is None:
        return int(row.max(initial=-1)) + 1, int(col.max(initial=-1)) + 1
    n, m = _checked_shape(shape)
    for numbers, limit, name in ((row, n, "rows"), (col, m, "cols")):
        _refuse_first(numbers >= limit, numbers, "index_out_of_shape", name)
    return n, m


def _checked_shape(shape: tuple[int, int]) -> tuple[int, int]:
    try:
        n, m = (int(side) for side in shape)
    except (TypeError, ValueError):
        n = m = -1
    if not (0 <= n <= MOST_PARTICIPANTS and 0 <= m <= MOST_STATEMENTS):
        raise AnalysisError("bad_shape", f"the shape {shape} is not (participants, statements)", shape=shape)
    return n, m


def _last_of_each(
    row: Indices, col: Indices, value: Values, shape: tuple[int, int]
) -> tuple[Indices, Indices, Values]:
    """Votes by participant then statement, the last one only of each cell."""
    order = _counting_sort(col, shape[1])
    order = order[_counting_sort(row[order], shape[0])]
    row, col, value = row[order], col[order], value[order]
    last = np.ones(len(row), np.bool_)
    np.logical_or(row[1:] != row[:-1], col[1:] != col[:-1], out=last[:-1])
    return (row, col, value) if last.all() else (row[last], col[last], value[last])


def _counting_sort(keys: Indices, size: int) -> Indices:
    """The stable order of `keys` (below `size`): to transpose a matrix of one entry a row is to sort."""
    count = len(keys)
    rows = np.arange(count + 1, dtype=np.int32)
    one_each = scipy.sparse.csr_array((np.zeros(count, np.int8), keys, rows), shape=(count, size))
    return one_each.tocsc().indices.astype(np.int32, copy=False)


def _starts(counts: NDArray[np.integer]) -> Indices:
    starts = np.zeros(len(counts) + 1, np.int32)
    np.cumsum(counts, out=starts[1:])
    return starts


def _is_packed(starts: Indices, statements: Indices, values: Values, shape: Indices) -> bool:
    """Whether these four arrays make a matrix: kinds, sizes and every bound."""
    kinds = [array.dtype.str[1:] for array in (starts, statements, values)]
    if kinds != ["i4", "i4", "i1"] or shape.shape != (2,) or shape.dtype.kind not in "iu":
        return False
    if starts.shape != (int(shape[0]) + 1,) or not statements.shape == values.shape == (int(starts[-1]),):
        return False
    if int(starts[0]) or (np.diff(starts) < 0).any():
        return False
    inside = statements.min(initial=0) >= 0 and statements.max(initial=-1) < int(shape[1])
    known = values.min(initial=0) >= -1 and values.max(initial=0) <= 1
    return bool(inside and known and _ascends_in_rows(starts, statements))


def _ascends_in_rows(starts: Indices, statements: Indices) -> bool:
    """Whether statements rise within each participant."""
    rises = statements[1:] > statements[:-1]
    between = starts[(starts > 0) & (starts < len(statements))] - 1
    rises[between] = True
    return bool(rises.all())


def _not_packed(path: str | PathLike[str]) -> AnalysisError:
    return AnalysisError(
        "not_packed", f"{path} is not a packed file of votes, or is damaged: pack it again", path=str(path)
    )
