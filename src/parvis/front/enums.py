"""Words of the public pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a consultation stands for somebody who comes by."""

    OPEN = "open", _("open")
    COMING = "coming", _("opening soon")
    PAUSED = "paused", _("between two phases")
    AWAITING = "awaiting", _("awaiting the answer")
    ANSWERED = "answered", _("answered")
