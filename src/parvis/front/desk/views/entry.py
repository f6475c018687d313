"""Entering sheets: one page each, by keyboard; what two people read otherwise; the slip to hand over."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.front.desk.access import actor_of
from parvis.front.desk.views.paper import file_of
from parvis.front.sheets.drawing import SLIP, draw
from parvis.front.sheets.material import look
from parvis.ledger.domain.receipt import receipt_address
from parvis.ledger.numbers import group_number
from parvis.paper import queries
from parvis.paper.comparing import SettleForm
from parvis.paper.domain.enter_sheet import enter_sheet, retype_sheet, settle_sheet
from parvis.paper.domain.undo_sheet import undo_sheet
from parvis.paper.forms import SheetForm
from parvis.paper.models import Batch, Sheet
from parvis.paper.typed import check_entry
from parvis.ui import words


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, pk: int, batch_pk: int) -> HttpResponse:
    """The next sheet, or that of `?sheet=`; saved, the one after it."""
    batch, actor = queries.batch_for(request.user, pk, batch_pk, "enter"), actor_of(request)
    try:
        action = check_entry(actor, batch)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:paper_batch", pk=pk, batch_pk=batch_pk)
    sheet = _wanted(batch, actor, request.GET.get("sheet", ""), is_sent=request.method == "POST")
    if request.method != "POST":
        form = SheetForm(batch=batch, action=action, sheet=sheet, page=_page(request, batch, sheet))
        return _show(request, batch, form, sheet)
    form = SheetForm(request.POST, batch=batch, action=action, sheet=sheet)
    if form.is_valid():
        try:
            made = enter_sheet(
                actor=actor, batch=batch, number=form.sheet_number, words=form.words(), key=form.sheet_key
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(f"{reverse('desk:paper_enter', args=[pk, batch_pk])}?done={made.pk}")
    return _show(request, batch, form, sheet)


@require_POST
def undo(request: HttpRequest, pk: int, batch_pk: int, sheet_pk: int) -> HttpResponse:
    """The sheet is there again, to be typed."""
    batch = queries.batch_for(request.user, pk, batch_pk, "enter")
    sheet = get_object_or_404(batch.sheets.select_related("batch"), pk=sheet_pk)
    back = f"{reverse('desk:paper_enter', args=[pk, batch_pk])}?sheet={sheet.number}"
    try:
        undo_sheet(actor=actor_of(request), sheet=sheet)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:paper_batch", pk=pk, batch_pk=batch_pk)
    messages.success(request, _("Sheet %(reference)s is to be entered again.") % {"reference": sheet})
    return redirect(back)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, pk: int, batch_pk: int, sheet_pk: int) -> HttpResponse:
    """Field by field, which of the two read it right; or neither did, and it is typed again."""
    batch, actor = queries.batch_for(request.user, pk, batch_pk, "enter"), actor_of(request)
    sheet = queries.differing_rows(batch).filter(pk=sheet_pk).first()
    if sheet is None:
        return redirect("desk:paper_batch", pk=pk, batch_pk=batch_pk)
    form = SettleForm(request.POST if request.method == "POST" else None, sheet=sheet)
    try:
        if "again" in request.POST:
            retype_sheet(actor=actor, sheet=sheet)
            messages.success(request, _("Sheet %(reference)s is to be typed again.") % {"reference": sheet})
            return redirect("desk:paper_batch", pk=pk, batch_pk=batch_pk)
        if form.is_valid():
            settle_sheet(actor=actor, sheet=sheet, words=form.words(), key=form.cleaned_data["key"])
            messages.success(request, _("Sheet %(reference)s is entered.") % {"reference": sheet})
            return redirect("desk:paper_batch", pk=pk, batch_pk=batch_pk)
    except Refused as refused:
        form.add_error(None, str(refused))
    context = {
        "consultation": batch.consultation,
        "batch": batch,
        "sheet": sheet,
        "scans": sheet.scans.defer("content"),
        "form": form,
    }
    return render(request, "front/desk/paper_settle.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def slip(request: HttpRequest, pk: int, batch_pk: int, sheet_pk: int) -> HttpResponse:
    """What somebody takes home: the number of their sheet, of its receipt, and where to find both."""
    batch = queries.batch_for(request.user, pk, batch_pk, "enter")
    rows = batch.sheets.select_related("batch", "contribution").defer("contribution__search")
    sheet = get_object_or_404(rows, pk=sheet_pk, entered_at__isnull=False)
    said = slip_of(sheet, batch)
    return file_of(draw(SLIP, said), "application/pdf", f"sheet-{sheet.reference}.pdf")


def slip_of(sheet: Sheet, batch: Batch) -> dict[str, Any]:
    """As data for the drawing, in the language of the moment."""
    entry = sheet.contribution.entry if sheet.contribution is not None else None
    if entry is None or sheet.entered_at is None:
        raise Http404
    seen, url = look(), receipt_address(entry)
    parts = urlsplit(url)
    return {
        "lang": get_language(),
        "colour": seen.colour,
        "organiser": batch.consultation.organiser,
        "title": batch.consultation.title,
        "reference": sheet.reference,
        "entered": _("Entered by the team on %(moment)s.") % {"moment": words.moment(sheet.entered_at)},
        "number": group_number(entry),
        "url": url,
        "address": f"{parts.netloc}{parts.path}",
        "foot": seen.site,
        "sheets": [],
        "labels": {
            "title": _("Receipt of sheet"),
            "number": _("Receipt number in the public log"),
            "why": _("There you see that your sheet counts, and what became of it:"),
            "qr": _("QR code that leads to the receipt"),
        },
    }


def _wanted(batch: Batch, actor: Participant, asked: str, *, is_sent: bool) -> Sheet | None:
    """None: a sheet without a number, which gets one. One that is sent twice is entered already."""
    if asked.isdecimal() and len(asked) < 9:
        rows = batch.sheets.all() if is_sent else batch.sheets.blank()
        return get_object_or_404(rows.select_related("batch"), number=int(asked))
    return None if asked == "new" and not batch.size else queries.next_sheet(batch, actor)


def _page(request: HttpRequest, batch: Batch, sheet: Sheet | None) -> str:
    """A register is typed page after page: that of the last sheet, unless this one has its own picture."""
    if sheet is not None and sheet.scans.exists():
        return ""
    last = _named(request, batch, "beside") or _named(request, batch, "done")
    return last.page if last is not None else ""


def _named(request: HttpRequest, batch: Batch, name: str) -> Sheet | None:
    """`done`: the sheet that was saved last. `beside`: one whose pictures show this text too."""
    asked = request.GET.get(name, "")
    if not asked.isdecimal() or len(asked) > 18:
        return None
    return batch.sheets.select_related("batch", "contribution").filter(pk=int(asked)).first()


def _show(request: HttpRequest, batch: Batch, form: SheetForm, sheet: Sheet | None) -> HttpResponse:
    actor, done = actor_of(request), _named(request, batch, "done")
    beside = sheet or _named(request, batch, "beside")
    context = {
        "consultation": batch.consultation,
        "batch": batch,
        "form": form,
        "sheet": sheet,
        "beside": beside,
        "scans": beside.scans.defer("content") if beside is not None else (),
        "is_over": bool(batch.size) and sheet is None,
        "done": done if done is not None and queries.may_undo(done, actor) else None,
        "may_follow": batch.is_register and done is not None and done.scans.exists(),
        "count": queries.entered_today(batch, actor),
    }
    return render(request, "front/desk/paper_enter.html", context, status=422 if form.errors else 200)
