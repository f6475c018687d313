"""Announcements on the page of a consultation: write one, change it, take it down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.consultations.queries import consultation_for, database_now
from parvis.following.domain.announce import announce, change_announcement, take_down
from parvis.following.letter_forms import AnnouncementForm
from parvis.front.desk import animating
from parvis.front.desk.access import actor_of

FIELDS = ("text_fr", "text_en", "link", "starts_at", "ends_at", "is_urgent")


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new one; of a phase that ends, its sentence is there."""
    consultation = consultation_for(request.user, pk, "animate")
    now = database_now()
    phase = animating.ending(consultation, request.GET.get("end", ""), now=now)
    form = AnnouncementForm(
        request.POST if request.method == "POST" else None,
        initial=animating.proposed_announcement(phase, now=now),
        pages=animating.link_choices(consultation),
    )
    if form.is_valid():
        try:
            announce(actor=actor_of(request), consultation=consultation, banner=form.draft(), end_of=phase)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Kept: it shows itself, and goes by itself."))
            return redirect("desk:animate", pk=pk)
    return render(request, "front/desk/announcement.html", {"consultation": consultation, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, announcement_pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "animate")
    found = animating.announcement_for(consultation, announcement_pk)
    form = AnnouncementForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(found, name) for name in FIELDS},
        pages=animating.link_choices(consultation),
    )
    if form.is_valid():
        try:
            change_announcement(actor=actor_of(request), announcement=found, banner=form.draft())
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Kept: it shows itself, and goes by itself."))
            return redirect("desk:animate", pk=pk)
    context = {"consultation": consultation, "form": form, "announcement": found}
    return render(request, "front/desk/announcement.html", context)


@require_POST
def remove(request: HttpRequest, pk: int, announcement_pk: int) -> HttpResponse:
    """What people read ends now; what nobody has read yet goes."""
    consultation = consultation_for(request.user, pk, "animate")
    found = animating.announcement_for(consultation, announcement_pk)
    take_down(actor=actor_of(request), announcement=found)
    messages.success(request, _("It is no longer shown."))
    return redirect("desk:animate", pk=pk)
