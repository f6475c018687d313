"""The living style guide: every component in every state, in both themes; and the colours of an organiser."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_safe

from parvis.ui import colour, examples

THEMES = ("light", "dark")
DAY = 86_400


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    theme = request.GET.get("theme", "")
    context = {**examples.context(), "theme": theme if theme in THEMES else "", "themes": THEMES}
    return render(request, "ui/styleguide.html", context)


@require_safe
@cache_control(public=True, max_age=DAY)
def brand_colours(request: HttpRequest, digits: str) -> HttpResponse:
    """The brand tokens made of the colour in the address, which says it all: nothing is looked up."""
    written = f"#{digits}"
    if not colour.WRITTEN.fullmatch(written) or colour.weakest(written) < colour.READABLE:
        raise Http404
    return HttpResponse(colour.stylesheet(written), content_type="text/css; charset=utf-8")
