"""Application of the paper floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaperConfig(AppConfig):
    name = "parvis.paper"
    label = "paper"
    verbose_name = _("Paper and e-mail")
    default_auto_field = "django.db.models.BigAutoField"
