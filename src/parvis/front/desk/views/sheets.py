"""Bring a spreadsheet of contributions, match its columns, import it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of
from parvis.opendata.domain.import_sheet import Preview, bring_sheet, import_sheet, preview_sheet
from parvis.opendata.forms import MatchingForm, SheetForm
from parvis.opendata.models import Sheet

SHOWN = 5
NAMED = 100
"""As many rows are shown, and as many refusals named."""


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            bring_sheet(actor=actor_of(request), consultation=consultation, name=file.name, data=file.read())
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("desk:match_sheet", pk=pk)
    context = {"consultation": consultation, "form": form}
    return render(request, "front/desk/sheet.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def match(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    sheet = Sheet.objects.filter(consultation=consultation, actor=actor_of(request)).first()
    if sheet is None:
        raise Http404
    form = MatchingForm(request.POST or None, sheet=sheet, consultation=consultation)
    if not form.is_valid():
        return _page(request, consultation, sheet, form, status=422 if form.errors else 200)
    matching = form.matching()
    if "import" not in request.POST:
        return _page(
            request, consultation, sheet, form, preview=preview_sheet(sheet=sheet, matching=matching)
        )
    try:
        count = import_sheet(actor=actor_of(request), sheet=sheet, matching=matching)
    except Refused as refused:
        form.add_error(None, str(refused))
        preview = preview_sheet(sheet=sheet, matching=matching)
        return _page(request, consultation, sheet, form, preview=preview, status=422)
    told = ngettext("%(count)d contribution was imported.", "%(count)d contributions were imported.", count)
    messages.success(request, told % {"count": count})
    return redirect("desk:contributions", pk=pk)


def _page(
    request: HttpRequest,
    consultation: ConsultationPage,
    sheet: Sheet,
    form: MatchingForm,
    *,
    preview: Preview | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "consultation": consultation,
        "sheet": sheet,
        "form": form,
        "rows": [cells for _line, cells in sheet.rows[:SHOWN]],
        "preview": preview,
        "named": preview.refusals[:NAMED] if preview else (),
        "items": preview.items[:SHOWN] if preview else (),
    }
    return render(request, "front/desk/match_sheet.html", context, status=status)
