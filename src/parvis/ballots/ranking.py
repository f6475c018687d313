"""Reads of a whole ballot: its items in their order, by folded counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from parvis.analysis import tally
from parvis.ballots.enums import Choice
from parvis.ballots.gathered import Groups, groups_among, groups_of
from parvis.ballots.methods import method_of
from parvis.ballots.models import Overlap, Tally
from parvis.ballots.queries import Count, counts_of
from parvis.consultations.models import PhaseAction
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution


@dataclass(frozen=True, slots=True)
class Ranked:
    """An item in its place: equals share a rank."""

    rank: int
    contribution: Contribution
    counts: Mapping[int, Count]
    net: int

    @property
    def people(self) -> int:
        return sum(count.total for count in self.counts.values())


def tallies(
    ballot: PhaseAction, contribution_ids: Collection[int], groups: Groups | None = None
) -> dict[int, dict[int, Count]]:
    """Folded counts of these items, every choice of the method present, in a constant number of queries."""
    groups = groups_among(contribution_ids) if groups is None else groups
    found = counts_of({ballot.pk}, contribution_ids, fresh=False, groups=groups)
    answers = method_of(ballot.ballot_method).answers_of(ballot)
    none = {answer.choice: Count() for answer in answers}
    return {item: {**none, **found[ballot.pk, item]} for item in contribution_ids}


def ranking(ballot: PhaseAction, limit: int) -> list[Ranked]:
    """The first `limit` public items on which somebody voted, best first, in a constant number of queries.

    Order: people for minus people against, then people for; equals share a rank, oldest first.
    """
    ids = [row["item"] for row in scored(ballot)[:limit]]
    rows = Contribution.objects.select_related("kind", "theme", "author", "organisation", "gathering")
    items = rows.defer("search").in_bulk(ids)
    counts = tallies(ballot, ids, groups_of(list(items.values())))
    method = method_of(ballot.ballot_method)
    totals = {pk: totals_of(counts[pk]) for pk in ids}
    places = tally.ranks([method.score(totals[pk]) for pk in ids])
    return [
        Ranked(rank=place, contribution=items[pk], counts=counts[pk], net=tally.net(totals[pk]))
        for pk, place in zip(ids, places, strict=True)
        if pk in items
    ]


def totals_of(counts: Mapping[int, Count]) -> dict[int, int]:
    """People by choice, as `analysis.tally` takes them."""
    return {int(choice): count.total for choice, count in counts.items()}


def scored(ballot: PhaseAction) -> QuerySet:
    """Public items of `ballot` with at least one vote, best first: `item`, `net`, `in_favour`.

    A merged text gives its votes to the one that stands for it, less those of people who voted on both.
    """
    votes = F("count") + F("imported_count")
    shown = Tally.objects.filter(ballot=ballot, contribution__state=State.PUBLISHED)
    return (
        shown.annotate(item=Coalesce("contribution__merged_into_id", "contribution_id"))
        .values("item")
        .annotate(
            net=Sum(votes * F("choice")) - _twice(ballot, Sum(F("amount") * F("choice"))),
            in_favour=Sum(votes, filter=Q(choice=Choice.FOR), default=0)
            - _twice(ballot, Sum("amount", filter=Q(choice=Choice.FOR))),
            people=Sum(votes),
        )
        .filter(people__gt=0)
        .order_by("-net", "-in_favour", "item")
    )


def _twice(ballot: PhaseAction, what: Sum) -> Case:
    """What an item that stands for others counts twice; 0 for all the others.

    Items are asked one by one, and only where the ballot has such votes at all.
    """
    here = Overlap.objects.filter(ballot=ballot, merge__split_at=None)
    rows = here.filter(merge__kept=OuterRef("item")).order_by()
    summed = Subquery(rows.values("merge__kept").annotate(n=what).values("n"), output_field=IntegerField())
    return Case(When(Exists(here), then=Coalesce(summed, Value(0))), default=Value(0))
