"""What surrounds every operation: language, limits, memory of answers, conditional requests, errors.

An answer is made for everybody: who asks is never looked at, no cookie is read and none is set. It is kept
in the memory of the process until the public log moves (then somebody wrote, withdrew, hid or erased
something), and `SECONDS` at most for what the log is not told of.
"""

import hashlib
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control

from parvis.accounts.limits import Act, Scope, spend, wait_of
from parvis.accounts.places import place_of
from parvis.opendata.api.problems import Refusal, problem, problem_of

log = logging.getLogger(__name__)
SECONDS = 10
"""How long an answer is kept here."""
SHARED_SECONDS = 60
"""How long caches between us and the reader may keep it, as those of public pages."""
LONGEST_KEPT = 64 * 1024
SEEN = "SELECT (SELECT max(seq) FROM ledger_leaf), (SELECT max(id) FROM ledger_pending)"
View = Callable[..., HttpResponse]


def language_of(request: HttpRequest) -> str:
    """That of the parameter, or the site's: an address has one language, for caches."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def answered(view: View) -> View:
    """Wrap the view of an address of the API."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            response = _answer(view, request, *args, **kwargs)
        response.headers["Content-Language"] = language
        response.headers["X-Robots-Tag"] = "noindex"
        if request.method in ("GET", "HEAD"):
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    # No cookie opens anything here: another site has nothing to forge, and a refusal is in our own words.
    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        if request.method in ("GET", "HEAD"):
            return _read(view, request, *args, **kwargs)
        response = view(request, *args, **kwargs)
    except Refusal as refusal:
        response = problem_of(refusal)
    except Http404:
        response = problem(404)
    except OperationalError:
        log.exception("the database does not answer the API")
        response = problem(503, headers={"Retry-After": "5"})
    response.headers["Cache-Control"] = "private, no-store"
    return _in_our_words(response)


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The answer that is kept, or another; 304 to whoever has it already."""
    kept = caches["api"]
    key = f"{_seen()}:{translation.get_language()}:{_digest(request.get_full_path().encode())}"
    body: bytes | None = kept.get(key)
    if body is None:
        guard_reading(request)
        made = _in_our_words(view(request, *args, **kwargs))
        if made.status_code != 200:
            made.headers["Cache-Control"] = "no-cache"
            return made
        body = made.content
        if len(body) <= LONGEST_KEPT:
            kept.set(key, body, SECONDS)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    etag = f'"{_digest(body)}"'
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=SHARED_SECONDS)
    return get_conditional_response(request, etag, None, response) or response


def guard_reading(request: HttpRequest) -> None:
    """Count an answer that has to be made, by network. Open when nothing can be counted. Raises `Refusal`."""
    place = place_of(request)
    try:
        refused = spend(Act.READ, {Scope.NETWORK: place.network, Scope.WIDE: place.wide})
    except DatabaseError:
        log.exception("limits cannot be counted: what is public is read all the same")
        return
    if refused is not None:
        raise Refusal(429, wait=wait_of(Act.READ, refused))


def _seen() -> str:
    """How far the public log is: an answer made before its last line may tell what is gone."""
    with connection.cursor() as cursor:
        cursor.execute(SEEN)
        placed, waiting = cursor.fetchone()
    return f"{placed}-{waiting}"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _in_our_words(response: HttpResponse) -> HttpResponse:
    """What the framework refuses by itself, as any other problem."""
    if response.status_code != 405:
        return response
    return problem(405, headers={"Allow": response.headers.get("Allow", "GET")})
