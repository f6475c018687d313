"""Application of the field floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldConfig(AppConfig):
    name = "parvis.field"
    label = "field"
    verbose_name = _("Answers on site")
    default_auto_field = "django.db.models.BigAutoField"
