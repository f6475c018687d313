"""What was promised after consultations: one commitment, those of a consultation as a table, all of them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition import commitments as composition
from parvis.restitution.commitment_queries import commitment_rows
from parvis.ui.spreadsheet import csv_lines


@require_safe
@public_page
def commitments(request: HttpRequest) -> HttpResponse:
    """Those of every public consultation that are still to be kept, or the late ones alone."""
    return render(request, "front/commitments.html", {"view": composition.everywhere(request.GET)})


@require_safe
@public_page
def commitment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    view = composition.compose(consultation, number)
    if view is None:
        raise Http404
    return hidden_from_search(render(request, "front/commitment.html", {"view": view}), consultation)


@require_safe
def commitments_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """A line for a commitment; the heads of columns alone while there is none."""
    consultation = consultation_by_slug(slug, request.user)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-commitments.csv"'
    response["Cache-Control"] = "public, max-age=60" if consultation.live else "private, no-store"
    response.writelines(csv_lines(commitment_rows(consultation)))
    return response
