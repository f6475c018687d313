"""Reports without a site: the words and templates of Parvis, no database, no secret, nothing written."""

import django
from django.conf import settings
from django.utils import translation

APPS = ("parvis.understanding", "parvis.ui", "lucide", "django.contrib.contenttypes")


def set_up(language: str) -> None:
    """Make templates and translations ready, and speak a language. Does nothing more inside a site."""
    if not settings.configured:
        engine = {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
        settings.configure(
            INSTALLED_APPS=APPS,
            TEMPLATES=[engine],
            USE_I18N=True,
            LANGUAGE_CODE="en",
            LANGUAGES=[("fr", "French"), ("en", "English")],
        )
        django.setup()
    translation.activate(language)
