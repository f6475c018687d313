"""Application of the room floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoomConfig(AppConfig):
    name = "parvis.room"
    label = "room"
    verbose_name = _("Live room")
    default_auto_field = "django.db.models.BigAutoField"
