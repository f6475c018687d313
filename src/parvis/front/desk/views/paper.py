"""Batches of sheets: forms to print, what comes back by paper, telephone and spreadsheet."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations.models import Theme
from parvis.consultations.queries import consultation_for
from parvis.field.queries import kits_of
from parvis.front.desk.access import actor_of
from parvis.front.kit.pieces import LANGUAGES
from parvis.front.sheets.drawing import FORM, draw
from parvis.front.sheets.fitting import fitted
from parvis.front.sheets.material import look, material_of
from parvis.paper import queries
from parvis.paper.addresses import mail_address_of
from parvis.paper.columns import columns_of
from parvis.paper.domain.import_sheets import Brought, import_sheets
from parvis.paper.domain.make_batch import make_batch
from parvis.paper.enums import Channel
from parvis.paper.forms import BatchForm, BringForm
from parvis.paper.permissions import can
from parvis.paper.spreadsheet import write_model

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A_FILE = 200
"""Sheets in one PDF: a printer and a browser still open it."""
LAST = 30


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "moderate")
    context = {
        "consultation": consultation,
        "batches": queries.batches_of(consultation),
        "address": mail_address_of(consultation),
        "may_prepare": can(request.user, "prepare", consultation),
    }
    return render(request, "front/desk/paper.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    form = BatchForm(request.POST if request.method == "POST" else None, consultation=consultation)
    if form.is_valid():
        try:
            made = make_batch(actor=actor_of(request), action=form.cleaned_data["action"], draft=form.draft())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The batch is made."))
            return redirect("desk:paper_batch", pk=pk, batch_pk=made.pk)
    context = {"consultation": consultation, "form": form}
    return render(request, "front/desk/paper_new.html", context, status=422 if form.errors else 200)


@require_safe
def batch(request: HttpRequest, pk: int, batch_pk: int) -> HttpResponse:
    found = queries.batch_for(request.user, pk, batch_pk, "enter")
    starts = range(1, found.size + 1, A_FILE)
    asked = request.GET.get("number", "")
    context = {
        "consultation": found.consultation,
        "batch": found,
        "figures": queries.figures_of(found),
        "files": [(start, min(start + A_FILE - 1, found.size)) for start in starts],
        "differing": list(queries.differing_rows(found)),
        "sheets": queries.entered_sheets(found, asked)[:LAST],
        "asked": asked,
        "kits": kits_of(found) if found.channel == Channel.FIELD else None,
        "may_prepare": can(request.user, "prepare", found.consultation),
    }
    return render(request, "front/desk/paper_batch.html", context)


@require_safe
def form_pdf(request: HttpRequest, pk: int, batch_pk: int) -> HttpResponse:
    """The sheets from `first` on, in one language and one size of print."""
    found = queries.batch_for(request.user, pk, batch_pk, "enter")
    language, first = request.GET.get("language", get_language()), request.GET.get("first", "1")
    if language not in LANGUAGES or not first.isdecimal() or len(first) > 6:
        raise Http404
    sheets = found.sheets.filter(number__gte=int(first), number__lt=int(first) + A_FILE)
    printed = list(sheets.select_related("batch")) if found.size else []
    said = material_of(
        found, printed, look(), language=str(language), is_large=request.GET.get("print") == "large"
    )
    return file_of(draw(FORM, fitted(said)), "application/pdf", f"form-{found.number}-{language}.pdf")


@require_safe
def model(request: HttpRequest, pk: int, batch_pk: int) -> HttpResponse:
    """The workbook to fill: one column for each field."""
    found = queries.batch_for(request.user, pk, batch_pk, "enter")
    columns = columns_of(found, list(Theme.objects.filter(consultation=found.consultation_id)))
    book = write_model(columns, sheets=_("Sheets of paper"), help_sheet=_("What to write"))
    return file_of(book, XLSX, f"model-{found.number}.xlsx")


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, pk: int, batch_pk: int) -> HttpResponse:
    found = queries.batch_for(request.user, pk, batch_pk, "enter")
    is_sent = request.method == "POST"
    form = BringForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    brought = Brought()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = import_sheets(actor=actor_of(request), batch=found, name=file.name, data=file.read())
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            if not brought.faults:
                messages.success(request, _told(brought))
                return redirect("desk:paper_batch", pk=pk, batch_pk=batch_pk)
    context = {"consultation": found.consultation, "batch": found, "form": form, "faults": brought.faults}
    status = 422 if form.errors or brought.faults else 200
    return render(request, "front/desk/paper_bring.html", context, status=status)


def _told(brought: Brought) -> str:
    said = ngettext("%(n)d sheet came in.", "%(n)d sheets came in.", brought.added) % {"n": brought.added}
    if not brought.known:
        return said
    known = ngettext(
        "%(n)d was there already, and was left as it is.",
        "%(n)d were there already, and were left as they are.",
        brought.known,
    )
    return f"{said} {known % {'n': brought.known}}"


def file_of(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
