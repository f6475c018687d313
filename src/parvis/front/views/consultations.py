"""The list of consultations, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.front.caching import public_page
from parvis.front.composition.consultation import compose
from parvis.front.composition.summaries import at_stage, summaries
from parvis.front.enums import Stage
from parvis.front.forms import SearchForm


@require_safe
@public_page
def consultation_list(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    search = form.cleaned_data["q"] if form.is_valid() else ""
    found = summaries(search=search)
    context = {
        "search": search,
        "found": found,
        "open": at_stage(found, Stage.OPEN, Stage.PAUSED, Stage.COMING),
        "awaiting": at_stage(found, Stage.AWAITING),
        "answered": at_stage(found, Stage.ANSWERED),
    }
    return render(request, "front/consultations.html", context)


@require_safe
@public_page
def consultation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    return render(
        request, "front/consultation.html", {"view": compose(consultation=consultation, actor=request.user)}
    )
