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
from parvis.contributions.domain.submit import submit as submit_contribution
from parvis.contributions.forms import SubmitForm
from parvis.contributions.queries import deposit_action


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, action_id: int) -> HttpResponse:
    """The form, its preview, and publication: one address, no script needed, no account before publishing."""
    action = deposit_action(request.user, action_id)
    if request.method == "POST":
        return _answer(request, action, request.POST)
    kept = held(request, request.path)
    if kept is not None:
        return _preview(request, SubmitForm(kept, action=action))
    moment = action.phase.moment(database_now())
    if moment != Moment.PRESENT:
        return render(
            request, "contributions/closed.html", {"action": action, "is_future": moment == Moment.FUTURE}
        )
    return _write(
        request, SubmitForm(action=action, to=request.GET.get("to") or request.GET.get("responds_to", ""))
    )


def _answer(request: HttpRequest, action: PhaseAction, data: QueryDict) -> HttpResponse:
    form = SubmitForm(data, action=action)
    step = data.get("step")
    if step == "correct":
        form.is_valid()
        return _write(request, form)
    if step != "publish":
        return _preview(request, form)
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    return _publish(request, request.user, form) if form.is_valid() else _write(request, form)


def _publish(request: HttpRequest, actor: Participant, form: SubmitForm) -> HttpResponse:
    try:
        guard(request, actor, Act.DEPOSIT)
        contribution = submit_contribution(
            actor=actor,
            action=form.action,
            title=form.cleaned_data.get("title", ""),
            text=form.cleaned_data["text"],
            theme=form.cleaned_data.get("theme"),
            responds_to=form.cleaned_data.get("responds_to"),
            idempotency_key=form.cleaned_data["key"],
            opened_at=form.opened_at(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return _write(request, form)
    messages.success(request, _("Your text is published."))
    return redirect(f"{reverse('front:contribution', args=[contribution.pk])}?receipt=1")


def _preview(request: HttpRequest, form: SubmitForm) -> HttpResponse:
    if not form.is_valid():
        return _write(request, form)
    context = {"form": form, "action": form.action, "found": form.personal()}
    return render(request, "contributions/preview.html", context)


def _write(request: HttpRequest, form: SubmitForm) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "contributions/submit.html", {"form": form, "action": form.action}, status=status)
