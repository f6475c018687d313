"""Words of the following floor."""

from enum import IntEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sort(models.TextChoices):
    """What may be followed."""

    CONSULTATION = "consultation", _("consultation")
    THEME = "theme", _("theme")
    CONTRIBUTION = "contribution", _("contribution")
    AUTHOR = "author", _("public thread of a person")


class Rhythm(models.TextChoices):
    """How often what is new is written to somebody."""

    AT_ONCE = "at_once", _("As it comes, at most once an hour")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week, on Monday")
    NEVER = "never", _("Never")


class PublicationKind(models.TextChoices):
    """What is published of a consultation, and told to those who asked for it."""

    SYNTHESIS = "synthesis", _("synthesis")
    DECISION = "decision", _("decision")


class Segment(models.TextChoices):
    """To whom a letter goes, among those who agreed to be written to."""

    FOLLOWERS = "followers", _("everybody who follows the consultation")
    PARTICIPANTS = "participants", _("those who took part")
    PHASE = "phase", _("those who took part in one phase")
    THEME = "theme", _("those who follow one theme, or wrote under it")
    NO_VOTE = "no_vote", _("those who contributed and did not vote")
    READERS = "readers", _("those who follow and never took part")
    ANSWERED = "answered", _("those whose contribution got an answer")


class LetterState(models.TextChoices):
    """Where a letter stands, from its draft to its last copy."""

    DRAFT = "draft", _("draft")
    PLANNED = "planned", _("planned")
    LEAVING = "leaving", _("leaving")
    SENT = "sent", _("gone")


LEFT = (LetterState.LEAVING, LetterState.SENT)
"""Its words are public, and no longer change."""


class CopyState(models.TextChoices):
    """Where the copy of one person stands."""

    WAITING = "waiting", _("waiting")
    WRITTEN = "written", _("written")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    SKIPPED = "skipped", _("no longer agreed to it")


class Fact(IntEnum):
    """Kinds of news, in the order in which a mail tells them."""

    ANSWER = 1
    QUESTION = 2
    SYNTHESIS = 3
    SYNTHESIS_CHANGED = 4
    DECISION = 5
    COMMITMENT = 6
    COMMITMENT_NEWS = 7
    EVALUATION = 8
    CHANGE = 9
    THRESHOLD = 10
    SAID = 11
    CONTRIBUTION = 12
    ARTICLE = 13
    OPENS = 14
    CLOSES = 15
    EVENT = 16
    EVENT_CANCELLED = 17
