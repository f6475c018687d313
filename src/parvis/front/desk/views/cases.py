"""Cases: what is strange, who looked at it, and votes set aside."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.ballots.aside import acts_of, preview
from parvis.ballots.domain.set_aside import put_back, set_aside
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of
from parvis.front.desk.set_aside import AsideForm, ballots_in_words, levels_in_words, lines_of
from parvis.moderation import cases
from parvis.moderation.case_forms import CloseForm
from parvis.moderation.domain.close_case import close_case
from parvis.moderation.enums import Outcome
from parvis.moderation.models import Case
from parvis.moderation.signals import trending


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "moderate")
    context = {
        "consultation": consultation,
        "waiting": cases.waiting_cases(consultation),
        "done": cases.closed_cases(consultation),
        "trending": trending(consultation),
        "acts": lines_of(acts_of(consultation)),
    }
    return render(request, "front/desk/cases.html", context)


@require_safe
def case(request: HttpRequest, pk: int, case_pk: int) -> HttpResponse:
    consultation, found = _fetch(request, pk, case_pk)
    return _show(request, consultation, found, CloseForm())


@require_POST
def close(request: HttpRequest, pk: int, case_pk: int) -> HttpResponse:
    consultation, found = _fetch(request, pk, case_pk)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _show(request, consultation, found, form)
    try:
        outcome = Outcome(form.cleaned_data["outcome"])
        close_case(actor=actor_of(request), case=found, outcome=outcome, note=form.cleaned_data["note"])
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The case is closed."))
    return redirect("desk:cases", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def aside(request: HttpRequest, pk: int) -> HttpResponse:
    """The criteria are in the address: the preview first, then the same with a reason."""
    consultation = consultation_for(request.user, pk, "moderate")
    form = AsideForm(request.POST if request.method == "POST" else request.GET or None)
    is_asked = form.is_bound and form.is_valid()
    if request.method == "POST" and is_asked and form.cleaned_data["reason"]:
        return _set_aside(request, consultation, form)
    context = {"consultation": consultation, "form": form}
    if is_asked:
        found = preview(consultation, form.criterion())
        words = {"ballots": ballots_in_words(found.ballots), "levels": levels_in_words(found.levels)}
        context |= {"preview": found, **words}
    return render(request, "front/desk/set_aside.html", context)


def _set_aside(request: HttpRequest, consultation: ConsultationPage, form: AsideForm) -> HttpResponse:
    try:
        set_aside(
            actor=actor_of(request),
            consultation=consultation,
            criterion=form.criterion(),
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("Set aside. The votes are kept, the pages say so, and you can put them back.")
        )
    return redirect("desk:cases", pk=consultation.pk)


@require_POST
def back(request: HttpRequest, pk: int, act_pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "moderate")
    act = get_object_or_404(acts_of(consultation), pk=act_pk)
    try:
        put_back(actor=actor_of(request), act=act)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("These votes count again."))
    return redirect("desk:cases", pk=pk)


def _fetch(request: HttpRequest, pk: int, case_pk: int) -> tuple[ConsultationPage, Case]:
    consultation = consultation_for(request.user, pk, "moderate")
    found = cases.of_consultation(consultation, case_pk)
    if found is None:
        raise Http404
    return consultation, found


def _show(request: HttpRequest, consultation: ConsultationPage, found: Case, form: CloseForm) -> HttpResponse:
    file = cases.case_file(found)
    context = {
        "consultation": consultation,
        "file": file,
        "contribution": file.contribution,
        "form": form,
        "address": AsideForm.address(consultation, file.criterion),
    }
    return render(request, "front/desk/case.html", context)
