"""Groups of people who vote alike: the page that everybody reads, its files, and one's own place."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition import opinion_groups as composition
from parvis.front.composition.pictures import png_of
from parvis.front.desk.access import actor_of
from parvis.front.views.runs import chosen, file_of
from parvis.opendata.exports.opinions import COLUMNS, rows_of
from parvis.ui.spreadsheet import csv_lines
from parvis.understanding.drawing import OpinionMap, map_from
from parvis.understanding.models import Analysis
from parvis.understanding.queries import published_groupings

INKS = {
    "data-1": "#0072b2", "data-2": "#d55e00", "data-3": "#008a64", "data-4": "#b3588c", "data-5": "#2e8bc0",
    "data-6": "#a67c00",
}  # fmt: skip
"""The light colours of the site, for a picture that leaves it."""
HEADING = 40
"""What the title of the picture takes, above the map."""
SHADES = {1: "0.3", 2: "0.5", 3: "0.75", 4: "1"}


@require_safe
@public_page
def groups(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """The last run that was published, or another one; `?one=` and `?two=` compare two groups."""
    consultation = consultation_by_slug(slug, request.user)
    every = published_groupings(consultation)
    found = chosen(every, pk) if pk or every else None
    view = composition.compose(found) if found else None
    one, two = (_number(request.GET.get(name, ""), given) for given, name in enumerate(("one", "two")))
    context = {
        "consultation": consultation,
        "view": view,
        "compared": composition.compare(view, one, two) if view else None,
        "one": one,
        "two": two,
        "others": [other for other in every if found and other.pk != found.pk],
        "is_last": pk is None,
    }
    return hidden_from_search(render(request, "front/opinion_groups.html", context), consultation)


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Where whoever asks stands, told to nobody else."""
    consultation, found = _published(request, slug, pk)
    view = composition.compose_mine(found, actor_of(request))
    context = {"consultation": consultation, "analysis": found, "view": view}
    return hidden_from_search(render(request, "front/my_opinion_group.html", context), consultation)


@require_safe
@public_page
def groups_csv(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    consultation, found = _published(request, slug, pk)
    body = "".join(csv_lines([COLUMNS, *rows_of(found)]))
    return file_of(consultation, body, "text/csv; charset=utf-8", f"opinion-groups-{pk}.csv")


@require_safe
@public_page
def map_svg(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The map alone, with nothing around: its colours are in it. 404 without clear groups."""
    consultation, found = _clear(request, slug, pk)
    return file_of(consultation, _picture(consultation, found), "image/svg+xml", f"opinion-groups-{pk}.svg")


@require_safe
@public_page
def map_png(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The same map, for what takes no SVG. 404 without clear groups."""
    consultation, found = _clear(request, slug, pk)
    body = png_of(f"opinion-groups-{pk}", _picture(consultation, found))
    return file_of(consultation, body, "image/png", f"opinion-groups-{pk}.png")


def _clear(request: HttpRequest, slug: str, pk: int) -> tuple[ConsultationPage, Analysis]:
    consultation, found = _published(request, slug, pk)
    if not found.grouping.is_clear:
        raise Http404
    return consultation, found


def _picture(consultation: ConsultationPage, found: Analysis) -> str:
    drawing = map_from(found.grouping.drawing)
    box = _with_heading(drawing)
    context = {
        "consultation": consultation,
        "box": box,
        "height": 720 * box[3] // box[2],
        "cells": [(cell.points, INKS[cell.tone], SHADES[cell.step]) for cell in drawing.cells],
        "outlines": [(outline, INKS[outline.tone]) for outline in drawing.outlines],
    }
    return render_to_string("front/opinion_groups.svg", context)


def _with_heading(drawing: OpinionMap) -> tuple[int, int, int, int]:
    """Left, top, width and height of the picture, its title included."""
    left, top, width, height = map(int, (drawing.view or f"0 0 360 {drawing.height}").split())
    return left, top - HEADING, width, height + HEADING


def _published(request: HttpRequest, slug: str, pk: int) -> tuple[ConsultationPage, Analysis]:
    consultation = consultation_by_slug(slug, request.user)
    return consultation, chosen(published_groupings(consultation), pk)


def _number(said: str, otherwise: int) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 3 else otherwise
