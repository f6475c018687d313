"""Words of the paper floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How the sheets of a batch reached the team."""

    FORM = "form", _("printed forms")
    LETTER = "letter", _("letters and loose sheets")
    PHONE = "phone", _("telephone calls")
    REGISTER = "register", _("pages of a register")
    FIELD = "field", _("answers collected on site")
