"""Application of the texts floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TextsConfig(AppConfig):
    name = "parvis.texts"
    label = "texts"
    verbose_name = _("Texts put to consultation")
    default_auto_field = "django.db.models.BigAutoField"
