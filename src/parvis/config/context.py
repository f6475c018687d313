"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Name of the installation, and whether it is a demonstration."""
    return {"site_name": settings.WAGTAIL_SITE_NAME, "is_demo": settings.PARVIS_DEMO}
