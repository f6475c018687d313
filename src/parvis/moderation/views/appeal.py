"""Appealing, once, because one's text was hidden; and reading what became of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.contributions import permissions as contributions
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate import permissions as debate
from parvis.debate.models import Argument
from parvis.moderation.appeals import Clocks, deciders, decision_on_mine, is_open
from parvis.moderation.domain.appeal import appeal as domain_appeal
from parvis.moderation.forms import AppealForm
from parvis.moderation.models import Decision


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    decision = decision_on_mine(request.user, pk)
    if decision is None:
        raise Http404
    form = AppealForm(request.POST if request.method == "POST" else held(request, request.path))
    if request.method == "POST" and form.is_valid():
        try:
            domain_appeal(actor=request.user, decision=decision, text=form.cleaned_data["text"])
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Your appeal is recorded. You receive the decision by e-mail."))
            return redirect("moderation:appeal", pk)
    return _page(request, decision, form)


def _page(request: HttpRequest, decision: Decision, form: AppealForm) -> HttpResponse:
    appealed, clocks = decision.appealed, Clocks(decision.about.consultation)
    waits = appealed is not None and appealed.ruled is None and not appealed.is_void
    may_appeal = is_open(decision)
    context = {
        "decision": decision,
        "appeal": appealed,
        "clock": clocks.of(appealed) if appealed else None,
        "is_open": may_appeal,
        "promised": clocks.promised,
        "is_alone": (waits or may_appeal) and not deciders(decision),
        "withdrawal": _withdrawal(request, decision.target) if decision.target.state == State.HIDDEN else "",
        "form": form,
    }
    return render(request, "moderation/appeal.html", context, status=422 if form.errors else 200)


def _withdrawal(request: HttpRequest, target: Contribution | Argument) -> str:
    """Where to take the hidden words back, for whoever may."""
    if isinstance(target, Argument):
        may = all(debate.can(request.user, action, target) for action in ("read", "withdraw"))
        route = "debate:withdraw"
    else:
        may = contributions.can(request.user, "withdraw", target)
        route = "contributions:withdraw"
    return reverse(route, args=[target.pk]) if may else ""
