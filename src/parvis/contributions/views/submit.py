"""Write, look, publish."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard
from parvis.accounts.limits import Act
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.consultations.enums import Moment
from parvis.consultations.models import PhaseAction
from parvis.consultations.queries import database_now
from parvis.contributions.domain.receive import receive
from parvis.contributions.domain.submit import Sent
from parvis.contributions.domain.submit import submit as submit_contribution
from parvis.contributions.forms import SubmitForm
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import reads_first
from parvis.contributions.queries import deposit_action
from parvis.contributions.signatures import organisations_to_draft, signature
from parvis.contributions.similar import similar_to
from parvis.contributions.views import drafts, guests, paged
from parvis.contributions.views.uploads import take_files
from parvis.contributions.waiting import WaitingText
from parvis.organisations.models import Organisation


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, action_id: int) -> HttpResponse:
    """The form, its preview, and publication: one address, no script needed, no account before publishing."""
    action = deposit_action(request.user, action_id)
    take_files(request, action.kind, action)
    if request.method == "POST":
        return _answer(request, action, request.POST)
    kept = held(request, request.path)
    if kept is not None:
        return preview(request, SubmitForm(kept, action=action))
    moment = action.phase.moment(database_now())
    if moment != Moment.PRESENT:
        return render(
            request, "contributions/closed.html", {"action": action, "is_future": moment == Moment.FUTURE}
        )
    to = request.GET.get("to") or request.GET.get("responds_to", "")
    form = SubmitForm(action=action, to=to)
    if form.is_paged:
        return paged.show(request, action, form)
    return write(request, paged.restored(request, action, form, to=to) if form.takes_files else form)


def _answer(request: HttpRequest, action: PhaseAction, data: QueryDict) -> HttpResponse:
    form = SubmitForm(data, action=action)
    step = data.get("step")
    if step in guests.STEPS and guests.is_offered(request, form):
        return guests.answer(request, form) if form.is_valid() else write(request, form)
    if step != "publish" and not form.is_shared:
        if form.is_paged:
            return paged.answer(request, action, preview)
        if form.takes_files:
            paged.keep(request, action, data)
    if step == "correct":
        form.is_valid()
        return write(request, form)
    if step != "publish":
        return preview(request, form)
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    return _publish(request, request.user, form) if form.is_valid() else write(request, form)


def _publish(request: HttpRequest, actor: Participant, form: SubmitForm) -> HttpResponse:
    signed = signature(actor, form.kind, request.POST)
    if signed.is_missing:
        return preview(request, form, unsigned=True)
    try:
        guard(request, actor, Act.DEPOSIT)
        made = _send(actor, form, signed.organisation)
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return write(request, form)
    if not form.is_shared:
        drafts.forget(request, form.action)
    return _sent(request, form, made)


def _send(
    actor: Participant, form: SubmitForm, organisation: Organisation | None
) -> Contribution | WaitingText:
    """Published at once, or kept until a moderator has read it: the organiser chose."""
    sent: Sent = {
        "title": form.cleaned_data.get("title", ""),
        "text": form.cleaned_data.get("text", ""),
        "answers": form.answers,
        "theme": form.cleaned_data.get("theme"),
        "responds_to": form.cleaned_data.get("responds_to"),
        "opened_at": form.opened_at(),
        "organisation": organisation,
    }
    key, save = form.cleaned_data["key"], form.shared_save
    if reads_first(form.action):
        return receive(actor=actor, action=form.action, idempotency_key=key, shared_save=save, **sent)
    return submit_contribution(actor=actor, action=form.action, idempotency_key=key, shared_save=save, **sent)


def _sent(request: HttpRequest, form: SubmitForm, made: Contribution | WaitingText) -> HttpResponse:
    if isinstance(made, WaitingText):
        messages.success(request, _("Your text is received. A moderator reads it before it appears."))
        told = reverse("moderation:waiting", args=[made.pk])
        return redirect(told if form.is_shared else f"{told}?receipt=1")
    is_private = form.kind.is_private
    messages.success(request, _("Your answers are recorded.") if is_private else _("Your text is published."))
    receipt = "shared" if form.is_shared else "1"
    return redirect(f"{reverse('front:contribution', args=[made.pk])}?receipt={receipt}")


def preview(
    request: HttpRequest, form: SubmitForm, *, unsigned: bool = False, back: str = ""
) -> HttpResponse:
    """The text as everybody will see it; `back` leads to where it is written, when that is another page."""
    if not form.is_valid():
        return write(request, form)
    words = form.cleaned_data.get("title") or form.cleaned_data.get("text", "")
    context = {
        "form": form,
        "action": form.action,
        "found": form.personal(),
        "similar": similar_to(kind=form.action.kind, words=words),
        "takes_guests": guests.is_offered(request, form),
        "signature": signature(request.user, form.kind, request.POST),
        "unsigned": unsigned,
        "back": back,
        "reads_first": reads_first(form.action),
    }
    return render(request, "contributions/preview.html", context, status=422 if unsigned else 200)


def write(request: HttpRequest, form: SubmitForm) -> HttpResponse:
    """The form that each person has for themselves, as it was filled."""
    status = 422 if form.is_bound and form.errors else 200
    together = organisations_to_draft(request.user, form.kind)
    context = {"form": form, "action": form.action, "together": together}
    return render(request, "contributions/submit.html", context, status=status)
