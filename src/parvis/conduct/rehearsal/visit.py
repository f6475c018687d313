"""Pages as people get them: asked of the site itself, through all that stands before them."""

from __future__ import annotations

import io
from functools import cache
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant


class Visitor:
    """A browser: nobody's, or that of somebody who signed in."""

    def __init__(self, person: Participant | None = None) -> None:
        self._cookie = "" if person is None else f"{settings.SESSION_COOKIE_NAME}={_session_of(person)}"

    def sees(self, path: str) -> None:
        """Ask for a page. Raises `Refused` unless it is given."""
        with translation.override(translation.get_language()):
            status = _site().get_response(self._request(path)).status_code
        if status != HTTPStatus.OK:
            raise Refused(_("The page %(path)s answers %(status)s.") % {"path": path, "status": status})

    def _request(self, path: str) -> WSGIRequest:
        place = urlsplit(settings.PARVIS_ADDRESS)
        secure = place.scheme == "https"
        return WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": path,
                "SCRIPT_NAME": "",
                "QUERY_STRING": "",
                "SERVER_NAME": place.hostname or "localhost",
                "SERVER_PORT": str(place.port or (443 if secure else 80)),
                "SERVER_PROTOCOL": "HTTP/1.1",
                "HTTP_HOST": place.netloc,
                "HTTP_COOKIE": self._cookie,
                "REMOTE_ADDR": "127.0.0.1",
                "HTTP_X_FORWARDED_PROTO": place.scheme,
                "HTTP_X_FORWARDED_FOR": "127.0.0.1",
                "wsgi.url_scheme": place.scheme or "http",
                "wsgi.input": io.BytesIO(),
                "wsgi.errors": io.StringIO(),
            }
        )


@cache
def _site() -> BaseHandler:
    """The site, ready to answer. An answer is not closed: that would end the request that rehearses."""
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _session_of(person: Participant) -> str:
    """The key of a session in which somebody is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)
