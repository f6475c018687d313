"""Downloads for the team of a consultation, behind the second factor that its desk asks for."""

from tempfile import TemporaryFile

from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.accounts.second_factor import detour
from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can
from parvis.contributions.permissions import Reader
from parvis.opendata.exports.tables import TABLES
from parvis.opendata.exports.write import write_xlsx
from parvis.ui.spreadsheet import csv_lines

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_safe
def export_csv(request: HttpRequest, pk: int, table: str) -> HttpResponseBase:
    """Stream one table of a consultation as CSV."""
    consultation = _exportable(request, pk)
    if table not in TABLES:
        raise Http404
    if (asked := detour(request)) is not None:
        return asked
    headers = {"Content-Disposition": f'attachment; filename="{consultation.slug}-{table}.csv"'}
    reads = Reader(request.user, consultation).may_read
    lines = csv_lines(TABLES[table](consultation, reads))
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


@never_cache
@require_safe
def export_xlsx(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send every table of a consultation as one workbook."""
    consultation = _exportable(request, pk)
    if (asked := detour(request)) is not None:
        return asked
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(consultation, file, reads=Reader(request.user, consultation).may_read)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{consultation.slug}.xlsx", content_type=XLSX)


def _exportable(request: HttpRequest, pk: int) -> ConsultationPage:
    consultation = get_object_or_404(ConsultationPage, pk=pk)
    if not can(request.user, "export", consultation):
        raise Http404
    return consultation
