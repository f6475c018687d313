"""Rule C35: what the last three days of a consultation lost, and what its organiser said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.availability.queries import away, looked_at_since, outages_since
from parvis.availability.spans import Span, common, total, without
from parvis.consultations.models import ConsultationPage

LAST_HOURS = timedelta(hours=72)
MOST_LOST = timedelta(minutes=60)
MOST_WORDS = 500


class OutageRuling(models.Model):
    """What an organiser answered, in the name of the team, to an outage near the close. Never changed.

    `covered`: the times, each a beginning and an end, that it is about. What fell otherwise asks again, were
    it before: an outage seen from outside is known once somebody brings the file.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="rulings"
    )
    seconds = models.PositiveIntegerField(_("seconds without the site"))
    covered = models.JSONField(_("times without the site"), default=list, editable=False)
    extended_to = models.DateTimeField(_("open until"), null=True)
    words = models.TextField(_("reason"), max_length=MOST_WORDS)
    made_at = models.DateTimeField(_("said at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer to an outage")
        verbose_name_plural = _("answers to outages")
        ordering = ["-made_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="outage_ruling_says_why")]

    def __str__(self) -> str:
        return self.words[:80]

    @property
    def lost(self) -> timedelta:
        return timedelta(seconds=self.seconds)

    @property
    def spans(self) -> list[Span]:
        return [
            Span(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in self.covered
        ]


class Opened(Protocol):
    """Anything with a beginning, and an end or none."""

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Lost:
    """`lost`: in the last 72 hours of the consultation so far, less what was answered; `spans`: when.

    `watched_since`: the first moment at which somebody looked whether the site was there.
    """

    lost: timedelta = timedelta(0)
    rulings: tuple[OutageRuling, ...] = ()
    watched_since: datetime | None = None
    spans: tuple[Span, ...] = ()

    @property
    def is_much(self) -> bool:
        return self.lost > MOST_LOST


def lost_of(consultation: ConsultationPage, periods: Sequence[Opened], *, now: datetime) -> Lost:
    """Three queries, whatever there was."""
    rulings = tuple(OutageRuling.objects.filter(consultation=consultation))
    since = looked_at_since()
    windows = _last_hours(periods, now)
    first = min((window.start for window in windows), default=now)
    fell = common(away(outages_since(first, now=now), now=now), windows)
    spans = without(fell, (span for ruling in rulings for span in ruling.spans))
    return Lost(total(spans), rulings, since, tuple(spans))


def _last_hours(periods: Sequence[Opened], now: datetime) -> list[Span]:
    """The parts of the last 72 hours in which something was open, as far as they are past."""
    ends = [period.ends_at for period in periods]
    if not ends or any(end is None for end in ends):
        return []
    closes_at = max(end for end in ends if end is not None)
    last = Span(closes_at - LAST_HOURS, min(closes_at, now)) if now > closes_at - LAST_HOURS else None
    if last is None:
        return []
    opened = (Span(one.starts_at, one.ends_at) for one in periods if one.ends_at is not None)
    return [part for part in (one.within(last) for one in opened) if part is not None]
