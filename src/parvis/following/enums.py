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


class Fact(IntEnum):
    """Kinds of news, in the order in which a mail tells them."""

    ANSWER = 1
    QUESTION = 2
    SYNTHESIS = 3
    SYNTHESIS_CHANGED = 4
    DECISION = 5
    EVALUATION = 6
    CHANGE = 7
    THRESHOLD = 8
    SAID = 9
    CONTRIBUTION = 10
    ARTICLE = 11
    OPENS = 12
    CLOSES = 13
