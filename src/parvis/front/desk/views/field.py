"""Devices that collect answers on site: prepared, linked, closed; what the form refused is put right."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations.models import PhaseAction
from parvis.field import queries
from parvis.field.domain.make_kit import close_kit, make_kit, make_link
from parvis.field.domain.settle_entry import discard_kept, enter_kept
from parvis.field.enums import Fate
from parvis.field.forms import DeviceForm, DiscardForm, KitForm
from parvis.field.models import FieldEntry, FieldKit
from parvis.field.permissions import can
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, done, posted
from parvis.paper.queries import batch_for
from parvis.paper.typed import action_of
from parvis.ui.qr import qr


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int, batch_pk: int) -> HttpResponse:
    batch, actor = batch_for(request.user, pk, batch_pk, "prepare"), actor_of(request)
    form = KitForm(posted(request), batch=batch, actor=actor)
    if form.is_valid():
        try:
            kit = make_kit(actor=actor, batch=batch, draft=form.draft())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("desk:device", pk=pk, batch_pk=batch_pk, kit_pk=kit.pk)
    context = {"consultation": batch.consultation, "batch": batch, "form": form}
    return render(request, "front/desk/device_new.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def device(request: HttpRequest, pk: int, batch_pk: int, kit_pk: int) -> HttpResponse:
    """How far it is, and what somebody has to look at."""
    return _show(request, queries.kit_for(request.user, pk, batch_pk, kit_pk, "settle"))


@never_cache
@require_POST
def link(request: HttpRequest, pk: int, batch_pk: int, kit_pk: int) -> HttpResponse:
    """The new link is in this answer, and nowhere else."""
    kit = queries.kit_for(request.user, pk, batch_pk, kit_pk, "prepare")
    try:
        code = make_link(actor=actor_of(request), kit=kit)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:device", pk=pk, batch_pk=batch_pk, kit_pk=kit_pk)
    address = f"{settings.PARVIS_ADDRESS}{reverse('field:device', args=[code])}"
    return _show(request, queries.kit_for(request.user, pk, batch_pk, kit_pk, "settle"), address)


@require_POST
def close(request: HttpRequest, pk: int, batch_pk: int, kit_pk: int) -> HttpResponse:
    kit = queries.kit_for(request.user, pk, batch_pk, kit_pk, "prepare")
    said = _("The device is closed: it takes no new answer, and still sends those that it keeps.")
    act_and_tell(request, close_kit, kit=kit, said=said)
    return redirect("desk:device", pk=pk, batch_pk=batch_pk, kit_pk=kit_pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int, batch_pk: int, kit_pk: int, entry_pk: int) -> HttpResponse:
    """What a device sent and the form refused: a member of the team puts it right and enters it."""
    entry = queries.entry_for(request.user, pk, batch_pk, kit_pk, entry_pk)
    try:
        action = action_of(entry.kit.batch)
    except Refused as refused:
        messages.error(request, str(refused))
        return _back(entry)
    if entry.fate != Fate.KEPT:
        messages.error(request, _("Somebody has settled this answer already."))
        return _back(entry)
    if request.method != "POST":
        return _show_answer(request, entry, _form(entry, action, QueryDict(entry.words)))
    form = _form(entry, action, request.POST)
    if form.is_valid() and done(form, enter_kept, actor=actor_of(request), entry=entry, words=form.words()):
        messages.success(request, _("The answer is entered."))
        return _back(entry)
    return _show_answer(request, entry, form, status=422)


@never_cache
@require_POST
def discard(request: HttpRequest, pk: int, batch_pk: int, kit_pk: int, entry_pk: int) -> HttpResponse:
    entry = queries.entry_for(request.user, pk, batch_pk, kit_pk, entry_pk)
    form = DiscardForm(request.POST)
    if form.is_valid() and done(
        form, discard_kept, actor=actor_of(request), entry=entry, reason=form.cleaned_data["reason"]
    ):
        messages.success(request, _("The answer is discarded: its words are erased."))
    else:
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
    return _back(entry)


def _form(entry: FieldEntry, action: PhaseAction, data: QueryDict) -> DeviceForm:
    """As it was filled. Its key is the one of the device: what settles it makes one of its own."""
    filled = data.copy()
    filled["key"] = str(entry.key)
    return DeviceForm(filled, kit=entry.kit, action=action)


def _back(entry: FieldEntry) -> HttpResponse:
    kit = entry.kit
    return redirect("desk:device", pk=kit.batch.consultation_id, batch_pk=kit.batch_id, kit_pk=kit.pk)


def _show(request: HttpRequest, kit: FieldKit, address: str = "") -> HttpResponse:
    context = {
        "consultation": kit.batch.consultation,
        "batch": kit.batch,
        "kit": kit,
        "figures": queries.figures_of(kit),
        "kept": queries.kept_in(kit),
        "address": address,
        "qr": qr(address, css_class="desk-qr") if address else "",
        "may_prepare": can(request.user, "prepare", kit.batch.consultation),
    }
    return render(request, "front/desk/device.html", context)


def _show_answer(
    request: HttpRequest, entry: FieldEntry, form: DeviceForm, status: int = 200
) -> HttpResponse:
    context = {
        "consultation": entry.kit.batch.consultation,
        "batch": entry.kit.batch,
        "kit": entry.kit,
        "entry": entry,
        "form": form,
        "discard": DiscardForm(auto_id="discard_%s"),
    }
    return render(request, "front/desk/device_answer.html", context, status=status)
