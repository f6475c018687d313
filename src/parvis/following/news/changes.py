"""Words that are no longer those that somebody supported, or followed."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from parvis.ballots.models import Vote
from parvis.contributions.enums import State
from parvis.contributions.material import is_material
from parvis.contributions.models import Contribution, Version
from parvis.following.enums import Fact, Sort
from parvis.following.news.lines import Scope, Told
from parvis.following.news.texts import by_itself, line_of

AT_REST = timedelta(minutes=15)
"""Somebody who revises often does so several times in a row: what they end with is told, that much later."""


def changes(scope: Scope) -> Told:
    """Texts that changed in substance, for those who know other words; three queries.

    A vote stays as it is, and belongs to the words of its moment: its voter changes it while that is open.
    """
    rows = _changed(scope)
    votes = _supports(scope, rows)
    for row in rows:
        former = [(version.replaced_at, _words(version)) for version in row.versions.all()]
        compared: dict[str, bool] = {}
        vias = scope.recipients([by_itself(row)], but=row.author_id)
        for person in {*votes[row.pk], *vias}:
            read = _read(former, _words(row), max(scope.since[person] - AT_REST, _known(votes, row, person)))
            if read not in compared:
                compared[read] = is_material(read, _words(row))
            if compared[read] and row.revised_at is not None:
                own = person in votes[row.pk]
                at = row.revised_at + AT_REST
                via = None if own else vias[person]
                yield person, line_of(f"change:{row.pk}", Fact.CHANGE, row, at, is_own=own, via=via)


def _changed(scope: Scope) -> list[Contribution]:
    rows = Contribution.objects.filter(
        state=State.PUBLISHED,
        consultation__live=True,
        revised_at__gte=scope.earliest - AT_REST,
        revised_at__lt=scope.until - AT_REST,
        reacted_at__lt=F("revised_at"),
    )
    supported = _live_votes(scope).filter(contribution=OuterRef("pk"))
    rows = rows.filter(Q(pk__in=scope.ids(Sort.CONTRIBUTION)) | Exists(supported))
    found = rows.select_related("consultation", "gathering").defer("search").order_by("pk")
    return list(found.prefetch_related("versions"))


def _live_votes(scope: Scope) -> QuerySet[Vote]:
    return Vote.objects.filter(voter__in=list(scope.since), is_live=True, choice__gt=0, set_aside=None)


def _supports(scope: Scope, rows: list[Contribution]) -> dict[int, dict[int, datetime]]:
    """For each text, who supports it and since when."""
    found: dict[int, dict[int, datetime]] = defaultdict(dict)
    votes = _live_votes(scope).filter(contribution__in=[row.pk for row in rows])
    fields = ("contribution_id", "voter_id", "created_at", "contribution__author_id")
    for pk, voter, at, author in votes.order_by("pk").values_list(*fields):
        if voter != author:
            found[pk][voter] = at
    return found


def _known(votes: dict[int, dict[int, datetime]], row: Contribution, person: int) -> datetime:
    return votes[row.pk].get(person, row.created_at)


def _read(former: list[tuple[datetime, str]], now: str, moment: datetime) -> str:
    """The words as they were at a moment."""
    later = [pair for pair in former if pair[0] > moment]
    return min(later)[1] if later else now


def _words(written: Contribution | Version) -> str:
    return f"{written.title}\n{written.text}"
