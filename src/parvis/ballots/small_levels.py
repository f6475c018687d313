"""Whose votes are told without an identity level: where few people have one, a vote at it names somebody.

With them go some people of other levels, so that what is told together is nobody's in particular: else the
totals of the rest would give the few back.
"""

from itertools import islice

from django.db.models import Count, F, QuerySet

from parvis.ballots.models import Vote
from parvis.consultations.models import PhaseAction
from parvis.contributions.results import FEWEST

TOGETHER = 2 * FEWEST
"""At least so many people are told together, as far as there are."""


def told_together(ballot: PhaseAction) -> list[int]:
    """The voters whose votes have no level of their own in public; none where no level has few people.

    Those who are added are drawn by the salts of their votes, which nobody chose: the same each time.
    """
    live = Vote.objects.filter(ballot=ballot, is_live=True)
    people = live.values_list("identity_level").annotate(n=Count("voter", distinct=True)).order_by()
    small = [level for level, count in people if count < FEWEST]
    if not small:
        return []
    few = set(live.filter(identity_level__in=small).values_list("voter", flat=True))
    return [*sorted(few), *islice(_drawn(live.exclude(voter__in=few)), max(FEWEST, TOGETHER - len(few)))]


def _drawn(votes: QuerySet[Vote]) -> dict[int, None]:
    """The voters of these votes, each once, in the order of their salts."""
    rows = votes.order_by(F("salt").asc(nulls_last=True), "pk").values_list("voter", flat=True)
    return dict.fromkeys(rows.iterator(chunk_size=1_000))
