"""When the site was there, when it was not, and when it will be stopped. Nothing in it is about anybody."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.availability.enums import Cause, Watcher

MOST_WORDS = 1000


class Watch(models.Model):
    """A time during which the site was looked at without a break: one row for all of it, not one a minute.

    `boot` and `ticks`: the start of the machine, and seconds since then, at the last look. Of two looks of
    one machine they tell the time between, whatever became of its clock.
    """

    watcher = models.CharField(_("from where"), max_length=8, choices=Watcher)
    started_at = models.DateTimeField(_("from"))
    last_at = models.DateTimeField(_("until"))
    boot = models.CharField(max_length=64, blank=True)
    ticks = models.FloatField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("time when the site was looked at")
        verbose_name_plural = _("times when the site was looked at")
        indexes = [models.Index(fields=["watcher", "-last_at"], name="watch_last")]
        constraints = [
            models.CheckConstraint(condition=Q(last_at__gte=F("started_at")), name="watch_goes_on")
        ]

    def __str__(self) -> str:
        return f"{self.watcher} {self.started_at} - {self.last_at}"


class Outage(models.Model):
    """A time when the site could not be reached; without an end, it lasts. `words`: what is said of it.

    A silence of its jobs is kept as one, and counts for none (`is_away`): nobody looked at a page meanwhile.
    """

    started_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("until"), null=True)
    cause = models.CharField(_("why, as far as is known"), max_length=8, choices=Cause)
    words = models.TextField(_("what happened"), max_length=MOST_WORDS, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("outage")
        verbose_name_plural = _("outages")
        ordering = ["-started_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gt=F("started_at")), name="outage_has_a_length"
            ),
            models.UniqueConstraint(fields=["cause", "started_at"], name="outage_known_once"),
            models.UniqueConstraint(fields=["cause"], condition=Q(ended_at=None), name="outage_one_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.started_at}"

    @property
    def is_away(self) -> bool:
        return self.cause != Cause.SILENCE


class Maintenance(models.Model):
    """A time when the site will be stopped, said beforehand: what was said late was not planned."""

    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    words = models.TextField(_("what for"), max_length=MOST_WORDS)
    declared_at = models.DateTimeField(_("announced at"), db_default=Now(), editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("planned maintenance")
        verbose_name_plural = _("planned maintenance")
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="maintenance_has_a_length"),
            models.CheckConstraint(condition=~Q(words=""), name="maintenance_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at} - {self.ends_at}"
