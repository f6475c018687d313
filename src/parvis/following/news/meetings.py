"""Where and when one meets: events that are announced, and those that are cancelled."""

from __future__ import annotations

from django.db.models import Q

from parvis.following.enums import Fact, Sort
from parvis.following.news.lines import Line, Scope, Told, Via
from parvis.gatherings.enums import PUBLIC, EventState
from parvis.gatherings.models import Event


def meetings(scope: Scope) -> Told:
    """Announced or cancelled, for those who follow the consultation; one query. What is over is told no more.

    Whoever registered is written to apart.
    """
    announced = Q(published_at__gte=scope.earliest, published_at__lt=scope.until)
    cancelled = Q(cancelled_at__gte=scope.earliest, cancelled_at__lt=scope.until)
    rows = Event.objects.filter(
        announced | cancelled, state__in=PUBLIC, consultation__live=True, ends_at__gt=scope.until
    )
    rows = rows.filter(consultation__in=scope.ids(Sort.CONSULTATION))
    for row in rows.select_related("consultation").order_by("pk"):
        is_gone = row.state == EventState.CANCELLED
        fact = Fact.EVENT_CANCELLED if is_gone else Fact.EVENT
        at = row.cancelled_at if is_gone else row.published_at
        page = row.consultation
        via = Via(Sort.CONSULTATION, page.pk, page.title)
        if at is not None:
            line = Line(f"event:{row.pk}", at, fact, page.title, row.title, "front:event", row.pk, via=via)
            yield from ((person, line) for person in scope.followed[Sort.CONSULTATION].get(page.pk, ()))
