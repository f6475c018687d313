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
    PUBLISHED = "published", pgettext_lazy("event", "published")
    CANCELLED = "cancelled", pgettext_lazy("event", "cancelled")
