"""A device that many people use, one after the other: at a town hall's desk, in a library, at a meeting.

The mark is a signed cookie of the device, for a day. It outlives the session of each person, and opens
nothing: all it does is to end sessions sooner, and to keep pages out of the device's memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from parvis.consultations.models import ConsultationPage

COOKIE = "parvis_kiosk"
SALT = "parvis.front.kiosk"
DAY = 24 * 60 * 60
IDLE = 150
"""Seconds without a gesture before the screen asks whether somebody is still there."""


@dataclass(frozen=True, slots=True)
class Kiosk:
    """What the bar of a shared device shows: where its button leads, and when it asks."""

    next_url: str
    idle: int = IDLE


def address_of(consultation: ConsultationPage) -> str:
    """Where a device becomes a shared one."""
    token = signing.dumps(consultation.pk, salt=SALT)
    return settings.PARVIS_ADDRESS + reverse("front:kiosk", args=[token])


def consultation_of(token: str) -> ConsultationPage | None:
    """The published consultation of this token, if it was made here."""
    found: ConsultationPage | None = ConsultationPage.objects.live().public().filter(pk=_read(token)).first()
    return found


def _read(token: str) -> int | None:
    try:
        return int(signing.loads(token, salt=SALT))
    except signing.BadSignature:
        return None


def is_shared(request: HttpRequest) -> bool:
    return _read(request.COOKIES.get(COOKIE, "")) is not None


def held_by(request: HttpRequest) -> ConsultationPage | None:
    """The consultation to which this device is lent, None on a person's own."""
    token = request.COOKIES.get(COOKIE)
    return consultation_of(token) if token else None


def lend(response: HttpResponse, token: str) -> None:
    """Make the device that receives this response a shared one, for a day."""
    response.set_cookie(
        COOKIE, token, max_age=DAY, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def give_back(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def bar(request: HttpRequest) -> Kiosk | None:
    """What pages show above all else on a shared device."""
    return Kiosk(reverse("front:kiosk_next")) if is_shared(request) else None


class KioskMiddleware:
    """Nothing that one person saw stays behind for the next one's Back button."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_shared(request):
            add_never_cache_headers(response)
            patch_vary_headers(response, ["Cookie"])
        return response
