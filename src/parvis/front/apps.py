"""Application of the front floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontConfig(AppConfig):
    name = "parvis.front"
    label = "front"
    verbose_name = _("Public pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from parvis.front.desk.apart import keep_teams_apart

        keep_teams_apart()
