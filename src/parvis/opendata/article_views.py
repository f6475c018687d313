"""A text put to consultation with what people said of each article, for the team."""

from tempfile import TemporaryFile

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.accounts.second_factor import detour
from parvis.contributions.permissions import Reader
from parvis.opendata.exports.articles import article_rows, articles_in_markdown
from parvis.opendata.exports.write import write_sheet
from parvis.opendata.views import XLSX, exportable, note_export
from parvis.texts.enums import DocumentState
from parvis.texts.models import Document
from parvis.ui.spreadsheet import csv_lines

FORMS = ("csv", "xlsx", "md")


@never_cache
@require_safe
def articles(request: HttpRequest, pk: int, text_pk: int, form: str) -> HttpResponseBase:
    """Send one text, article by article, as CSV, XLSX or Markdown."""
    consultation = exportable(request, pk)
    rows = Document.objects.filter(consultation=consultation, state=DocumentState.PUBLISHED)
    document = get_object_or_404(rows, pk=text_pk)
    if form not in FORMS:
        raise Http404
    if (asked := detour(request)) is not None:
        return asked
    reads = Reader(request.user, consultation).may_read
    name = f"{document.slug}-articles.{form}"
    note_export(request, consultation, name)
    if form == "xlsx":
        file = TemporaryFile()  # noqa: SIM115 - the response closes it
        write_sheet("articles", article_rows(document, reads), file)
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if form == "md":
        words = articles_in_markdown(document, reads)
        return HttpResponse(words, content_type="text/markdown; charset=utf-8", headers=headers)
    lines = csv_lines(article_rows(document, reads))
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)
