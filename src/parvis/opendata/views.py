"""Open data for everybody; downloads for the team, behind the second factor that its desk asks for."""

from tempfile import TemporaryFile

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.accounts.models import Participant
from parvis.accounts.second_factor import detour
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can
from parvis.consultations.queries import consultation_by_slug
from parvis.contributions.permissions import Reader
from parvis.ledger import queries as ledger
from parvis.opendata import files
from parvis.opendata.enums import ArchiveState
from parvis.opendata.exports.dictionary import ROWS_FOR_PROGRAMS, TABLES_FOR_PEOPLE
from parvis.opendata.exports.dictionary_others import COLUMN_FILES, OTHERS
from parvis.opendata.exports.schema import licence
from parvis.opendata.exports.tables import TABLES
from parvis.opendata.exports.write import write_xlsx
from parvis.opendata.permissions import is_open
from parvis.opendata.queries import archive_of
from parvis.ui.spreadsheet import csv_lines

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_safe
def open_data(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be downloaded, what each file and column of it says, how to check it."""
    consultation = consultation_by_slug(slug, request.user)
    found = archive_of(consultation)
    is_offered = found is not None and found.state != ArchiveState.TAKEN_DOWN
    context = {
        "consultation": consultation,
        "is_open": is_open(consultation),
        "archive": found,
        "is_offered": is_offered,
        "inside": files.lengths_in(found.file) if found and is_offered else {},
        "checkpoint": found and ledger.checkpoint_of(found.size),
        "tables": TABLES_FOR_PEOPLE,
        "rows": ROWS_FOR_PROGRAMS,
        "others": OTHERS,
        "licence": settings.PARVIS_DATA_LICENCE,
        "licence_address": licence()[2],
        "columns": COLUMN_FILES,
    }
    return render(request, "opendata/open_data.html", context)


@never_cache
@require_safe
def export_csv(request: HttpRequest, pk: int, table: str) -> HttpResponseBase:
    """Stream one table of a consultation as CSV."""
    consultation = exportable(request, pk)
    if table not in TABLES:
        raise Http404
    if (asked := detour(request)) is not None:
        return asked
    note_export(request, consultation, f"{table}.csv")
    headers = {"Content-Disposition": f'attachment; filename="{consultation.slug}-{table}.csv"'}
    reads = Reader(request.user, consultation).may_read
    lines = csv_lines(TABLES[table](consultation, reads))
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


@never_cache
@require_safe
def export_xlsx(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send every table of a consultation as one workbook."""
    consultation = exportable(request, pk)
    if (asked := detour(request)) is not None:
        return asked
    note_export(request, consultation, f"{consultation.slug}.xlsx")
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(consultation, file, reads=Reader(request.user, consultation).may_read)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{consultation.slug}.xlsx", content_type=XLSX)


def note_export(request: HttpRequest, consultation: ConsultationPage, file: str) -> None:
    """Whatever is taken out is in the journal of the team, before the first line leaves."""
    if isinstance(request.user, Participant):
        note(actor=request.user, consultation=consultation, act=DeskAct.EXPORTED, about=file)


def exportable(request: HttpRequest, pk: int) -> ConsultationPage:
    consultation = get_object_or_404(ConsultationPage, pk=pk)
    if not can(request.user, "export", consultation):
        raise Http404
    return consultation
