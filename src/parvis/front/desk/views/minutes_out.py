"""What leaves a draft of minutes, and comes back: its link, corrections, contributions, publication."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.contributions import leaves
from parvis.contributions.domain.receipt import permanent_address, reference
from parvis.contributions.forms.said import SaidForm
from parvis.front.composition.minutes_paper import draft_pdf
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, posted
from parvis.front.desk.views.minutes import LINK, minutes_in, page, passage_in
from parvis.front.desk.views.paper import file_of
from parvis.front.sheets.material import look
from parvis.ledger.domain.receipt import receipt_of
from parvis.minutes.domain import correct as correcting
from parvis.minutes.domain.bring_room import bring_room
from parvis.minutes.domain.keep_said import keep_said
from parvis.minutes.domain.publish_minutes import publish_minutes
from parvis.minutes.domain.share import share, stop_sharing
from parvis.minutes.forms import DeclineForm, PublishForm, ShareForm
from parvis.minutes.models import Correction, Minutes, PassageLink
from parvis.minutes.queries import last_version
from parvis.room.models import Room


@never_cache
@require_safe
def draft_file(request: HttpRequest, pk: int, minutes_pk: int) -> HttpResponse:
    """What is being written, on paper."""
    held = minutes_in(request, pk, minutes_pk, "see_desk")
    return file_of(draft_pdf(held, look()), "application/pdf", f"draft-minutes-{held.pk}.pdf")


@never_cache
@require_POST
def share_draft(request: HttpRequest, pk: int, minutes_pk: int) -> HttpResponse:
    """The link is shown on the next page, and on no other."""
    held = minutes_in(request, pk, minutes_pk)
    form = ShareForm(request.POST)
    if form.is_valid():
        try:
            emails = form.cleaned_data["emails"]
            address = share(actor=actor_of(request), minutes=held, emails=emails)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            request.session[LINK] = address
            return redirect("desk:minutes", pk=pk, minutes_pk=held.pk)
    return page(request, held, share_form=form)


@require_POST
def end_sharing(request: HttpRequest, pk: int, minutes_pk: int) -> HttpResponse:
    held = minutes_in(request, pk, minutes_pk)
    act_and_tell(request, stop_sharing, minutes=held, said=_("The link opens nothing any more."))
    return redirect("desk:minutes", pk=pk, minutes_pk=held.pk)


@require_POST
def accept(request: HttpRequest, pk: int, minutes_pk: int, correction_pk: int) -> HttpResponse:
    held = minutes_in(request, pk, minutes_pk)
    row = _correction(held, correction_pk)
    act_and_tell(
        request, correcting.accept, correction=row, said=_("The passage now says what was proposed.")
    )
    return redirect("desk:minutes", pk=pk, minutes_pk=held.pk)


@require_POST
def decline(request: HttpRequest, pk: int, minutes_pk: int, correction_pk: int) -> HttpResponse:
    held = minutes_in(request, pk, minutes_pk)
    row, form = _correction(held, correction_pk), DeclineForm(request.POST)
    if form.is_valid():
        act_and_tell(request, correcting.decline, correction=row, **form.cleaned_data)
    else:
        messages.error(request, _("Say in a word why it is not taken: whoever proposed it reads it."))
    return redirect("desk:minutes", pk=pk, minutes_pk=held.pk)


@require_POST
def publish(request: HttpRequest, pk: int, minutes_pk: int) -> HttpResponse:
    held = minutes_in(request, pk, minutes_pk)
    form = PublishForm(request.POST, is_first=last_version(held) is None)
    if form.is_valid():
        try:
            publish_minutes(actor=actor_of(request), minutes=held, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The minutes are published."))
            return redirect("desk:minutes", pk=pk, minutes_pk=held.pk)
    return page(request, held, publish_form=form)


@require_POST
def bring_results(request: HttpRequest, pk: int, minutes_pk: int, room_pk: int) -> HttpResponse:
    """What came out of a live room of the event, as passages at the end."""
    held = minutes_in(request, pk, minutes_pk)
    room = Room.objects.filter(pk=room_pk, event=held.event_id).first()
    if room is None:
        raise Http404
    told = _("What came out of the room is at the end, in passages that you may change.")
    act_and_tell(request, bring_room, minutes=held, room=room, said=told)
    return redirect("desk:minutes", pk=pk, minutes_pk=held.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def said(request: HttpRequest, pk: int, minutes_pk: int, passage_pk: int) -> HttpResponse:
    """Make a contribution of a passage."""
    held = minutes_in(request, pk, minutes_pk)
    row, consultation = passage_in(held, passage_pk), held.event.consultation
    form = SaidForm(posted(request), consultation=consultation, initial={"text": row.text})
    if form.is_valid():
        try:
            made = keep_said(actor=actor_of(request), passage=row, draft=form.draft(), key=form.once)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The contribution is published: this is its receipt."))
            return redirect("desk:said_receipt", pk=pk, minutes_pk=held.pk, contribution_pk=made.pk)
    context = {
        "consultation": consultation,
        "minutes": held,
        "passage": row,
        "form": form,
    }
    return render(request, "front/desk/said.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def said_receipt(request: HttpRequest, pk: int, minutes_pk: int, contribution_pk: int) -> HttpResponse:
    """What proves that it was published, to be printed for whoever said it."""
    held = minutes_in(request, pk, minutes_pk)
    rows = PassageLink.objects.filter(passage__minutes=held, was_said=True, contribution=contribution_pk)
    row = rows.select_related("contribution__kind", "passage").first()
    if row is None or row.contribution is None or row.contribution.entry is None:
        raise Http404
    item = row.contribution
    context = {
        "consultation": held.event.consultation,
        "minutes": held,
        "passage": row.passage,
        "contribution": item,
        "reference": reference(item),
        "address": permanent_address(item),
        "receipt": receipt_of(row.contribution.entry, item.salt, leaves.payload(item)),
    }
    return render(request, "front/desk/said_receipt.html", context)


def _correction(minutes: Minutes, pk: int) -> Correction:
    rows = Correction.objects.select_related("passage__minutes").filter(passage__minutes=minutes)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
