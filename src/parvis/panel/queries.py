"""Reading who is asked, what they are compared with, and what came out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage, Phase
from parvis.jobs.forgetting import SELF_DESCRIPTIONS
from parvis.panel.enums import Trait
from parvis.panel.figures import Panel
from parvis.panel.models import Reference, SelfDescription, Statement, Survey, WeightedResult
from parvis.panel.permissions import can
from parvis.panel.weighted import Weighted

WAIT = timedelta(days=7)
"""After a ballot is over, how long voters are left to say who they are before its votes are weighted."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Figures, when they were made, and when one last looked whether they had to be made again."""

    panel: Panel
    computed_at: datetime
    checked_at: datetime
    is_final: bool


def survey_of(consultation: ConsultationPage) -> Survey | None:
    return Survey.objects.filter(consultation=consultation).first()


def statements_for(consultation_ids: Collection[int]) -> dict[int, Dated]:
    """The statement of each, in one query; absent until it is first made."""
    return {
        row.consultation_id: Dated(
            Panel.from_json(row.figures), row.computed_at, row.checked_at, row.is_final
        )
        for row in Statement.objects.filter(consultation__in=consultation_ids)
    }


@dataclass(frozen=True, slots=True)
class DatedResult:
    """A weighted result, or why there is none, and when that was found."""

    result: Weighted
    made_at: datetime


def weighted_results(ballot_ids: Collection[int]) -> dict[int, DatedResult]:
    """Of each ballot, in one query; absent until it is first tried."""
    return {
        row.ballot_id: DatedResult(Weighted.from_json(row.figures), row.made_at)
        for row in WeightedResult.objects.filter(ballot__in=ballot_ids)
    }


def references_of(consultation: ConsultationPage) -> dict[Trait, Reference]:
    return {Trait(row.trait): row for row in Reference.objects.filter(consultation=consultation)}


def surveys_to_state() -> QuerySet[Survey]:
    """Those whose answers are still there, with their consultation."""
    rows = Survey.objects.filter(forgotten_at=None, consultation__live=True)
    return rows.select_related("consultation").order_by("pk")


def surveys_to_forget() -> QuerySet[Survey]:
    """Those of which nothing has been open for as long as was promised, and whose figures are final.

    A draft that nobody ever read has nothing to forget; of one that left the site, no figures are made.
    """
    opened = Phase.objects.filter(consultation=OuterRef("consultation"), actions__isnull=False)
    still = opened.filter(Q(ends_at=None) | Q(ends_at__gt=Now() - SELF_DESCRIPTIONS))
    final = Statement.objects.filter(consultation=OuterRef("consultation"), is_final=True)
    rows = Survey.objects.filter(Exists(opened), ~Exists(still), forgotten_at=None)
    left = Q(consultation__live=False, consultation__first_published_at__isnull=False)
    return rows.filter(Exists(final) | left).order_by("pk")


def is_open(consultation: ConsultationPage) -> bool:
    """Whether something is open now, or will be; one query."""
    still = Q(ends_at=None) | Q(ends_at__gt=Now())
    return Phase.objects.filter(still, consultation=consultation, actions__isnull=False).exists()


def is_asking(consultation: ConsultationPage, survey: Survey) -> bool:
    """Until the close; what was said before may be taken back afterwards, as long as it is kept."""
    return survey.forgotten_at is None and is_open(consultation)


def own_description(consultation: ConsultationPage, person_pk: int | None) -> SelfDescription | None:
    """What somebody said of themselves; one query."""
    if person_pk is None:
        return None
    return SelfDescription.objects.filter(consultation=consultation, participant=person_pk).first()


def may_be_asked(actor: Participant | AnonymousUser, consultation: ConsultationPage) -> bool:
    """Whether to ask somebody who takes part, once: not whoever answered, or would rather not."""
    if not isinstance(actor, Participant):
        return False
    survey = survey_of(consultation)
    if survey is None or not is_asking(consultation, survey):
        return False
    return own_description(consultation, actor.pk) is None and can(actor, "tell", consultation)
