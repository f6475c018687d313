"""Words of the open data."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ArchiveState(models.TextChoices):
    """What became of an archive since it was made."""

    CURRENT = "current", pgettext_lazy("state of an archive", "current")
    BEHIND = "behind", pgettext_lazy("state of an archive", "something happened since")
    TAKEN_DOWN = "taken_down", pgettext_lazy("state of an archive", "taken down")
