"""What came out of a consultation: figures and ranking, and the organiser's synthesis."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition import result as composition
from parvis.restitution.permissions import can
from parvis.restitution.queries import figures_for, syntheses_for
from parvis.room.queries import closed_rooms
from parvis.understanding.queries import has_published_analyses


@require_safe
@public_page
def result(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    context = {
        "view": composition.compose(consultation),
        "may_count": request.user.is_authenticated and can(request.user, "count", consultation),
        "rooms": closed_rooms(consultation),
        "has_topics": has_published_analyses(consultation),
    }
    return hidden_from_search(render(request, "front/result.html", context), consultation)


@require_safe
@public_page
def synthesis(request: HttpRequest, slug: str) -> HttpResponse:
    """The published synthesis; a draft does not exist for the public."""
    consultation = consultation_by_slug(slug, request.user)
    found = syntheses_for([consultation]).get(consultation.pk)
    if found is None:
        raise Http404
    figures = figures_for([consultation]).get(consultation.pk)
    context = {"consultation": consultation, "synthesis": found, "dated": figures}
    return render(request, "front/synthesis.html", context)
