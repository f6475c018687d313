"""The follow-up of a consultation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.front.caching import public_page
from parvis.front.composition import follow_up as composition


@require_safe
@public_page
def follow_up(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    return render(request, "front/follow_up.html", {"view": composition.compose(consultation)})
