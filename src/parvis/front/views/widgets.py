"""Widgets: small pages made to stand inside the pages of any other site.

They alone may be framed elsewhere. They read no cookie and leave none, run no script and hold no form: what
one presses opens the site itself, in the whole window.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.front.composition import widgets

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
SECONDS = 300
POLICY = {
    **{name: ["'none'"] for name in ("script-src", "connect-src", "form-action")},
    "frame-ancestors": ["*"],
}


def framed_anywhere(view: View[P]) -> View[P]:
    """Let any site frame this page, and any cache keep it for everybody; it may do less than other pages."""

    @wraps(view)
    def framed(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response._csp_replace = POLICY  # type: ignore[attr-defined]
        response.xframe_options_exempt = True
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        patch_cache_control(response, public=True, max_age=SECONDS)
        return response

    return framed


@require_safe
@framed_anywhere
def widget(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Of published consultations alone, whoever asks: who is signed in is never looked at."""
    consultation = consultation_by_slug(slug)
    if name not in widgets.NAMES:
        raise Http404
    view = widgets.compose(consultation, name, theme=request.GET.get("theme", ""))
    return render(request, f"front/widget_{name}.html", {"view": view, "theme": view.theme})
