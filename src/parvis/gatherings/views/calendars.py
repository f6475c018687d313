"""Events as calendars take them: one, or those of a consultation, again and again."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.gatherings import calendar
from parvis.gatherings.queries import event_for

SECONDS = 300


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    return _file(calendar.feed(consultation), f"{consultation.slug}.ics", is_public=consultation.live)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_for(request.user, pk)
    is_public = event.is_public and event.consultation.live
    return _file(calendar.one(event), f"event-{event.pk}.ics", is_public=is_public)


def _file(content: bytes, name: str, *, is_public: bool) -> HttpResponse:
    """Shared caches may keep what everybody may read; a program that subscribes brings no cookie."""
    response = HttpResponse(content, content_type=calendar.TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    if is_public:
        patch_cache_control(response, public=True, max_age=SECONDS)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response
