"""How a consultation ends: its decision, and what those who took part think of it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from parvis.consultations.models import Phase, PhaseAction, TeamMember
from parvis.following.enums import Fact, PublicationKind
from parvis.following.models import Publication
from parvis.following.news.events import took_part
from parvis.following.news.lines import Line, Scope, Told
from parvis.jobs.forgetting import EVALUATIONS


def decisions(scope: Scope) -> Told:
    """Decisions published, for those who follow or took part; two queries, one where there is none."""
    rows = Publication.objects.filter(
        kind=PublicationKind.DECISION,
        consultation__live=True,
        published_at__gte=scope.earliest,
        published_at__lt=scope.until,
    )
    told = list(rows.select_related("consultation").order_by("pk"))
    part = took_part(scope, [row.consultation_id for row in told]) if told else {}
    for row in told:
        page = row.consultation
        line = Line(
            f"publication:{row.pk}", row.published_at, Fact.DECISION, page.title, row.title,
            "front:rules", page.slug, is_own=True, publication=row.pk,
        )  # fmt: skip
        yield from ((person, line) for person in scope.results[page.pk] | part.get(page.pk, set()))


def evaluations(scope: Scope) -> Told:
    """Those who took part are asked, at the close, what they think of it; three queries, one without any.

    What closes later, or never, is not over; nor is the team asked.
    """
    acts = PhaseAction.objects.filter(phase=OuterRef("pk"))
    later = Phase.objects.filter(Exists(acts), consultation=OuterRef("consultation"))
    later = later.filter(Q(ends_at=None) | Q(ends_at__gt=OuterRef("ends_at")))
    rows = Phase.objects.filter(
        Exists(acts),
        ~Exists(later),
        consultation__live=True,
        ends_at__gte=max(scope.earliest, scope.until - EVALUATIONS),
        ends_at__lt=scope.until,
    )
    rows = rows.select_related("consultation").order_by("consultation", "pk").distinct("consultation")
    told = {row.consultation: row.ends_at for row in rows if row.ends_at is not None}
    if not told:
        return
    ids = [page.pk for page in told]
    part = took_part(scope, ids)
    members = TeamMember.objects.filter(consultation__in=ids, participant__in=list(scope.since))
    team = set(members.values_list("consultation_id", "participant_id"))
    for page, closed_at in told.items():
        line = Line(
            f"evaluation:{page.pk}", closed_at, Fact.EVALUATION, page.title, page.title,
            "front:evaluation", page.slug, is_own=True,
        )  # fmt: skip
        yield from ((pk, line) for pk in part.get(page.pk, set()) if (page.pk, pk) not in team)
