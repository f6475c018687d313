"""The examinations of a consultation: a page, and a table."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition import examinations as composition
from parvis.restitution.examination_queries import examination_rows
from parvis.ui.spreadsheet import csv_lines


@require_safe
@public_page
def examinations(request: HttpRequest, slug: str) -> HttpResponse:
    """By whom and until when, then verdicts with their reasons; of all, or of one standing."""
    consultation = consultation_by_slug(slug, request.user)
    view = composition.compose(consultation, request.GET)
    return hidden_from_search(render(request, "front/examinations.html", {"view": view}), consultation)


@require_safe
def examinations_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """A line for an examination; the heads of columns alone while there is none."""
    consultation = consultation_by_slug(slug, request.user)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-examinations.csv"'
    response["Cache-Control"] = "public, max-age=60" if consultation.live else "private, no-store"
    response.writelines(csv_lines(examination_rows(consultation)))
    return response
