"""Application of the pages floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "parvis.pages"
    label = "pages"
    verbose_name = _("Editorial pages")
    default_auto_field = "django.db.models.BigAutoField"
