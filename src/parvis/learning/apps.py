"""Application of the learning floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "parvis.learning"
    label = "learning"
    verbose_name = _("Quizzes")
    default_auto_field = "django.db.models.BigAutoField"
