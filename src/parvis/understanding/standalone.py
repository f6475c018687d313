"""Reports without a site: the words and templates of Parvis, no database, no secret, nothing written."""

from pathlib import Path

import django
from django.conf import settings
from django.utils import translation

APPS = ("parvis.ui", "lucide", "django.contrib.contenttypes")
HERE = Path(__file__).parent
"""Of this floor, reports need the templates and the words, not the tables, which stand on a whole site."""


def set_up(language: str) -> None:
    """Make templates and translations ready, and speak a language. Does nothing more inside a site."""
    if not settings.configured:
        engine = {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [HERE / "templates"],
            "APP_DIRS": True,
        }
        settings.configure(
            INSTALLED_APPS=APPS,
            TEMPLATES=[engine],
            LOCALE_PATHS=[HERE / "locale"],
            USE_I18N=True,
            LANGUAGE_CODE="en",
            LANGUAGES=[("fr", "French"), ("en", "English")],
        )
        django.setup()
    translation.activate(language)
