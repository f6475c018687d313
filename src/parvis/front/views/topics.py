"""Topics of what was written: the map of an analysis, and each topic down to its contributions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition import topics as composition
from parvis.front.composition.pictures import png_of
from parvis.front.views.runs import chosen, file_of
from parvis.ui.spreadsheet import csv_lines
from parvis.understanding.models import Analysis
from parvis.understanding.queries import published_analyses, published_topic


@require_safe
@public_page
def topics(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """The last analysis that was published, or another one; the page says so while there is none."""
    consultation = consultation_by_slug(slug, request.user)
    every = published_analyses(consultation)
    found = chosen(every, pk) if pk or every else None
    context = {
        "consultation": consultation,
        "view": composition.compose(found) if found else None,
        "others": [one for one in every if found and one.pk != found.pk],
        "is_last": pk is None,
    }
    return hidden_from_search(render(request, "front/topics.html", context), consultation)


@require_safe
@public_page
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """A topic, and a page of its contributions from `?from=` on."""
    found = published_topic(request.user, pk)
    asked = request.GET.get("from", "")
    start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0
    consultation = found.analysis.consultation
    view = composition.compose_topic(found, start=start)
    context = {"consultation": consultation, "view": view}
    return hidden_from_search(render(request, "front/topic.html", context), consultation)


@require_safe
@public_page
def topics_csv(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    consultation, found = _published(request, slug, pk)
    body = "".join(csv_lines(composition.csv_rows(found)))
    return file_of(consultation, body, "text/csv; charset=utf-8", f"topics-{pk}.csv")


@require_safe
@public_page
def topics_svg(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The picture alone, with nothing around: its colours are in it."""
    consultation, found = _published(request, slug, pk)
    return file_of(consultation, _picture(consultation, found), "image/svg+xml", f"topics-{pk}.svg")


@require_safe
@public_page
def topics_png(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The same picture, for what takes no SVG."""
    consultation, found = _published(request, slug, pk)
    body = png_of(f"topics-{pk}", _picture(consultation, found))
    return file_of(consultation, body, "image/png", f"topics-{pk}.png")


def _picture(consultation: ConsultationPage, found: Analysis) -> str:
    bars = composition.svg_bars(found)
    context = {"consultation": consultation, "bars": bars, "height": 64 + 44 * len(bars)}
    return render_to_string("front/topics.svg", context)


def _published(request: HttpRequest, slug: str, pk: int) -> tuple[ConsultationPage, Analysis]:
    consultation = consultation_by_slug(slug, request.user)
    return consultation, chosen(published_analyses(consultation), pk)
