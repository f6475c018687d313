"""Words of the moderation floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    """What a moderator does."""

    HIDE = "hide", _("hide")
    RESTORE = "restore", _("restore")


class Reason(models.TextChoices):
    """The closed list of reasons of the moderation charter."""

    OFF_TOPIC = "off_topic", _("off topic")
    INSULT = "insult", _("insult or personal attack")
    HATE = "hate", _("hatred or discrimination")
    PERSONAL_DATA = "personal_data", _("personal data of somebody")
    ADVERTISING = "advertising", _("advertising")
    UNLAWFUL = "unlawful", _("other unlawful content")
    MISATTRIBUTED = "misattributed", _("published in somebody else's name")
    MISTAKE = "mistake", _("decision taken by mistake")
