"""Application of the availability floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AvailabilityConfig(AppConfig):
    name = "parvis.availability"
    label = "availability"
    verbose_name = _("State of the site")
