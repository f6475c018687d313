"""What the public body commits itself to, at the desk: promise it, plan its steps, tell its news."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.composition.commitments import shown_in
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import done, posted
from parvis.restitution.commitment_forms import (
    ChargeForm,
    CommitmentForm,
    FinishForm,
    MilestoneForm,
    UpdateForm,
)
from parvis.restitution.commitment_queries import commitment_of
from parvis.restitution.domain import commit as committing
from parvis.restitution.models import Commitment

STEP = "step_%s"
"""Identifiers of the fields of a step, on a page where another form asks for a day as well."""


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "answer")
    context = {"consultation": consultation, "rows": shown_in(consultation)}
    return render(request, "front/desk/commitments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """The texts chosen in the list of contributions (`?text=`) are those that it answers."""
    consultation = consultation_for(request.user, pk, "answer")
    chosen = " ".join(f"C-{text}" for text in request.GET.getlist("text")[: committing.MOST_LINKS])
    initial = {"owner": consultation.organiser, "contributions": chosen}
    form = CommitmentForm(posted(request), consultation=consultation, initial=initial)
    if form.is_valid():
        try:
            made = committing.commit(actor=actor_of(request), consultation=consultation, draft=form.draft())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, _("The commitment is public. Plan its steps, so that one sees it move.")
            )
            return redirect("desk:commitment", pk=pk, number=made.number)
    context = {"consultation": consultation, "form": form}
    return render(request, "front/desk/commitment_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def commitment(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Everything of one; what is posted is news of it."""
    consultation, found = _fetch(request, pk, number)
    form = UpdateForm(posted(request), commitment=found)
    if form.is_valid():
        given = {"actor": actor_of(request), "commitment": found, "draft": form.draft()}
        if done(form, committing.update, **given):
            messages.success(request, _("The news are public, and told to those whom it answers."))
            return redirect("desk:commitment", pk=pk, number=number)
    return _show(request, consultation, found, update_form=form)


@require_POST
def add_milestone(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    consultation, found = _fetch(request, pk, number)
    form = MilestoneForm(request.POST, auto_id=STEP)
    if form.is_valid():
        given = {"actor": actor_of(request), "commitment": found, **form.cleaned_data}
        if done(form, committing.add_milestone, **given):
            messages.success(request, _("The step is public."))
            return redirect("desk:commitment", pk=pk, number=number)
    return _show(request, consultation, found, milestone_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, pk: int, number: int, milestone_pk: int) -> HttpResponse:
    """Say that a step is done, with what shows it."""
    consultation, found = _fetch(request, pk, number)
    step = get_object_or_404(found.milestones, pk=milestone_pk)
    form = FinishForm(posted(request))
    if form.is_valid():
        given = {"actor": actor_of(request), "milestone": step, **form.cleaned_data}
        if done(form, committing.finish_milestone, **given):
            messages.success(request, _("The step is done: everybody sees it, with its evidence."))
            return redirect("desk:commitment", pk=pk, number=number)
    context = {"consultation": consultation, "commitment": found, "step": step, "form": form}
    return render(request, "front/desk/milestone.html", context, status=422 if form.errors else 200)


@require_POST
def charge(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Choose who is reminded."""
    consultation, found = _fetch(request, pk, number)
    form = ChargeForm(request.POST, consultation=consultation)
    if form.is_valid():
        given = {"actor": actor_of(request), "commitment": found, "person": form.cleaned_data["in_charge"]}
        if done(form, committing.put_in_charge, **given):
            messages.success(request, _("Kept: they get the next reminders."))
            return redirect("desk:commitment", pk=pk, number=number)
    return _show(request, consultation, found, charge_form=form)


def _fetch(request: HttpRequest, pk: int, number: int) -> tuple[ConsultationPage, Commitment]:
    consultation = consultation_for(request.user, pk, "answer")
    found = commitment_of(consultation, number)
    if found is None:
        raise Http404
    return consultation, found


def _show(
    request: HttpRequest, consultation: ConsultationPage, found: Commitment, **forms: Form
) -> HttpResponse:
    charged: dict[str, Any] = {"in_charge": found.in_charge_id}
    context = {
        "consultation": consultation,
        "commitment": found,
        "update_form": UpdateForm(commitment=found),
        "milestone_form": MilestoneForm(auto_id=STEP),
        "charge_form": ChargeForm(consultation=consultation, initial=charged),
        **forms,
    }
    wrong = any(form.errors for form in forms.values())
    return render(request, "front/desk/commitment.html", context, status=422 if wrong else 200)
