"""Application of the debate floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DebateConfig(AppConfig):
    name = "parvis.debate"
    label = "debate"
    verbose_name = _("Debate")
    default_auto_field = "django.db.models.BigAutoField"
