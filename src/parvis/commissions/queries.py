"""Reads of the commissions floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Now, TruncDate
from django.http import Http404

from parvis.commissions.enums import Outcome
from parvis.commissions.models import (
    Commission,
    CommissionDocument,
    CommissionMember,
    HandOver,
    Opinion,
    OpinionVersion,
)
from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution
from parvis.pages import queries as pages
from parvis.pages.models import ResourcePage

HANDED = 200
"""Contributions that the page of a commission lists, the last handed over first."""
STAGES = 20


@dataclass(frozen=True, slots=True)
class Branch:
    """A commission with those below it; `depth` from 1."""

    commission: Commission
    depth: int
    below: list[Branch] = field(default_factory=list)


def tree_of(consultation: ConsultationPage) -> list[Branch]:
    """The commissions of a consultation, those of the consultation itself first; one query."""
    counted = consultation.commissions.annotate(opinion_count=Count("opinions"))
    rows = list(counted.order_by("position", "pk"))

    def under(parent: int | None, depth: int) -> list[Branch]:
        return [Branch(row, depth, under(row.pk, depth + 1)) for row in rows if row.parent_id == parent]

    return under(None, 1)


def has_commissions(consultation: ConsultationPage) -> bool:
    return bool(consultation.commissions.exists())


def open_in(consultation: ConsultationPage) -> list[Commission]:
    """Those that may be handed something; one query."""
    return list(consultation.commissions.filter(closed_at=None))


def commission_in(consultation: ConsultationPage, slug: str) -> Commission:
    """With the one above it, or `Http404`."""
    row = consultation.commissions.select_related("parent").filter(slug=slug).first()
    if row is None:
        raise Http404
    row.consultation = consultation
    found: Commission = row
    return found


def sources_of(consultation: ConsultationPage) -> list[ResourcePage]:
    """The resources that a commission may show: those that readers can open."""
    return list(pages.resources_in_every_language().descendant_of(consultation).order_by("title", "pk"))


def members_of(commission: Commission) -> list[CommissionMember]:
    """Those who sit there today, or will, in the order in which they were named; one query.

    Whoever was invited and did not accept sits nowhere yet.
    """
    rows = commission.members.select_related("participant")
    rows = rows.exclude(invited_at__isnull=False, agreed_at=None)
    return list(rows.filter(Q(until=None) | Q(until__gt=TruncDate(Now()))))


def documents_of(commission: Commission) -> list[CommissionDocument]:
    """The documents that readers can open; one query."""
    return list(commission.documents.filter(resource__live=True).select_related("resource"))


def opinions_of(commission: Commission) -> list[Opinion]:
    """Each with its versions, the last first, and how many contributions it takes up; two queries."""
    rows = commission.opinions.annotate(takes=Count("taken_up")).order_by("-pk")
    return list(rows.prefetch_related("versions"))


def opinion_in(commission: Commission, pk: int) -> Opinion:
    """With its versions, or `Http404`."""
    row = commission.opinions.prefetch_related("versions").filter(pk=pk).first()
    if row is None:
        raise Http404
    row.commission = commission
    found: Opinion = row
    return found


def taken_up_in(opinion: Opinion) -> list[HandOver]:
    """The public contributions that an opinion takes up; one query."""
    return list(_stages().filter(opinion=opinion).order_by("contribution_id")[:HANDED])


def handed_to(commission: Commission, *, waiting: bool | None = None) -> list[HandOver]:
    """What it was handed, the last first, each with where it went; two queries."""
    rows = _stages().filter(commission=commission).order_by("-pk")
    if waiting is not None:
        rows = rows.filter(settled_at__isnull=waiting)
    return list(rows[:HANDED])


def path_of(contribution: Contribution) -> list[HandOver]:
    """The commissions that a contribution came before, in order; two queries."""
    return list(_stages().filter(contribution=contribution)[:STAGES])


def counts_of(commission: Commission) -> dict[str, int]:
    """How many contributions it was handed, and what became of them; one query."""
    rows = commission.hand_overs.values("outcome").annotate(n=Count("pk")).order_by()
    found = {str(row["outcome"]): row["n"] for row in rows}
    return {outcome: found.get(outcome, 0) for outcome in Outcome.values}


def _stages() -> QuerySet[HandOver]:
    last = Prefetch("opinion__versions", OpinionVersion.objects.order_by("-number"))
    rows = HandOver.objects.select_related(
        "commission", "contribution__kind", "contribution__gathering", "opinion", "next__commission"
    )
    return rows.defer("contribution__search").prefetch_related(last)


def titles_of(opinions: Sequence[Opinion]) -> dict[int, str]:
    """The title of the last version of each; one query, none for none."""
    if not opinions:
        return {}
    rows = OpinionVersion.objects.filter(opinion__in=opinions).order_by("opinion_id", "number")
    return dict(rows.values_list("opinion_id", "title"))
