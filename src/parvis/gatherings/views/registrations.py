"""Register for an event, with or without an account; the page of a registration, which its link opens."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts import door
from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard, guard_registration, registration_load
from parvis.accounts.limits import Act
from parvis.accounts.models import Participant
from parvis.consultations.queries import database_now
from parvis.gatherings.domain.cancel_registration import cancel_registration
from parvis.gatherings.domain.register import ask_for_place, confirm_registration, register_participant
from parvis.gatherings.enums import EventState, Format, Standing
from parvis.gatherings.forms import ComeForm, RegisterForm
from parvis.gatherings.models import Event, Registration
from parvis.gatherings.queries import attendance_of, event_for, kept_of, turn_of
from parvis.gatherings.tokens import door_address_of, path_of, registration_of
from parvis.ui.qr import qr


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_for(request.user, pk)
    if event.state != EventState.PUBLISHED or not event.takes_registrations:
        raise Http404
    if isinstance(request.user, Participant):
        return _register_participant(request, request.user, event)
    form = RegisterForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _form(request, event, form)
    opened = door.knock(request.POST, email=f"{request.path} {form.cleaned_data['email']}")
    if not opened.is_open:
        return _form(request, event, form, opened)
    try:
        guard_registration(request, email=form.cleaned_data["email"], consultation=event.consultation_id)
        ask_for_place(event=event, language=get_language() or "fr", **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return _form(request, event, form)
    return render(request, "gatherings/asked.html", {"event": event, "email": form.cleaned_data["email"]})


def _register_participant(request: HttpRequest, actor: Participant, event: Event) -> HttpResponse:
    form = ComeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            guard(request, actor, Act.REGISTER)
            found = register_participant(actor=actor, event=event, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            return redirect(path_of(found))
    return _form(request, event, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """Robots read mail before people do: looking changes nothing, a press confirms."""
    found = registration_of(token)
    if request.method == "POST":
        try:
            confirm_registration(registration=found)
        except Refused as refused:
            messages.error(request, str(refused.message))
        return redirect("gatherings:registration", token=token)
    return render(request, "gatherings/registration.html", _of(found, token))


@never_cache
@require_POST
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    found = registration_of(token)
    try:
        cancel_registration(registration=found)
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, _("Your place is given back. Thank you for telling it."))
    return redirect("gatherings:registration", token=token)


def _of(found: Registration, token: str) -> dict[str, object]:
    event = found.event
    has_place = found.standing == Standing.COMING and not event.is_cancelled
    shows_code = has_place and bool(found.code) and event.format != Format.ONLINE
    return {
        "registration": found,
        "token": token,
        "event": event,
        "is_asked": found.standing == Standing.ASKED,
        "is_over": found.standing != Standing.CANCELLED and database_now() >= event.ends_at,
        "is_forgotten": found.standing != Standing.CANCELLED and not found.mailbox,
        "kept": kept_of(found) if found.mailbox else {},
        "is_waiting": found.standing == Standing.WAITING,
        "is_coming": found.standing == Standing.COMING,
        "turn": turn_of(found) if found.standing == Standing.WAITING else 0,
        "qr": qr(door_address_of(found), css_class="ticket__qr") if shows_code else "",
        "online": event.online_address if has_place and event.format != Format.ON_SITE else "",
    }


def _form(
    request: HttpRequest,
    event: Event,
    form: ComeForm,
    opened: door.Answer | None = None,
) -> HttpResponse:
    counts = attendance_of(event)
    context = {
        "event": event,
        "form": form,
        "answer": opened,
        "door": _door(request, event, opened),
        "is_full": event.capacity is not None and counts.coming >= event.capacity,
        "counts": counts,
    }
    status = 422 if form.errors or opened else 200
    return render(request, "gatherings/register.html", context, status=status)


def _door(request: HttpRequest, event: Event, opened: door.Answer | None) -> door.Door | None:
    """Of whoever is not signed in; the same one when all that was missing was a little time."""
    if settings.PARVIS_DEMO or isinstance(request.user, Participant):
        return None
    kept = door.same_door(request.POST.get("ticket", "")) if opened and opened.keeps_ticket else None
    return kept or door.make_door(load=registration_load(request, consultation=event.consultation_id))
