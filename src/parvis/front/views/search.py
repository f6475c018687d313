"""Looking through everything public, as a list and on a map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from parvis.front.caching import public_page
from parvis.front.composition.searching import on_map, page
from parvis.front.composition.searching.asked import read_asked
from parvis.front.composition.searching.near import read_near
from parvis.front.ground import page_with_map, shown_host


@require_safe
@public_page
def search(request: HttpRequest) -> HttpResponse:
    """What anybody may read, the same for everybody: an author's own hidden text is not found either."""
    asked, near = read_asked(request.GET), read_near(request.GET)
    if near.is_valid():
        return redirect(asked.but(area=near.area).address(request.path))
    context = {"view": page.compose(asked), "near": near, "ground_host": shown_host(request)}
    return _out_of_search(render(request, "front/search.html", context))


@page_with_map
@require_safe
@public_page
def search_map(request: HttpRequest) -> HttpResponse:
    """The same, where it is."""
    asked, near = read_asked(request.GET), read_near(request.GET)
    if near.is_valid():
        return redirect(asked.but(area=near.area).address(request.path))
    host = shown_host(request)
    context = {"view": on_map.compose(asked, ground=bool(host)), "near": near, "ground_host": host}
    return _out_of_search(render(request, "front/search_map.html", context))


def _out_of_search(response: HttpResponse) -> HttpResponse:
    """What is found may be of a consultation that keeps its contributions out of search engines."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response
