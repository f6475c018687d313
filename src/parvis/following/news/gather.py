"""Everything new for the people of a batch, each fact once for each of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from parvis.following.models import Digest
from parvis.following.news.changes import changes
from parvis.following.news.commitments import commitments
from parvis.following.news.endings import decisions, evaluations
from parvis.following.news.events import articles, phases, syntheses
from parvis.following.news.lines import Line, scope_of
from parvis.following.news.meetings import meetings
from parvis.following.news.milestones import reached
from parvis.following.news.texts import answers, contributions, said

SOURCES = (
    answers, syntheses, decisions, commitments, evaluations, changes, reached, said, contributions, articles,
    phases, meetings,
)  # fmt: skip


def gather(digests: Collection[Digest], *, until: datetime) -> dict[int, list[Line]]:
    """What is new to each since they were last told; the number of queries depends neither on them nor on it.

    What answers what somebody did comes before what they merely follow, and takes its place.
    """
    scope = scope_of(digests, until)
    found: dict[int, dict[str, Line]] = {person: {} for person in scope.since}
    for source in SOURCES:
        for person, line in source(scope):
            if person not in found or not scope.since[person] <= line.at < until:
                continue
            held = found[person].get(line.key)
            if held is None or (line.is_own and not held.is_own):
                found[person][line.key] = line
    return {person: list(lines.values()) for person, lines in found.items()}
