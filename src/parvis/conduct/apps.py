"""Application of the conduct floor: the rules of a sound consultation, and the steps that they allow."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConductConfig(AppConfig):
    name = "parvis.conduct"
    label = "conduct"
    verbose_name = _("Rules of good consultation")
    default_auto_field = "django.db.models.BigAutoField"
