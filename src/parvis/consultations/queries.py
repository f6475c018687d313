"""Reads of the consultations floor that cross models, or use the database's clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
from parvis.consultations.enums import Role, Verb
from parvis.consultations.models import (
    ConsultationPage,
    Follow,
    Kind,
    Phase,
    PhaseAction,
    Rules,
    TeamMember,
)

Actor = Participant | AnonymousUser
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class FollowedPage:
    """Consultations that somebody follows, each with its phases and actions; `next` is empty at the end."""

    items: list[ConsultationPage]
    next: str


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


def follows(actor: Actor, consultation: ConsultationPage) -> bool:
    """Tell whether the actor asked to be told of the result."""
    return actor.is_authenticated and consultation.follows.filter(participant_id=actor.pk).exists()


def followed_by(actor: Participant, *, after: str = "") -> FollowedPage:
    """One page of what somebody follows, published or not, the last followed first; four queries."""
    rows = Follow.objects.filter(participant=actor).order_by("-pk")
    if re.fullmatch(r"\d{1,18}", after):
        rows = rows.filter(pk__lt=int(after))
    pairs = list(rows.values_list("pk", "consultation_id")[: PAGE_SIZE + 1])
    shown = pairs[:PAGE_SIZE]
    pages = ConsultationPage.objects.filter(pk__in=[page for _pk, page in shown])
    found = {page.pk: page for page in pages.prefetch_related("phases__actions")}
    more = len(pairs) > PAGE_SIZE
    return FollowedPage(items=[found[page] for _pk, page in shown], next=str(shown[-1][0]) if more else "")


def followed_consultation(actor: Actor, slug: str) -> ConsultationPage:
    """One that the actor follows, even if it left the site since, or a published one; or Http404."""
    if actor.is_authenticated:
        followed = ConsultationPage.objects.filter(slug=slug, follows__participant_id=actor.pk)
        own: ConsultationPage | None = followed.first()
        if own is not None:
            return own
    return consultation_by_slug(slug, actor)
