"""Words of the contributions floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """What the public sees of a contribution."""

    PUBLISHED = "published", pgettext_lazy("contribution", "published")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")
    HIDDEN = "hidden", _("hidden by moderation")


PRIVATE = "private"
"""The state of a contribution of a private kind: no argument, no list, no page but its author's has it."""
STATES = [*State.choices, (PRIVATE, _("read by the team alone"))]


class WaitingState(models.TextChoices):
    """Where a text stands that is read before it appears."""

    WAITING = "waiting", _("to be read by a moderator")
    PUBLISHED = "published", pgettext_lazy("contribution", "published")
    REFUSED = "refused", _("not published")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")
    LAPSED = "lapsed", _("erased before anybody read it")


class Order(models.TextChoices):
    """Orders of a list; never by votes."""

    RANDOM = "random", _("at random, for fairness")
    RECENT = "recent", _("most recent first")
    ARGUED = "argued", _("most argued first")


class Personal(models.TextChoices):
    """What in a text may say who somebody is, or where to find them."""

    EMAIL = "email", _("an e-mail address")
    PHONE = "phone", _("a telephone number")
    IBAN = "iban", _("a bank account number")
    SOCIAL_SECURITY = "social", _("a social security number")
    ADDRESS = "address", _("a postal address")
