"""The page of the questions asked to the organiser."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition.questions import compose


@require_safe
@public_page
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    view = compose(
        consultation=consultation,
        actor=request.user,
        show=request.GET.get("show", ""),
        after=request.GET.get("after", ""),
    )
    return hidden_from_search(render(request, "front/questions.html", {"view": view}), consultation)
