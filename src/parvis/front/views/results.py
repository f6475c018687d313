"""What came out of a consultation: figures and ranking."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition import result as composition
from parvis.front.composition.weighted import WEIGHTED
from parvis.restitution.permissions import can
from parvis.room.queries import closed_rooms
from parvis.understanding.enums import Method
from parvis.understanding.queries import published_methods


@require_safe
@public_page
def result(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    weighted = request.GET.get("results") == WEIGHTED
    analysed = published_methods(consultation)
    context = {
        "view": composition.compose(consultation, weighted=weighted),
        "may_count": request.user.is_authenticated and can(request.user, "count", consultation),
        "rooms": closed_rooms(consultation),
        "has_topics": Method.TOPICS in analysed,
        "has_groups": Method.OPINIONS in analysed,
    }
    return hidden_from_search(render(request, "front/result.html", context), consultation)
