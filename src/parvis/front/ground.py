"""The ground of maps: pictures of another server, asked for only once a reader chose to see them.

That server learns the network address of the reader, and from the pictures which part of a map they look at.
So a map begins with its plain grid, and what a reader chose is forgotten when they close their browser.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
COOKIE = "parvis_ground"


def shown_host(request: HttpRequest) -> str:
    """The server that this reader chose to have the ground from, if it is still that of the site."""
    host = _server().netloc
    return host if host and request.COOKIES.get(COOKIE) == host else ""


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def page_with_map(view: View[P]) -> View[P]:
    """Let its reader show the ground, or hide it; while it is shown, allow that server and nothing else.

    Where the site names no server, nothing is sent there: the view answers as it does.
    """

    @wraps(view)
    def allowed(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST" and settings.PARVIS_TILES:
            return _chosen(request)
        response = view(request, *args, **kwargs)
        if shown_host(request):
            origin = f"{_server().scheme}://{_server().netloc}"
            response._csp_update = {"img-src": [origin]}  # type: ignore[attr-defined]
        return response

    return allowed


def _server() -> SplitResult:
    return urlsplit(settings.PARVIS_TILES)


def _chosen(request: HttpRequest) -> HttpResponse:
    """Back to the same map; the mark is a cookie of the visit, which says nothing of anybody."""
    response = redirect(request.get_full_path())
    if request.POST.get("ground") == "show":
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, _server().netloc, secure=secure, httponly=True, samesite="Lax")
    else:
        forget(response)
    return response
