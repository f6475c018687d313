"""Lengths of time put together: what two outages share is counted once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

LEAST = timedelta(minutes=2)
"""A shorter gap is none: a worker that is started again, a job that waits for its turn."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment to another, which comes after."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def within(self, other: Span) -> Span | None:
        """What of it lies in another; None when nothing does."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None


def union(spans: Iterable[Span]) -> list[Span]:
    """The same time, without overlaps, in order."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def common(spans: Iterable[Span], windows: Iterable[Span]) -> list[Span]:
    """What of these spans lies in one of the windows, without overlaps."""
    opened = union(windows)
    parts = (span.within(window) for span in union(spans) for window in opened)
    return [part for part in parts if part is not None]


def without(spans: Iterable[Span], gone: Iterable[Span]) -> list[Span]:
    """What of these spans lies in none of the others, without overlaps."""
    found = union(spans)
    for hole in union(gone):
        sides = (
            side
            for span in found
            for side in (
                Span(span.start, min(span.end, hole.start)),
                Span(max(span.start, hole.end), span.end),
            )
        )
        found = [side for side in sides if side.start < side.end]
    return found


def total(spans: Iterable[Span]) -> timedelta:
    return sum((span.length for span in union(spans)), timedelta(0))
