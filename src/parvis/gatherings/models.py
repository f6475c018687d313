"""Events: where and when one meets."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.commissions.models import Commission
from parvis.consultations.models import ConsultationPage
from parvis.gatherings.enums import EventState, Format


class Event(models.Model):
    """A meeting of a consultation, called by its organiser or by one of its commissions."""

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="events"
    )
    commission = models.ForeignKey(
        Commission,
        verbose_name=_("called by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
    )
    uid = models.UUIDField(_("identifier in calendars"), default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("summary"), max_length=1000, blank=True)
    format = models.CharField(_("format"), max_length=8, choices=Format, default=Format.ON_SITE)
    state = models.CharField(_("state"), max_length=10, choices=EventState, default=EventState.DRAFT)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(_("place"), max_length=160, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=6, decimal_places=4, null=True, blank=True)
    online_address = models.URLField(_("address online"), blank=True)
    access = models.TextField(_("access for disabled people"), max_length=1000, blank=True)
    agenda = models.TextField(_("agenda"), max_length=5000, blank=True)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    changed_at = models.DateTimeField(_("changed at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["consultation", "starts_at"], name="event_by_hour")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_has_a_length"),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None)
                | Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="event_place_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title
