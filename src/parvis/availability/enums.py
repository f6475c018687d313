"""Words of the availability floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
    """Why the site could not be reached, as far as is known.

    Of a silence it is not known: jobs gave no sign of life, while pages may have been read all along.
    """

    REBOOT = "reboot", _("the machine was started again")
    DATABASE = "database", _("the database was started again")
    SILENCE = "silence", _("jobs gave no sign of life; pages may have answered meanwhile")
    PAGE = "page", _("pages did not answer, while jobs went on")
    OUTSIDE = "outside", _("the site did not answer from outside")


class Watcher(models.TextChoices):
    """From where the site is looked at."""

    INSIDE = "inside", _("from inside")
    OUTSIDE = "outside", _("from outside")
