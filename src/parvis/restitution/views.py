"""Figures to download, and to count again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parvis.consultations.queries import consultation_by_slug
from parvis.jobs.queue import defer_once
from parvis.restitution.permissions import can
from parvis.restitution.queries import public_figures_of
from parvis.restitution.tables import TABLES
from parvis.restitution.tasks import count_consultation
from parvis.ui.spreadsheet import csv_lines


@require_GET
def figures_csv(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """One table of figures, as stored by the last count; 404 until there is one."""
    consultation = consultation_by_slug(slug, request.user)
    dated = public_figures_of(consultation)
    if part not in TABLES or dated is None:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{part}.csv"'
    response["Cache-Control"] = "public, max-age=60" if consultation.live else "private, no-store"
    response.writelines(csv_lines(TABLES[part](dated.figures)))
    return response


@require_POST
@login_required
def count(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for figures of now; the team only."""
    consultation = consultation_by_slug(slug, request.user)
    if not can(request.user, "count", consultation):
        raise Http404
    defer_once(count_consultation, lock=f"count-{consultation.pk}", consultation_id=consultation.pk)
    messages.success(request, _("The figures are being counted: reload this page in a few seconds."))
    return redirect("front:result", slug=slug)
