"""Words of the restitution floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswerStatus(models.TextChoices):
    """What becomes of a contribution."""

    KEPT = "kept", _("kept")
    PARTLY = "partly", _("partly kept")
    NOT_KEPT = "not_kept", _("not kept")
    STUDIED = "studied", _("under study")
    ANSWERED = "answered", _("answered")


FATES = (AnswerStatus.KEPT, AnswerStatus.PARTLY, AnswerStatus.NOT_KEPT, AnswerStatus.STUDIED)
"""What may become of a contribution; a question to the organiser is answered, and that is all."""
