"""Application of the config floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    name = "parvis.config"
    label = "config"
    verbose_name = _("Configuration")
    default_auto_field = "django.db.models.BigAutoField"
