"""Application of the panel floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PanelConfig(AppConfig):
    name = "parvis.panel"
    label = "panel"
    verbose_name = _("Who took part")
