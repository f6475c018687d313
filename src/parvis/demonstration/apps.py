"""Application of the demonstration floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemonstrationConfig(AppConfig):
    name = "parvis.demonstration"
    label = "demonstration"
    verbose_name = _("Demonstration")
    default_auto_field = "django.db.models.BigAutoField"
