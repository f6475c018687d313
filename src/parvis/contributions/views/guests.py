"""Send a text without an address: what it means, the door, and a secret link to keep."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from parvis.accounts import door
from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard_guest, guest_load
from parvis.accounts.models import Participant
from parvis.contributions.domain.deposit_as_guest import deposit_as_guest
from parvis.contributions.forms import SubmitForm
from parvis.contributions.guest_links import write_token
from parvis.contributions.permissions import takes_guests
from parvis.contributions.views import drafts
from parvis.contributions.waiting import WaitingText

LOOK, SEND = "guest", "guest_send"
STEPS = frozenset({LOOK, SEND})


def is_offered(request: HttpRequest, form: SubmitForm) -> bool:
    """To whoever is not signed in, where the organiser allows it."""
    return not isinstance(request.user, Participant) and takes_guests(form.action)


def answer(request: HttpRequest, form: SubmitForm) -> HttpResponse:
    """The page that says what it means, then the sending; `form` is valid."""
    if request.POST.get("step") != SEND:
        return _page(request, form)
    opened = door.knock(request.POST, email=str(form.cleaned_data["key"]))
    if not opened.is_open:
        return _page(request, form, opened)
    try:
        guard_guest(request, consultation=form.action.phase.consultation_id)
        text = _deposit(form)
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, form)
    drafts.forget(request, form.action)
    return redirect(f"{reverse('moderation:guest', args=[write_token(text)])}?sent=1")


def _deposit(form: SubmitForm) -> WaitingText:
    return deposit_as_guest(
        action=form.action,
        title=form.cleaned_data.get("title", ""),
        text=form.cleaned_data.get("text", ""),
        answers=form.answers,
        theme=form.cleaned_data.get("theme"),
        responds_to=form.cleaned_data.get("responds_to"),
        idempotency_key=form.cleaned_data["key"],
        opened_at=form.opened_at(),
    )


def _page(request: HttpRequest, form: SubmitForm, opened: door.Answer | None = None) -> HttpResponse:
    context = {"form": form, "action": form.action, "answer": opened, "door": _door(request, form, opened)}
    status = 422 if form.errors or opened else 200
    return render(request, "contributions/guest.html", context, status=status)


def _door(request: HttpRequest, form: SubmitForm, opened: door.Answer | None) -> door.Door | None:
    """The door of the page; the same one when all that was missing was a little time."""
    if settings.PARVIS_DEMO:
        return None
    kept = door.same_door(request.POST.get("ticket", "")) if opened and opened.keeps_ticket else None
    if kept is not None:
        return kept
    return door.make_door(load=guest_load(request, consultation=form.action.phase.consultation_id))
