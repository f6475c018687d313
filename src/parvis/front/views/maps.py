"""The contributions of a consultation on a map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.contributions.filters import LONGEST_SEARCH
from parvis.contributions.places import read_area
from parvis.front.caching import public_page
from parvis.front.composition.maps import compose
from parvis.front.ground import page_with_map, shown_host


@page_with_map
@require_safe
@public_page
def contribution_map(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that is somewhere, or what is in the area of the address."""
    consultation = consultation_by_slug(slug, request.user)
    area = read_area(request.GET.get("area", "")[:LONGEST_SEARCH])
    view = compose(consultation=consultation, asked=area, ground=bool(shown_host(request)))
    return hidden_from_search(render(request, "front/map.html", {"view": view}), consultation)
