"""Words of the conduct floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.IntegerChoices):
    """How far a consultation has come, in the order in which it can only go."""

    DRAFT = 0, _("draft")
    ANNOUNCED = 1, _("announced")
    OPEN = 2, _("open")
    CLOSED = 3, _("closed")
    DECIDED = 4, _("decided")


class Chapter(models.TextChoices):
    """When a rule bears."""

    BEFORE = "before", _("Before it opens")
    DURING = "during", _("While it is open")
    CLOSING = "closing", _("When it closes")
    AFTER = "after", _("Afterwards")


class Mode(models.TextChoices):
    """Who checks a rule."""

    CHECKED = "checked", _("checked by the software")
    ATTESTED = "attested", _("form checked by the software, substance declared by the organiser")
    DECLARED = "declared", _("declared by the organiser")


class Effect(models.TextChoices):
    """What a rule that does not hold does."""

    BLOCK = "block", _("prevents")
    WARN = "warn", _("warns, in public")


class State(models.TextChoices):
    """What is found of a rule in one consultation."""

    HOLDS = "holds", _("is kept")
    DECLARED = "declared", _("is kept, as declared")
    FAILS = "fails", _("is not kept")
    LATER = "later", _("not yet due")
    ELSEWHERE = "elsewhere", _("does not apply here")


class LegalBasis(models.TextChoices):
    """Why personal data may be processed: GDPR, article 6(1)."""

    PUBLIC_TASK = "public_task", _("task in the public interest, article 6(1)(e)")
    CONSENT = "consent", _("consent, article 6(1)(a)")
    LEGITIMATE = "legitimate", _("legitimate interest, article 6(1)(f)")
    OBLIGATION = "obligation", _("legal obligation, article 6(1)(c)")


class OpinionsGround(models.TextChoices):
    """Why opinions, which are sensitive, may be processed: GDPR, article 9(2)."""

    PUBLIC = "public", _("made public by the person, article 9(2)(e)")
    CONSENT = "consent", _("explicit consent, article 9(2)(a)")
    INTEREST = "interest", _("substantial public interest, article 9(2)(g)")
