"""Reads of webhooks: those of a desk, what became of their messages, which of them call for somebody."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.http import Http404

from parvis.accounts.permissions import can as can_in_installation
from parvis.consultations.models import ConsultationPage, TeamMember
from parvis.consultations.permissions import ROLES
from parvis.consultations.queries import Actor
from parvis.opendata.enums import DeliveryState, StopCause
from parvis.opendata.permissions import may_keep_webhooks
from parvis.opendata.webhooks import Delivery, Webhook

SHOWN = 50
"""How many of the last messages a page shows."""


def webhooks_of(consultation: ConsultationPage | None) -> QuerySet[Webhook]:
    """Those of a consultation, or of the site; each knows what waits, and when something last arrived."""
    waits = Q(deliveries__state=DeliveryState.WAITING)
    arrived = Q(deliveries__state=DeliveryState.DELIVERED)
    return Webhook.objects.filter(consultation=consultation).annotate(
        waiting=Count("deliveries", filter=waits),
        arrived_at=Max("deliveries__tried_at", filter=arrived),
    )


def webhook_for(actor: Actor, consultation: ConsultationPage | None, pk: int) -> Webhook:
    """One of that place alone; `Http404` for whoever may not keep it."""
    found = webhooks_of(consultation).select_related("consultation").filter(pk=pk).first()
    if found is None or not may_keep_webhooks(actor, consultation):
        raise Http404
    return found


def last_deliveries(webhook: Webhook) -> list[Delivery]:
    return list(Delivery.objects.filter(webhook=webhook).order_by("-pk")[:SHOWN])


def troubled(rows: QuerySet[Webhook]) -> QuerySet[Webhook]:
    """Those that stopped by themselves, and those where a message was given up since one last arrived."""
    lost = Exists(Delivery.objects.filter(webhook=OuterRef("pk"), state=DeliveryState.GIVEN_UP))
    stopped = Q(stopped_at__isnull=False) & ~Q(stop_cause=StopCause.ASKED)
    return rows.filter(stopped | Q(lost, stopped_at=None, given_up__gt=0))


def troubled_among(actor: Actor, consultations: Sequence[int]) -> dict[int, int]:
    """How many call for this person, by consultation; one query."""
    rows = troubled(Webhook.objects.filter(consultation__in=consultations))
    if not can_in_installation(actor, "administer"):
        team = TeamMember.objects.filter(participant=actor.pk, role__in=ROLES["edit"])
        rows = rows.filter(consultation__in=team.values("consultation"))
    return dict(rows.values_list(F("consultation")).annotate(n=Count("pk")).order_by())
