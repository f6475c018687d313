"""Words of the portal floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Quality(models.TextChoices):
    """The six qualities by which methods are compared, each from 0 to 5."""

    PANEL = "panel", _("quality of the panel")
    LEARNING = "learning", _("gain in knowledge")
    DELIBERATION = "deliberation", _("quality of the deliberation")
    FOLLOW_UP = "follow_up", _("transparency and follow-up")
    INFORMATION = "information", _("quality of the information")
    REACH = "reach", _("number of people reached")


BEST = 5
"""The highest grade of a quality; the lowest is 0."""


class Priority(models.TextChoices):
    """What a method serves first."""

    REACH = "reach", _("reach a wide public")
    LISTEN = "listen", _("know what people live and think")
    DELIBERATE = "deliberate", _("deliberate: learn, hear one another, conclude")
    EXPERTS = "experts", _("build with those who know the subject")
    IMAGINE = "imagine", _("imagine what does not exist yet")
    SHARE = "share", _("share a decision, or a sum of money")
    AGENDA = "agenda", _("let subjects come from the people")
    LAW = "law", _("follow a procedure of the law")


class Openness(models.TextChoices):
    """What can still change when one consults."""

    SUBJECT = "subject", _("The subject itself: nothing is decided, not even what the problem is")
    WAYS = "ways", _("The ways: the aim is set, how to reach it is not")
    DRAFT = "draft", _("A draft: it is written, its content may change")
    LEGAL = (
        "legal",
        _("A draft that the law asks to put to the public, since it has an effect on the environment"),
    )
    NOTHING = "nothing", _("Nothing, or nearly: the decision is taken")


class Values(models.TextChoices):
    """Where the grades of a method come from."""

    REFERENCE = "reference", _("reference values of the French State’s participation site")
    ESTIMATE = "estimate", _("our estimate")
