"""What the answers of a room share: they are for those who are there, and are asked for again and again."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse

from parvis.room.live import state_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
NOW = "X-Parvis-Now"
"""The clock of the server, in milliseconds: phones count what is left by it."""


def unlisted(view: View[P]) -> View[P]:
    """Keep out of search engines: a code is for those in the room."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return answered


def conditional(request: HttpRequest, code: str, audience: str) -> HttpResponse:
    """The state, or 304 to whoever has it."""
    state = state_of(code, audience)
    if state is None:
        raise Http404
    if request.headers.get("If-None-Match") == state.etag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(state.body, content_type="application/json")
    response.headers["ETag"] = state.etag
    response.headers["Cache-Control"] = "no-cache"
    response.headers[NOW] = str(round(time.time() * 1000))
    return response
