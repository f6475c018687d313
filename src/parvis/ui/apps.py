"""The face of Parvis: tokens, page shell and components, with no model of its own."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "parvis.ui"
    label = "ui"
    verbose_name = _("Interface")
