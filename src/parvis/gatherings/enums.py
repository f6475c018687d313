"""Words of the gatherings floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Format(models.TextChoices):
    """Where one meets."""

    ON_SITE = "on_site", _("on site")
    ONLINE = "online", pgettext_lazy("format of an event", "online")
    HYBRID = "hybrid", _("on site and online")


class EventState(models.TextChoices):
    """Where an event stands; one that took place is known by its hours."""

    DRAFT = "draft", pgettext_lazy("event", "draft")
    PROPOSED = "proposed", pgettext_lazy("event", "proposed")
    DECLINED = "declined", pgettext_lazy("event", "declined")
    PUBLISHED = "published", pgettext_lazy("event", "published")
    CANCELLED = "cancelled", pgettext_lazy("event", "cancelled")


PUBLIC = (EventState.PUBLISHED, EventState.CANCELLED)
"""Everybody reads it: what was announced does not vanish when it is cancelled."""


class Access(models.TextChoices):
    """What a place or a meeting has for disabled people."""

    STEP_FREE = "step_free", _("step-free access")
    TOILETS = "toilets", _("accessible toilets")
    PARKING = "parking", _("reserved parking")
    LOOP = "loop", _("hearing loop")
    SIGNED = "signed", _("sign language")
    CAPTIONS = "captions", _("live captions")
    LARGE_PRINT = "large_print", _("documents in large print")
    EASY = "easy", _("documents in plain language")
    DESCRIBED = "described", _("pictures described aloud")
    QUIET = "quiet", _("quiet room")


class Standing(models.TextChoices):
    """Where somebody's registration stands."""

    ASKED = "asked", _("address to be confirmed")
    COMING = "coming", _("registered")
    WAITING = "waiting", _("on the waiting list")
    CANCELLED = "cancelled", pgettext_lazy("registration", "cancelled")


COUNTED = (Standing.COMING, Standing.WAITING)


class ReportState(models.TextChoices):
    """Where the report of a local initiative stands."""

    SENT = "sent", _("to be read by the organiser")
    PUBLISHED = "published", pgettext_lazy("report", "published")
    DECLINED = "declined", pgettext_lazy("report", "not published")
