"""What search engines read first: which pages there are, in both languages, and where they need not go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from parvis.consultations.models import ConsultationPage
from parvis.front.caching import public_page
from parvis.gatherings.enums import PUBLIC
from parvis.gatherings.models import Event

SITE = (
    "front:home", "front:consultations", "front:methods", "front:good_practice", "front:commitments",
    "front:manual", "front:algorithms", "api_pages:documentation",
)  # fmt: skip
OF_EACH = (
    "front:consultation", "front:contributions", "front:result", "front:follow_up", "front:events",
    "opendata:open_data",
)  # fmt: skip
MOST = 2_000
"""Consultations, and events, the last first: with their pages in two languages, a file of a map has room."""


@dataclass(frozen=True, slots=True)
class Place:
    """One page: its address in each language, and when it last changed, if that is known."""

    addresses: dict[str, str]
    changed: datetime | None = None


@require_safe
@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Pages of what is published, and not kept out of search engines; each leads to its texts."""
    context = {"places": list(_places())}
    return render(request, "front/sitemap.xml", context, content_type="application/xml; charset=utf-8")


@require_safe
@public_page
def robots(_request: HttpRequest) -> HttpResponse:
    """Pages themselves say what is not to be kept: what is closed here is only of no use to a robot."""
    lines = [
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /account/",
        "Disallow: /en/account/",
        "Disallow: /me/",
        "Disallow: /en/me/",
        "",
        f"Sitemap: {settings.PARVIS_ADDRESS}{reverse('sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _places() -> Iterator[Place]:
    for name in SITE:
        yield _place(name)
    listed = ConsultationPage.objects.live().filter(unindexed=False)
    for page in listed.order_by("-pk").only("slug", "last_published_at")[:MOST]:
        for name in OF_EACH:
            yield _place(name, page.slug, changed=page.last_published_at)
    told = Event.objects.filter(state__in=PUBLIC, consultation__in=listed.order_by().values("pk"))
    for pk in told.order_by("-pk").values_list("pk", flat=True)[:MOST]:
        yield _place("front:event", pk)


def _place(name: str, *args: object, changed: datetime | None = None) -> Place:
    addresses = {}
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            addresses[language] = f"{settings.PARVIS_ADDRESS}{reverse(name, args=args)}"
    return Place(addresses, changed)
