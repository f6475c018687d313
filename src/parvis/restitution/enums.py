"""Words of the restitution floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class DraftState(models.TextChoices):
    """Where a draft by extraction stands."""

    WAITING = "waiting", pgettext_lazy("draft", "waiting")
    RUNNING = "running", pgettext_lazy("draft", "under way")
    DONE = "done", pgettext_lazy("draft", "done")
    FAILED = "failed", pgettext_lazy("draft", "failed")


DRAFTING = (DraftState.WAITING, DraftState.RUNNING)
"""States of a draft that a job has yet to end."""


class RemarkKind(models.TextChoices):
    """What a guarantor says of a synthesis."""

    VISA = "visa", _("visa")
    OBSERVATIONS = "observations", _("observations")


class SourceKind(models.TextChoices):
    """What a finding rests on."""

    CONTRIBUTION = "contribution", pgettext_lazy("source", "contribution")
    TOPIC = "topic", pgettext_lazy("source", "topic")
    BALLOT = "ballot", pgettext_lazy("source", "vote")
    PAGE = "page", pgettext_lazy("source", "page")
