"""Words of the learning floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reading(models.TextChoices):
    """When somebody answers a quiz, as they say."""

    BEFORE = "before", _("before reading")
    AFTER = "after", _("after reading")


class Stage(models.TextChoices):
    """Where a version of a quiz stands."""

    DRAFT = "draft", _("draft")
    CHECKED = "checked", _("checked")
    OPEN = "open", _("on line")
    CLOSED = "closed", _("closed")
