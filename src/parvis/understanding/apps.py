"""Application of the understanding floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnderstandingConfig(AppConfig):
    name = "parvis.understanding"
    label = "understanding"
    verbose_name = _("Understanding of what came")
