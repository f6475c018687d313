"""Application of the draws floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DrawsConfig(AppConfig):
    name = "parvis.draws"
    label = "draws"
    verbose_name = _("Drawn panels")
    default_auto_field = "django.db.models.BigAutoField"
