"""Application of the quality floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    name = "parvis.quality"
    label = "quality"
    verbose_name = _("Six qualities")
    default_auto_field = "django.db.models.BigAutoField"
