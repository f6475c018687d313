"""What came out of a consultation: figures and ranking, and their charts as pictures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition import result as composition
from parvis.front.composition.chart_pictures import charts_of, svg_of
from parvis.front.composition.pictures import png_of
from parvis.front.composition.weighted import WEIGHTED
from parvis.front.views.runs import file_of
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
        "pictures": f"{reverse('front:result', args=[slug])}charts/",
        "has_topics": Method.TOPICS in analysed,
        "has_groups": Method.OPINIONS in analysed,
    }
    return hidden_from_search(render(request, "front/result.html", context), consultation)


@require_safe
@public_page
def chart_svg(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A chart of the page alone, with nothing around: its colours are in it. 404 when the page has it not."""
    consultation, body = _picture(request, slug, name)
    return file_of(consultation, body, "image/svg+xml", f"{slug}-{name}.svg")


@require_safe
@public_page
def chart_png(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The same picture, for what takes no SVG."""
    consultation, body = _picture(request, slug, name)
    made = png_of(f"{consultation.pk}-{name}", body)
    return file_of(consultation, made, "image/png", f"{slug}-{name}.png")


def _picture(request: HttpRequest, slug: str, name: str) -> tuple[ConsultationPage, str]:
    consultation = consultation_by_slug(slug, request.user)
    view = composition.compose(consultation)
    chart = charts_of(view).get(name)
    if chart is None:
        raise Http404
    return consultation, svg_of(view, chart)
