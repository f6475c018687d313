"""What came today and yesterday, by kind and channel, beside the days before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.enums import Origin
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.restitution.queries import DatedFigures
from parvis.ui import words

DAYS = 7
"""Whole days before yesterday, of which the mean is shown."""


@dataclass(slots=True)
class Came:
    """One kind of act: counts of today and yesterday, `week` over seven days, `channels` of the two days."""

    label: str
    today: int = 0
    yesterday: int = 0
    week: int = 0
    channels: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def mean(self) -> str:
        """A day, to one decimal where it says something."""
        mean = round(self.week / DAYS, 1)
        return words.number(int(mean) if mean == int(mean) else mean)

    @property
    def by_channel(self) -> str:
        """Which came otherwise than by the web, and how many; empty when all did, or nobody knows."""
        others = {name: count for name, count in self.channels.items() if name != Origin.WEB and count}
        return words.listed([f"{Origin(name).label} {words.number(count)}" for name, count in others.items()])


def came_in(consultation_ids: Sequence[int], figures: Mapping[int, DatedFigures]) -> dict[int, list[Came]]:
    """Of each consultation, what came in nine days, by kind; two queries.

    Votes are those of the last count, by day: nothing counts votes to show a page, and their channel is in
    the results.
    """
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    found: dict[int, dict[str, Came]] = defaultdict(dict)
    rows = Contribution.objects.published().filter(consultation__in=consultation_ids)
    for pk, kind, origin, *counts in _counted(rows, midnight, "consultation", "kind__plural_name"):
        _add(found[pk], kind, origin, counts)
    said = Argument.objects.filter(state="published", contribution__consultation__in=consultation_ids)
    for pk, origin, *counts in _counted(said, midnight, "contribution__consultation"):
        _add(found[pk], _("arguments and comments"), origin, counts)
    for pk in consultation_ids:
        if (dated := figures.get(pk)) and (votes := _votes(dated, midnight.date())):
            found[pk][votes.label] = votes
    return {pk: list(kinds.values()) for pk, kinds in found.items()}


def _counted(rows: QuerySet[Any], midnight: datetime, *groups: str) -> list[Any]:
    """By group and channel: today, yesterday, and the seven days before."""
    yesterday = midnight - timedelta(days=1)
    rows = rows.filter(created_at__gte=yesterday - timedelta(days=DAYS))
    counted = rows.order_by(*groups, "origin").values_list(*groups, "origin")
    return list(
        counted.annotate(
            today=Count("pk", filter=Q(created_at__gte=midnight)),
            yesterday=Count("pk", filter=Q(created_at__gte=yesterday, created_at__lt=midnight)),
            week=Count("pk", filter=Q(created_at__lt=yesterday)),
        )
    )


def _add(kinds: dict[str, Came], label: str, origin: str, counts: Sequence[int]) -> None:
    came = kinds.setdefault(label, Came(label))
    today, yesterday, week = counts
    came.today += today
    came.yesterday += yesterday
    came.week += week
    came.channels[origin] += today + yesterday


def _votes(dated: DatedFigures, today: date) -> Came | None:
    """From the count of figures, which says its own hour."""
    by_day = {row.day: row.votes for row in dated.figures.by_day}
    yesterday = today - timedelta(days=1)
    week = sum(by_day.get(yesterday - timedelta(days=back), 0) for back in range(1, DAYS + 1))
    came = Came(_("votes"), by_day.get(today, 0), by_day.get(yesterday, 0), week)
    return came if came.today or came.yesterday or came.week else None
