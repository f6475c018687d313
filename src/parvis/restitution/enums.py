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


class CommitmentState(models.TextChoices):
    """Where a commitment stands."""

    PLANNED = "planned", _("not begun")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", _("carried out")
    ABANDONED = "abandoned", _("abandoned")


OPEN = (CommitmentState.PLANNED, CommitmentState.UNDER_WAY)
"""Those that still have to be kept, hence that may be late."""


class ReminderKind(models.TextChoices):
    """Why whoever is in charge of a commitment is written to."""

    MONTH = "month", _("thirty days before")
    WEEK = "week", _("seven days before")
    LATE = "late", _("late")
