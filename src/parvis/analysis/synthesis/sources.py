"""What a draft is made from: the texts, and whatever is known of how people judged them.

Rows are positions of documents, from 0, the same as in `parvis.analysis.text.results.Topics`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.errors import AnalysisError

IN_FAVOUR, MIXED, AGAINST = 0, 1, 2
Side = Literal[1, -1]


@dataclass(frozen=True, slots=True)
class Argument:
    """A reason for (1) or against (-1) the document of a row, with the people who support it."""

    id: str
    row: int
    side: Side
    text: str
    supports: int = 0


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents in columns of the same length n; a column that is not known is empty."""

    ids: Sequence[str]
    texts: Sequence[str]
    titles: Sequence[str] = ()
    authors: Sequence[str] = ()
    votes: NDArray[np.int64] | None = None
    """(n, 3) votes for, mixed, against."""
    arguments: Sequence[Argument] = field(default=())
    notes: tuple[str, ...] = ()
    """What was met in the files, as stable keys: see `parvis.analysis.text.reading.Table`."""

    def __post_init__(self) -> None:
        n = len(self.texts)
        columns = {"ids": self.ids, "titles": self.titles, "authors": self.authors}
        for name, column in columns.items():
            if len(column) != n and (name == "ids" or column):
                raise _uneven(name, len(column), n)
        if self.votes is not None and self.votes.shape != (n, 3):
            raise _uneven("votes", len(self.votes), n)
        if self.votes is not None and (self.votes < 0).any():
            raise AnalysisError("negative_votes", "a count of votes cannot be negative")
        if any(not 0 <= argument.row < n for argument in self.arguments):
            raise AnalysisError("unknown_document", "an argument answers a document that is not there")

    def title(self, row: int) -> str:
        """Its title, on one line; empty where there is none."""
        return " ".join(self.titles[row].split()) if self.titles else ""


def _uneven(name: str, length: int, n: int) -> AnalysisError:
    message = f"{name}: {length} values for {n} texts"
    return AnalysisError("unequal_lengths", message, column=name, length=length, expected=n)
