"""Application of the ballots floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BallotsConfig(AppConfig):
    name = "parvis.ballots"
    label = "ballots"
    verbose_name = _("Ballots")
    default_auto_field = "django.db.models.BigAutoField"
