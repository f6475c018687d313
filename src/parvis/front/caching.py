"""Who may keep a copy of a public page, and for how long: said once, for every page of this floor."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

from parvis.following.announcing import Shown

SECONDS = 60
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def public_page(view: View[P]) -> View[P]:
    """Let shared caches keep for a minute a page shown to nobody in particular, which leaves no cookie.

    A page that holds a token, a message or somebody's name is for its reader alone.
    """

    @wraps(view)
    def cached(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        if is_for_anybody(request, response):
            patch_cache_control(response, public=True, max_age=SECONDS)
        else:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return cached


def hold_until_announced(response: HttpResponse, shown: Shown) -> HttpResponse:
    """A copy of a page with announcements is not kept beyond the moment when one comes or goes."""
    if (left := shown.seconds(SECONDS)) < SECONDS:
        patch_cache_control(response, max_age=left)
    return response


def is_for_anybody(request: HttpRequest, response: HttpResponse) -> bool:
    holds_a_token = request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False)
    holds_a_message = "messages" in request.COOKIES
    return not (request.user.is_authenticated or response.cookies or holds_a_token or holds_a_message)
