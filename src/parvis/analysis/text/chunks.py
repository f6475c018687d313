"""Rows by pieces of a fixed size, through `joblib`: how many workers there are never changes a result."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any, TypeVar

from joblib import Parallel, delayed
from threadpoolctl import ThreadpoolController

ROWS = 16_384
"""Rows of a piece: small enough for memory, large enough to be worth a task."""

Result = TypeVar("Result")


def slices(rows: int, size: int = ROWS) -> list[slice]:
    """Successive pieces of at most `size` rows."""
    return [slice(start, min(start + size, rows)) for start in range(0, rows, size)]


def spread(task: Callable[..., Result], pieces: Iterable[tuple[Any, ...]]) -> Iterator[Result]:
    """Results of `task(*piece)` in the order of the pieces, worked out by several workers."""
    runner = Parallel(n_jobs=-1, prefer="threads", return_as="generator")
    return iter(runner(delayed(_alone)(task, *piece) for piece in pieces))


def one_thread() -> AbstractContextManager[Any]:
    """Bound the linear algebra to one thread: the order of its sums is then always the same."""
    bound: AbstractContextManager[Any] = _controller().limit(limits=1)
    return bound


def silent(*told: object) -> None:
    """Progress that nobody follows."""


def _alone(task: Callable[..., Result], *piece: Any) -> Result:
    with one_thread():
        return task(*piece)


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
