"""Words of the debate floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """The side that an argument takes."""

    FOR = "for", _("for")
    AGAINST = "against", _("against")
