"""Elections for tests: random ones from a seed, and hand-written ones from rows of text."""

from collections.abc import Iterator

import numpy as np

from parvis.analysis.tally import Votes, votes

ELECTIONS = 1000


def ranking(*groups: tuple[int, str], items: str | None = None, blank: int = 0) -> Votes:
    """Ballots from (people, "ABC") where A is preferred to B; letters left out are unranked."""
    letters = items or "".join(sorted({letter for _, order in groups for letter in order}))
    rows = []
    voter = 0
    for people, order in groups:
        for _ in range(people):
            rows += [
                (voter, letters.index(letter), position) for position, letter in enumerate(order, start=1)
            ]
            voter += 1
    columns = np.array(rows or np.empty((0, 3), int)).T
    return votes(*columns, items=len(letters), blank=blank)


def ballots(matrix: np.ndarray, *, blank: int = 0) -> Votes:
    """Votes from a (voters, items) matrix where -9 means no answer; a line without any is a blank ballot."""
    matrix = np.asarray(matrix)
    voter, item = np.nonzero(matrix != -9)
    empty = len(matrix) - len(set(voter.tolist()))
    return votes(voter, item, matrix[voter, item], items=matrix.shape[1], blank=blank + empty)


def complete_orders(seed: int) -> Iterator[np.ndarray]:
    """Random (voters, items) matrices of positions from 1, ties frequent, each item ranked by everybody."""
    rng = np.random.default_rng(seed)
    for _ in range(ELECTIONS):
        people, items = rng.integers(1, 16), rng.integers(2, 7)
        yield rng.permuted(np.tile(np.arange(1, items + 1), (people, 1)), axis=1)


def truncated_orders(seed: int) -> Iterator[np.ndarray]:
    """The same where people stop before the end: -9 for an unranked item, at least one ranked a ballot."""
    rng = np.random.default_rng(seed)
    for order in complete_orders(seed):
        length = rng.integers(1, order.shape[1] + 1, size=(len(order), 1))
        yield np.where(order <= length, order, -9)


def graded(seed: int, scale: int, *, low: int = 0) -> Iterator[np.ndarray]:
    """Random (voters, items) matrices of grades low..low+scale-1, all given."""
    rng = np.random.default_rng(seed)
    for _ in range(ELECTIONS):
        yield low + rng.integers(0, scale, size=(rng.integers(1, 16), rng.integers(2, 7)))
