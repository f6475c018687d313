"""Short codes that are read aloud and typed on a phone: no letter that sounds or looks like another."""

import secrets
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"
LENGTH = 5
COOKIE = "parvis_room"
SALT = "parvis.room.device"
HOURS = 12


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """A code as it is kept, however it was typed; empty when it cannot be one."""
    code = "".join(letter for letter in typed.upper() if letter.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


def device_of(request: HttpRequest, room_pk: int) -> UUID | None:
    """Under what name this device answers in a room: another one in each, which leads back to nothing."""
    try:
        token = signing.Signer(salt=SALT).unsign(request.COOKIES.get(COOKIE, ""))
    except signing.BadSignature:
        return None
    return UUID(salted_hmac(SALT, f"{room_pk}:{token}", algorithm="sha256").hexdigest()[:32])


def mark(request: HttpRequest, response: HttpResponse) -> None:
    """Give a device its token, drawn at random, unless it has one; it is forgotten after a day's meeting."""
    try:
        signing.Signer(salt=SALT).unsign(request.COOKIES.get(COOKIE, ""))
    except signing.BadSignature:
        token = signing.Signer(salt=SALT).sign(secrets.token_urlsafe(16))
        response.set_cookie(
            COOKIE,
            token,
            max_age=HOURS * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
