"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from parvis.front import kiosk, trial
from parvis.ledger.domain.mark import page_foot
from parvis.pages import queries


def site(request: HttpRequest) -> dict[str, object]:
    """Name, look and foot of the site, where its log stands, whether it is a demonstration; read if shown."""
    look = SimpleLazyObject(queries.site_look)
    return {
        "site_name": SimpleLazyObject(lambda: look.name),
        "site_look": look,
        "log_mark": SimpleLazyObject(page_foot),
        "footer_links": SimpleLazyObject(queries.footer_links),
        "is_demo": settings.PARVIS_DEMO,
        "kiosk": kiosk.bar(request),
        "trial": trial.bar(request),
    }
