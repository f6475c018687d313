"""Words of the room floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.consultations.enums import BallotMethod


class ActivityKind(models.TextChoices):
    """What the room is asked to do."""

    QUESTIONS = "questions", _("questions from the room")
    WORDS = "words", _("words: a cloud")
    SHORT = "short", _("short answers")
    BALLOT = "ballot", pgettext_lazy("activity of a room", "vote")


class Step(models.TextChoices):
    """Where an activity, or a room, stands."""

    WAITING = "waiting", pgettext_lazy("step of a room", "to come")
    OPEN = "open", pgettext_lazy("step of a room", "open")
    DONE = "done", pgettext_lazy("step of a room", "ended")


class Fate(models.TextChoices):
    """What the host made of a question."""

    STANDING = "standing", pgettext_lazy("question of a room", "asked")
    ANSWERED = "answered", pgettext_lazy("question of a room", "answered")
    ASIDE = "aside", pgettext_lazy("question of a room", "put aside")
    HIDDEN = "hidden", pgettext_lazy("question of a room", "hidden")


METHODS = (
    BallotMethod.SUPPORT,
    BallotMethod.FOR_MIXED_AGAINST,
    BallotMethod.STATEMENTS,
    BallotMethod.APPROVAL,
    BallotMethod.GRADE,
    BallotMethod.MAJORITY_JUDGMENT,
    BallotMethod.RANKING,
    BallotMethod.POINTS,
    BallotMethod.BUDGET,
    BallotMethod.PAIRS,
)
"""Every method of the ballots, each on one sheet."""
