"""Appeals: which wait, each one with what was decided and why, and the delay that the team promises."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations import permissions
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of
from parvis.moderation import appeals
from parvis.moderation.desk import AppealPromiseForm, RulingForm
from parvis.moderation.domain.promise_appeals import promise_appeals
from parvis.moderation.domain.rule import rule
from parvis.moderation.models import Appeal
from parvis.moderation.permissions import can


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    return _list(request, consultation_for(request.user, pk, "moderate"))


def _list(
    request: HttpRequest, consultation: ConsultationPage, form: AppealPromiseForm | None = None
) -> HttpResponse:
    standing = appeals.standing_of(consultation)
    context = {
        "consultation": consultation,
        "standing": standing,
        "waiting": appeals.waiting_appeals(consultation),
        "decided": appeals.decided_appeals(consultation),
        "may_promise": permissions.can(request.user, "answer", consultation),
        "form": form or AppealPromiseForm(initial={"days": standing.promised}),
    }
    return render(request, "front/desk/appeals.html", context)


@require_POST
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    """The delay holds for the appeals sent from now on."""
    consultation = consultation_for(request.user, pk, "answer")
    form = AppealPromiseForm(request.POST)
    if not form.is_valid():
        return _list(request, consultation, form)
    try:
        promise_appeals(actor=actor_of(request), consultation=consultation, days=form.cleaned_data["days"])
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Promised, in public, for the appeals sent from now on."))
    return redirect("desk:appeals", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, pk: int, appeal_pk: int) -> HttpResponse:
    """Read it, and decide; whoever took the decision reads it, and cannot."""
    consultation = consultation_for(request.user, pk, "moderate")
    found = appeals.appeal_in(consultation, appeal_pk)
    if found is None:
        raise Http404
    form = RulingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            rule(actor=actor_of(request), appeal=found, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Decided. The author is told by e-mail, with your words."))
            return redirect("desk:appeals", pk=pk)
    return _show(request, consultation, found, form)


def _show(
    request: HttpRequest, consultation: ConsultationPage, found: Appeal, form: RulingForm
) -> HttpResponse:
    context = {
        "consultation": consultation,
        "appeal": found,
        "decision": found.decision,
        "clock": appeals.Clocks(consultation).of(found),
        "may_rule": found.ruled is None and not found.is_void and can(request.user, "rule", found),
        "deciders": appeals.deciders(found.decision),
        "may_edit": permissions.can(request.user, "edit", consultation),
        "form": form,
    }
    return render(request, "front/desk/appeal.html", context)
