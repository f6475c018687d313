"""What a team does about a ballot: costs of projects, votes given on paper."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.ballots.domain.enter_paper import cancel_batch, enter_batch
from parvis.ballots.domain.set_costs import set_costs
from parvis.ballots.forms import CostsForm, SheetsForm, paper_choices
from parvis.ballots.methods import method_of
from parvis.ballots.models import PaperBatch
from parvis.consultations.enums import BallotMethod, Verb
from parvis.consultations.models import PhaseAction
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of


@require_http_methods(["GET", "POST"])
def costs(request: HttpRequest, pk: int, ballot_pk: int) -> HttpResponse:
    ballot = _ballot(request, pk, ballot_pk)
    if ballot.ballot_method != BallotMethod.BUDGET:
        raise Http404
    form = CostsForm(request.POST or None, ballot=ballot)
    if form.is_valid():
        try:
            set_costs(actor=actor_of(request), ballot=ballot, costs=form.costs())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The costs were changed."))
            return redirect("desk:consultation", pk=pk)
    return _show(request, "front/desk/costs.html", ballot, form)


@require_http_methods(["GET", "POST"])
def sheets(request: HttpRequest, pk: int, ballot_pk: int) -> HttpResponse:
    ballot = _ballot(request, pk, ballot_pk)
    if not paper_choices(ballot):
        raise Http404
    form = SheetsForm(request.POST or None, ballot=ballot)
    if form.is_valid():
        try:
            enter_batch(
                actor=actor_of(request),
                ballot=ballot,
                label=form.cleaned_data["label"],
                sheets=form.cleaned_data["sheets"],
                counts=form.counts(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The batch was entered."))
            return redirect("desk:sheets", pk=pk, ballot_pk=ballot_pk)
    return _show(request, "front/desk/sheets.html", ballot, form)


@require_POST
def cancel(request: HttpRequest, pk: int, ballot_pk: int, batch_pk: int) -> HttpResponse:
    ballot = _ballot(request, pk, ballot_pk)
    batch = get_object_or_404(PaperBatch.objects.select_related("ballot"), pk=batch_pk, ballot=ballot)
    try:
        cancel_batch(actor=actor_of(request), batch=batch)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The batch was cancelled."))
    return redirect("desk:sheets", pk=pk, ballot_pk=ballot_pk)


def _ballot(request: HttpRequest, pk: int, ballot_pk: int) -> PhaseAction:
    consultation = consultation_for(request.user, pk, "edit")
    rows = PhaseAction.objects.filter(verb=Verb.VOTE, phase__consultation=consultation)
    return get_object_or_404(rows.select_related("kind", "phase__consultation"), pk=ballot_pk)


def _show(request: HttpRequest, template: str, ballot: PhaseAction, form: object) -> HttpResponse:
    context = {
        "consultation": ballot.phase.consultation,
        "ballot": ballot,
        "form": form,
        "explanation": method_of(ballot.ballot_method).explain(ballot),
        "batches": ballot.paper_batches.select_related("entered_by"),
    }
    return render(request, template, context)
