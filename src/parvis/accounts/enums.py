"""Words of the accounts floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IdentityLevel(models.IntegerChoices):
    """How sure the platform is of who acts; always shown, never hidden."""

    VISITOR = 0, _("Visitor")
    EMAIL = 1, _("E-mail confirmed")
    INVITED = 2, _("Invited or trusted organisation")
    STATE = 3, _("Identity checked by the State")


class Purpose(models.TextChoices):
    """What one agrees to, each by itself; what the site cannot do without asks for no agreement."""

    RESULTS = "results", _("Be told by e-mail of the result and of the answer")
    NEWS = "news", _("Be told by e-mail of what is new in what I follow")


class Origin(models.TextChoices):
    """The way by which an act reached the platform."""

    WEB = "web", _("Web")
    PAPER = "paper", _("Paper")
    EVENT = "event", _("Event")
    EMAIL = "email", _("E-mail")
    IMPORT = "import", _("Import")
    FIELD = "field", _("On site")
    API = "api", _("By a program (API)")
