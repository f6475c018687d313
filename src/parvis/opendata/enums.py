"""Words of the open data."""

from django.db import models
from django.utils.translation import pgettext_lazy


class TokenScope(models.TextChoices):
    """What a program may do with a token of the API, for the person who made it."""

    CONTRIBUTE = "contribute", pgettext_lazy("scope of a token", "contribute")
    VOTE = "vote", pgettext_lazy("scope of a token", "vote")


class ArchiveState(models.TextChoices):
    """What became of an archive since it was made."""

    CURRENT = "current", pgettext_lazy("state of an archive", "current")
    BEHIND = "behind", pgettext_lazy("state of an archive", "something happened since")
    TAKEN_DOWN = "taken_down", pgettext_lazy("state of an archive", "taken down")
