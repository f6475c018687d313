"""Application of the restitution floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RestitutionConfig(AppConfig):
    name = "parvis.restitution"
    label = "restitution"
    verbose_name = _("Results and follow-up")
    default_auto_field = "django.db.models.BigAutoField"
