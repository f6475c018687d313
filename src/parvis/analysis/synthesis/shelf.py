"""The texts of one topic, from which findings take their quotes without taking the same twice."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.synthesis import quotes
from parvis.analysis.synthesis.quotes import Candidate
from parvis.analysis.synthesis.results import Quote
from parvis.analysis.synthesis.sources import Corpus
from parvis.analysis.text.results import Topics

READ = 60
"""Documents read for one quote, the most typical first: the cost does not grow with the corpus."""
TYPICAL = 0.3
"""What a document chosen by the analysis as typical adds to the worth of its sentences."""
CLEAR = 0.0
"""Worth from which an argument is quoted: under it, it leans on what was said before, asks, or addresses."""


@dataclass(slots=True)
class Shelf:
    """Quotes already taken are remembered, so that the next ones say something else."""

    corpus: Corpus
    topics: Topics
    rows: NDArray[np.int32]
    """Documents of the topic, the most typical first, one for each group of near-duplicates."""
    telling: frozenset[str] = frozenset()
    taken: list[Candidate] = field(default_factory=list)

    def pick(
        self,
        rows: Iterable[int],
        limit: int,
        *,
        keep: Callable[[Candidate], bool] = lambda _: True,
        favour: Sequence[int] = (),
    ) -> tuple[Quote, ...]:
        """Take at most `limit` quotes from the first documents of `rows`, the worthiest first."""
        near = [row for row, _ in zip(rows, range(READ), strict=False)]
        found = [
            replace(item, worth=item.worth + TYPICAL * (item.quote.row in favour))
            for item in quotes.candidates(self.corpus, near, self.telling)
            if keep(item)
        ]
        return self._take(quotes.choose(found, limit, unlike=self.taken))

    def one_each(self, rows: Iterable[int], limit: int) -> tuple[Quote, ...]:
        """Take the best sentence of each document, in the order of `rows`, passing over what repeats."""
        chosen: list[Quote] = []
        for row in rows:
            if len(chosen) == limit:
                break
            chosen += self._take(
                quotes.choose(quotes.of_document(self.corpus, row, self.telling), 1, unlike=self.taken)
            )
        return tuple(chosen)

    def title_each(self, rows: Iterable[int], limit: int) -> tuple[Quote, ...]:
        """Take the title of each document, in the order of `rows`, passing over what repeats."""
        chosen: list[Quote] = []
        for row in rows:
            if len(chosen) == limit:
                break
            chosen += self._take(quotes.choose(quotes.of_title(self.corpus, row), 1, unlike=self.taken))
        return tuple(chosen)

    def arguments(self, positions: Iterable[int], limit: int) -> tuple[Quote, ...]:
        """Take the best sentence of each argument, in their order, passing over what is not clear alone."""
        chosen: list[Quote] = []
        for position in positions:
            if len(chosen) == limit:
                break
            clear = [item for item in quotes.of_argument(self.corpus, position) if item.worth > CLEAR]
            chosen += self._take(quotes.choose(clear, 1, unlike=self.taken))
        return tuple(chosen)

    def anything(self, rows: Iterable[int]) -> tuple[Quote, ...]:
        """Take one quote whatever its form, for texts without any sentence that stands alone."""
        for row in rows:
            found = quotes.of_document(self.corpus, row, self.telling)
            if found:
                return self._take([max(found, key=lambda item: item.worth)])
        return ()

    def _take(self, chosen: list[Candidate]) -> tuple[Quote, ...]:
        self.taken += chosen
        return tuple(candidate.quote for candidate in chosen)


def typical_first(topics: Topics, rows: NDArray[np.int32]) -> NDArray[np.int32]:
    """Order documents by closeness to the centre of their topic, one for each near-duplicate group."""
    ordered = rows[np.lexsort((rows, -topics.affinity[rows]))]
    groups = topics.group[ordered]
    alone = np.where(groups < 0, -1 - ordered, groups)
    _, first = np.unique(alone, return_index=True)
    return ordered[np.sort(first)]


def distinct(topics: Topics, rows: NDArray[np.int32]) -> int:
    """How many different texts there are, a group of near-duplicates counting for one."""
    groups = topics.group[rows]
    return int((groups < 0).sum() + len(np.unique(groups[groups >= 0])))
