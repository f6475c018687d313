"""Application of the gatherings floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GatheringsConfig(AppConfig):
    name = "parvis.gatherings"
    label = "gatherings"
    verbose_name = _("Events")
    default_auto_field = "django.db.models.BigAutoField"
