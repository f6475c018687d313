"""The web application, as granian serves it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
application = get_wsgi_application()

from parvis.config.patience import limit_waits  # noqa: E402 (once the settings are read)

limit_waits()
