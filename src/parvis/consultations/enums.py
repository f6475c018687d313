"""Words of the consultations floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """What a phase may open."""

    DEPOSIT = "deposit", _("deposit")
    VOTE = "vote", _("vote")
    ARGUE = "argue", _("argue")


class BallotMethod(models.TextChoices):
    """The voting methods; each has its class in `ballots/methods/`."""

    SUPPORT = "support", _("support")
    FOR_MIXED_AGAINST = "for_mixed_against", _("for, mixed, against")
    STATEMENTS = "statements", _("agree, pass, disagree")


class Source(models.TextChoices):
    """What a phase carries over from an earlier one."""

    NOTHING = "nothing", _("nothing")
    EVERYTHING = "everything", _("everything")
    BEST = "best", _("the n best")
    CHOSEN = "chosen", _("a list made by hand")


class Role(models.TextChoices):
    """A person's place in the team of one consultation."""

    ORGANISER = "organiser", _("organiser")
    MODERATOR = "moderator", _("moderator")
    ANALYST = "analyst", _("analyst")
    GUARANTOR = "guarantor", _("guarantor")


class Moment(models.TextChoices):
    """Where a phase stands at a given second."""

    PAST = "past", _("ended")
    PRESENT = "present", _("under way")
    FUTURE = "future", _("to come")
