"""The screen of a room, and what came out once it is closed."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.consultations.robots import hidden_from_search
from parvis.merkle.canonical import canonical
from parvis.room.enums import Step
from parvis.room.leaves import digest, said_by
from parvis.room.live import screen_context
from parvis.room.models import Activity, Room
from parvis.room.pictures import picture
from parvis.room.queries import kept_in, look_at, room_by_code
from parvis.room.views.answers import conditional, unlisted
from parvis.ui.qr import qr


@require_safe
@never_cache
@unlisted
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """For the projector: who stands at the back reads it."""
    look = look_at(code)
    if look is None:
        raise Http404
    address = settings.PARVIS_ADDRESS + reverse("room:phone", args=[code])
    short = settings.PARVIS_ADDRESS.partition("://")[2] + reverse("room:find")
    context = {
        **screen_context(look),
        "look": look,
        "qr": qr(address, css_class="stage__qr"),
        "short": short.rstrip("/"),
    }
    return render(request, "room/screen.html", context)


@require_safe
@unlisted
def screen_state(request: HttpRequest, code: str) -> HttpResponse:
    return conditional(request, code, "screen")


@require_safe
def results(request: HttpRequest, code: str) -> HttpResponse:
    """What came out, for everybody and for good; nothing before the room is closed."""
    room, asked = _closed(code)
    kept = kept_in(room)
    context = {
        "room": room,
        "results": [
            (f"activity-{one.pk}", one, picture(one, one.outcome, kept))
            for one in asked
            if one.outcome is not None
        ],
        "digest": digest(asked),
    }
    return hidden_from_search(render(request, "room/results.html", context), room.consultation)


@require_safe
def results_json(request: HttpRequest, code: str) -> HttpResponse:
    """The very bytes whose fingerprint is in the public log."""
    room, asked = _closed(code)
    body = canonical({"activities": said_by(asked)})
    response = HttpResponse(body, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{room.code}.json"'
    return hidden_from_search(response, room.consultation)


def _closed(code: str) -> tuple[Room, list[Activity]]:
    room = room_by_code(code)
    if room.step != Step.DONE:
        raise Http404
    return room, list(room.activities.filter(started_at__isnull=False))
