"""The six qualities of a consultation, measured: the page, and all that it is made of, to take away."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_by_slug
from parvis.front.caching import public_page
from parvis.front.composition.qualities import compose, table
from parvis.quality.queries import record_at
from parvis.ui.spreadsheet import csv_lines


@require_safe
@public_page
def qualities(request: HttpRequest, slug: str) -> HttpResponse:
    """It is there whatever came out, and before the first measure too."""
    consultation = consultation_by_slug(slug, request.user)
    return render(request, "front/qualities.html", {"view": compose(consultation)})


@require_safe
def qualities_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Every note and component, measure by measure; headings alone before the first."""
    consultation = consultation_by_slug(slug, request.user)
    response = _file(consultation, "text/csv; charset=utf-8", f"{slug}-qualities.csv")
    response.writelines(csv_lines(table(consultation)))
    return response


@require_safe
def qualities_json(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """The bytes whose fingerprint the public log holds: `inputs` or `results` of a measure, or the last."""
    consultation = consultation_by_slug(slug, request.user)
    wanted = request.GET.get("of", "")
    if wanted and not (wanted.isascii() and wanted.isdigit() and len(wanted) <= 18):
        raise Http404
    record = record_at(consultation, int(wanted) if wanted else None)
    if record is None:
        raise Http404
    response = _file(consultation, "application/json; charset=utf-8", f"{slug}-{part}.json")
    response.write(record.inputs if part == "inputs" else record.results)
    return response


def _file(consultation: ConsultationPage, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "public, max-age=60" if consultation.live else "private, no-store"
    return response
