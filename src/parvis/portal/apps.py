"""Application of the portal floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "parvis.portal"
    label = "portal"
    verbose_name = _("Portal around the consultations")
    default_auto_field = "django.db.models.BigAutoField"
