"""Words of the field floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Use(models.TextChoices):
    """In whose hands a device is."""

    HELD = "held", _("from door to door: a member of the team types")
    KIOSK = "kiosk", _("left with the public: people type themselves")


class Fate(models.TextChoices):
    """What became of an answer that a device sent."""

    ENTERED = "entered", _("entered")
    WAITING = "waiting", _("waits to be read")
    KEPT = "kept", _("to look at")
    DISCARDED = "discarded", _("discarded")
