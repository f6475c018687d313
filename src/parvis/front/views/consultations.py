"""The list of consultations, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.front.caching import hold_until_announced, public_page
from parvis.front.composition import directory
from parvis.front.composition.consultation import compose


@require_safe
@public_page
def consultation_list(request: HttpRequest) -> HttpResponse:
    view = directory.compose(directory.read(request.GET))
    return hold_until_announced(render(request, "front/consultations.html", {"view": view}), view.announced)


@require_safe
@public_page
def consultation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    view = compose(consultation=consultation, actor=request.user)
    return hold_until_announced(render(request, "front/consultation.html", {"view": view}), view.announced)
