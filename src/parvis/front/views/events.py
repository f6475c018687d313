"""The events of a consultation, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition import events as composition
from parvis.gatherings.queries import event_for


@require_safe
@public_page
def events(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    view = composition.compose_list(consultation=consultation, asked=request.GET)
    return render(request, "front/events.html", {"view": view})


@require_safe
@public_page
def event(request: HttpRequest, pk: int) -> HttpResponse:
    found = event_for(request.user, pk)
    view = composition.compose_one(event=found, actor=request.user)
    return hidden_from_search(render(request, "front/event.html", {"view": view}), found.consultation)
