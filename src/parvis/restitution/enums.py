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


EXTRACTION, MODEL = "extraction", "model"
"""How the words of a finding were drafted; for ever, since versions name them."""
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
    EVENT = "event", pgettext_lazy("source", "minutes")


class ExaminationState(models.TextChoices):
    """Whose turn it is in the examination of a contribution, or how it ended."""

    ANALYSIS = "analysis", pgettext_lazy("examination", "being analysed")
    REVISION = "revision", pgettext_lazy("examination", "waits for its author")
    REVIEW = "review", pgettext_lazy("examination", "being read again")
    DECISION = "decision", pgettext_lazy("examination", "waits for a decision")
    DECIDED = "decided", pgettext_lazy("examination", "decided")
    STOPPED = "stopped", pgettext_lazy("examination", "stopped")


EXAMINED = (
    ExaminationState.ANALYSIS,
    ExaminationState.REVISION,
    ExaminationState.REVIEW,
    ExaminationState.DECISION,
)
"""States of an examination under way: a contribution has one of those at most."""


class Criterion(models.TextChoices):
    """What a service looks at."""

    FEASIBILITY = "feasibility", pgettext_lazy("criterion", "feasibility")
    COST = "cost", pgettext_lazy("criterion", "cost")
    LEGALITY = "legality", pgettext_lazy("criterion", "legality")


class Level(models.TextChoices):
    """What a service says of a contribution by one criterion."""

    FAVOURABLE = "favourable", pgettext_lazy("level", "favourable")
    CONDITIONS = "conditional", pgettext_lazy("level", "favourable with conditions")
    UNFAVOURABLE = "unfavourable", pgettext_lazy("level", "unfavourable")
    NOT_CONCERNED = "not_concerned", pgettext_lazy("level", "not concerned")


class ExaminationAct(models.TextChoices):
    """What somebody did in an examination. For ever: never renamed."""

    ASKED = "asked", _("asked for the examination of a contribution")
    ASSIGNED = "assigned", _("changed who examines a contribution, or by when")
    ANALYSED = "analysed", _("sent the analysis of a contribution")
    REVISION_ASKED = "revision", _("asked its author to revise a contribution")
    REVISED = "revised", _("its author revised the contribution")
    AGREED = "agreed", _("agreed with the analysis of a contribution")
    SENT_BACK = "sent_back", _("sent the analysis of a contribution back")
    DECIDED = "decided", _("decided on a contribution, and published the verdict")
    STOPPED = "stopped", _("stopped the examination of a contribution")
