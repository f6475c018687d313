"""Rows stored many at a time, with their progress."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)
R = TypeVar("R")
Progress = Callable[[str, float], None]
"""Called with a stage, and the share of it that is done, 0 to 1."""
BATCH = 2_000


def upsert(
    model: type[M], rows: Sequence[M], *, unique: list[str], update: list[str], progress: Progress
) -> None:
    """Add the rows; those that have their like by `unique` get the columns `update` instead."""
    for batch in batches(model, rows, progress):
        if update:
            model._default_manager.bulk_create(
                batch, update_conflicts=True, unique_fields=unique, update_fields=update
            )
        else:
            model._default_manager.bulk_create(batch, ignore_conflicts=True)


def batches(model: type[Model], rows: Sequence[R], progress: Progress) -> Iterator[Sequence[R]]:
    """The rows by batches, telling `progress` of each."""
    stage = str(model._meta.verbose_name_plural)
    for start in range(0, len(rows), BATCH):
        progress(stage, start / len(rows))
        yield rows[start : start + BATCH]
    if rows:
        progress(stage, 1)
