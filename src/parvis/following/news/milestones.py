"""Contributions that reach the number of people in favour that their ballot asks for."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, Sum

from parvis.ballots.models import Tally
from parvis.ballots.secrecy import hidden_ballots
from parvis.contributions.addressees import addressees_of
from parvis.contributions.enums import State
from parvis.following.enums import Fact, Sort
from parvis.following.models import Milestone
from parvis.following.news.lines import Scope, Told
from parvis.following.news.texts import answered_for, by_itself, line_of


def reached(scope: Scope) -> Told:
    """For whoever answers for a text, and those who follow it; two queries at most."""
    rows = Milestone.objects.filter(
        contribution__state=State.PUBLISHED,
        contribution__consultation__live=True,
        reached_at__gte=scope.earliest,
        reached_at__lt=scope.until,
    )
    rows = rows.filter(answered_for(list(scope.since)) | Q(contribution__in=scope.ids(Sort.CONTRIBUTION)))
    rows = rows.select_related("contribution__consultation", "contribution__gathering")
    found = list(rows.defer("contribution__search").order_by("pk"))
    told = addressees_of([row.contribution for row in found])
    for row in found:
        item, key = row.contribution, f"threshold:{row.pk}"
        for person in told[item.pk] & scope.since.keys():
            yield person, line_of(key, Fact.THRESHOLD, item, row.reached_at, is_own=True)
        for person, via in scope.recipients([by_itself(item)], but=item.author_id).items():
            yield person, line_of(key, Fact.THRESHOLD, item, row.reached_at, via=via)


def note_milestones() -> int:
    """Keep the date of each threshold newly reached; of ballots that hide their counts, once they closed.

    Texts brought together are left out: one person may be in the count of several.
    """
    known = Milestone.objects.filter(ballot=OuterRef("ballot"), contribution=OuterRef("contribution"))
    rows = Tally.objects.filter(
        contribution__merged_into=None,
        choice__gt=0,
        ballot__ballot_threshold__isnull=False,
        contribution__state=State.PUBLISHED,
        contribution__gathering=None,
    )
    rows = rows.exclude(ballot__in=hidden_ballots()).exclude(Exists(known))
    counts = rows.values("ballot", "contribution").annotate(
        found=Sum(F("count") + F("imported_count")), asked=F("ballot__ballot_threshold")
    )
    pairs = counts.filter(found__gte=F("asked")).order_by("ballot", "contribution")
    made = [Milestone(ballot_id=row["ballot"], contribution_id=row["contribution"]) for row in pairs]
    return len(Milestone.objects.bulk_create(made, ignore_conflicts=True))
