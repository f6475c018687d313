"""The list of consultations, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.front.caching import public_page
from parvis.front.composition import directory
from parvis.front.composition.consultation import compose
from parvis.front.composition.searching.asked import read_asked


@require_safe
@public_page
def consultation_list(request: HttpRequest) -> HttpResponse:
    asked = read_asked(request.GET).but(area=None)
    return render(request, "front/consultations.html", {"view": directory.compose(asked)})


@require_safe
@public_page
def consultation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    return render(
        request, "front/consultation.html", {"view": compose(consultation=consultation, actor=request.user)}
    )
