"""Words of the restitution floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswerStatus(models.TextChoices):
    """What becomes of a contribution."""

    KEPT = "kept", _("kept")
    PARTLY = "partly", _("partly kept")
    NOT_KEPT = "not_kept", _("not kept")
    STUDIED = "studied", _("under study")
