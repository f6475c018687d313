"""Words of the minutes floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Target(models.TextChoices):
    """What a passage of minutes speaks of; each is a foreign key of `PassageLink`."""

    CONTRIBUTION = "contribution", _("contribution")
    THEME = "theme", _("theme")
    ANSWER = "answer", _("official answer")
    DECISION = "decision", _("decision")
    OPINION = "opinion", _("opinion of a commission")


class CorrectionState(models.TextChoices):
    """What the author of minutes made of a correction."""

    WAITS = "waits", pgettext_lazy("correction of minutes", "waits")
    ACCEPTED = "accepted", pgettext_lazy("correction of minutes", "accepted")
    DECLINED = "declined", pgettext_lazy("correction of minutes", "declined")
