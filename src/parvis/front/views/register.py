"""The page of the register of moderation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition.register import compose


@require_safe
@public_page
def register(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    view = compose(consultation=consultation, before=request.GET.get("before", ""))
    return hidden_from_search(render(request, "front/register.html", {"view": view}), consultation)
