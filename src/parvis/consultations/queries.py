"""Reads of the consultations floor that cross models, or use the database's clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Now
from django.http import Http404
from wagtail.query import PageQuerySet

from parvis.accounts.models import Participant
from parvis.accounts.permissions import can as can_in_installation
from parvis.consultations import permissions
from parvis.consultations.enums import WRITING, KindRole, Role, Verb
from parvis.consultations.models import (
    ConsultationPage,
    Kind,
    Phase,
    PhaseAction,
    Rules,
    TeamMember,
)

Actor = Participant | AnonymousUser


def database_now() -> datetime:
    """The one clock by which phases open and close."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        row = cursor.fetchone()
    moment: datetime = row[0]
    return moment


def consultation_by_slug(slug: str, actor: Actor | None = None) -> ConsultationPage:
    """The consultation that the actor, or anybody when none is named, may see; or Http404."""
    pages = ConsultationPage.objects.filter(slug=slug).select_related("picture")
    found: ConsultationPage | None = pages.first()
    if found is None or not permissions.can(actor or AnonymousUser(), "see", found):
        raise Http404
    return found


def phases_of(consultation: ConsultationPage) -> list[Phase]:
    """Phases in order, each with its actions and their kinds: two queries whatever their number."""
    actions = PhaseAction.objects.select_related("kind")
    phases = consultation.phases.select_related("source_phase").prefetch_related(Prefetch("actions", actions))
    return list(phases)


def ballots_of(phases: Iterable[Phase]) -> list[PhaseAction]:
    """The votes of phases read by `phases_of`, each with its phase at hand; no query."""
    found = []
    for phase in phases:
        for action in phase.actions.all():
            if action.verb == Verb.VOTE:
                action.phase = phase
                found.append(action)
    return found


def _opened(consultation: ConsultationPage) -> QuerySet[PhaseAction]:
    return (
        PhaseAction.objects.filter(
            Q(phase__ends_at=None) | Q(phase__ends_at__gt=Now()),
            phase__consultation=consultation,
            phase__consultation__live=True,
            phase__starts_at__lte=Now(),
        )
        .select_related("phase", "kind")
        .order_by("-phase__starts_at", "-phase__position", "id")
    )


def open_action(*, consultation: ConsultationPage, verb: Verb, kind: Kind) -> PhaseAction | None:
    """The action under way at this second of the database's clock; the newest phase wins."""
    return _opened(consultation).filter(verb=verb, kind=kind).first()


def writing_action(*, consultation: ConsultationPage, kind: Kind) -> PhaseAction | None:
    """The action by which one may write something of this kind now: a deposit, or a question asked."""
    return _opened(consultation).filter(verb__in=WRITING, kind=kind).first()


def asked_kinds(consultation_ids: Iterable[int]) -> QuerySet[Kind]:
    """The kinds of these consultations that are questions to the organiser."""
    asking = PhaseAction.objects.filter(verb=Verb.ASK, phase__consultation__in=consultation_ids)
    return Kind.objects.filter(pk__in=asking.values("kind"))


def kinds_apart(consultation: ConsultationPage) -> QuerySet[Kind]:
    """What has pages of its own, and is not among contributions: questions, and passages of a text."""
    apart = Q(role=KindRole.PASSAGE) | Q(pk__in=asked_kinds([consultation.pk]).values("pk"))
    return Kind.objects.filter(apart, consultation=consultation)


def opened_actions(consultation: ConsultationPage) -> list[PhaseAction]:
    """Everything that one may do now, newest phase first."""
    return list(_opened(consultation))


def roles_of(actor: Actor, consultation: ConsultationPage) -> frozenset[Role]:
    """The actor's places in the team of this consultation."""
    return permissions.roles(actor, consultation)


def consultations_of(actor: Actor) -> PageQuerySet:
    """Consultations whose desk the actor may open, newest first; a superuser's are all."""
    everything = ConsultationPage.objects.order_by("-pk")
    if not actor.is_authenticated or not actor.is_active:
        return everything.none()
    if can_in_installation(actor, "administer"):
        return everything
    return everything.filter(
        pk__in=TeamMember.objects.filter(participant_id=actor.pk).values("consultation_id")
    )


def consultation_for(actor: Actor, pk: int, action: permissions.Action) -> ConsultationPage:
    """The consultation on which the actor may do this; forbidden and non-existent look the same (Http404)."""
    found: ConsultationPage | None = ConsultationPage.objects.filter(pk=pk).first()
    if found is None or not permissions.can(actor, action, found):
        raise Http404
    return found


def consultations_to_check() -> PageQuerySet:
    """Public consultations whose rules nobody told yet, or whose texts were published since."""
    checked = Rules.objects.filter(consultation=OuterRef("pk")).order_by("-version").values("checked_at")[:1]
    rows = ConsultationPage.objects.live().annotate(checked_at=Subquery(checked))
    return rows.filter(Q(checked_at=None) | Q(last_published_at__gte=F("checked_at")))
