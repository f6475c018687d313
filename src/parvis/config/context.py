"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from parvis.pages import queries


def site(request: HttpRequest) -> dict[str, object]:
    """Name and look of the site, its foot, whether it is a demonstration; read only when shown."""
    look = SimpleLazyObject(queries.site_look)
    return {
        "site_name": SimpleLazyObject(lambda: look.name),
        "site_look": look,
        "footer_links": SimpleLazyObject(queries.footer_links),
        "is_demo": settings.PARVIS_DEMO,
    }
