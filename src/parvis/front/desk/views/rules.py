"""The rules that a consultation keeps, what is declared, the record of personal data, the decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.conduct.desk import AttestForm, DecisionForm, RecordForm
from parvis.conduct.domain import attest as attesting
from parvis.conduct.domain.decide import decide
from parvis.conduct.domain.keep_record import keep_record
from parvis.conduct.domain.open_consultation import in_the_way
from parvis.conduct.enums import Mode, Step
from parvis.conduct.models import RECORD, Attestation, DataRecord
from parvis.conduct.permissions import can
from parvis.conduct.queries import book_of, gather, gather_texts
from parvis.conduct.rules.book import BY_CODE
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of

PLACES = {
    "phases": "desk:consultation",
    "resources": "desk:consultation",
    "synthesis": "desk:synthesis",
    "consultation": "desk:consultation",
    "team": "desk:team",
    "kinds": "desk:kinds",
    "appeals": "desk:appeals",
    "cases": "desk:cases",
    "changes": "desk:changes",
    "queue": "desk:queue",
    "identity": "desk:identity",
    "questions": "desk:questions",
    "contributions": "desk:contributions",
    "record": "desk:record",
    "decision": "desk:decision",
    "commitments": "desk:commitments",
    "rehearsal": "desk:rehearsal",
    "outages": "desk:outages",
    "panel": "desk:panel",
}
"""Where each lack is mended."""


def address_of(place: str, rule: str, consultation: ConsultationPage) -> str:
    if place == "attest":
        return reverse("desk:attest", args=[consultation.pk, rule])
    if place == "site":
        return reverse("desk_site")
    if place == "texts":
        return reverse("wagtailadmin_pages:edit", args=[consultation.pk])
    return reverse(PLACES[place], args=[consultation.pk])


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """As they will be judged when the texts saved last are published."""
    consultation = consultation_for(request.user, pk, "see_desk")
    facts = gather(consultation, page=gather_texts(consultation))
    book = book_of(facts, step=max(facts.step, Step.ANNOUNCED))
    is_leading = can(request.user, "open", consultation)
    context = {
        "consultation": consultation,
        "book": book,
        "in_the_way": in_the_way(consultation),
        "may_publish": is_leading and not consultation.live,
        "may": {"attest": can(request.user, "attest", consultation)},
        "todo": [
            (line, address_of(line.finding.place, line.rule.code, consultation))
            for line in (*book.blocking, *book.warning)
            if line.finding
        ],
        "is_over": facts.is_over,
    }
    return render(request, "front/desk/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def attest(request: HttpRequest, pk: int, rule: str) -> HttpResponse:
    """Declare that a rule holds."""
    consultation = consultation_for(request.user, pk, "vouch" if rule in attesting.ANOTHER else "edit")
    if rule not in BY_CODE or BY_CODE[rule].mode == Mode.CHECKED:
        raise Http404
    if reason := attesting.why_not(actor=actor_of(request), consultation=consultation, rule=rule):
        messages.error(request, reason)
        return redirect("desk:rules", pk=pk)
    form = AttestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            attesting.attest(
                actor=actor_of(request), consultation=consultation, rule=rule, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Declared: everybody sees it."))
            return redirect("desk:rules", pk=pk)
    context = {"consultation": consultation, "rule": BY_CODE[rule], "form": form}
    return render(request, "front/desk/attest.html", context)


@require_POST
def take_back(request: HttpRequest, pk: int, attestation_pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    found = Attestation.objects.filter(consultation=consultation, pk=attestation_pk).first()
    if found is None:
        raise Http404
    try:
        attesting.take_back(actor=actor_of(request), attestation=found)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Taken back: the rule no longer holds."))
    return redirect("desk:rules", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """The record of personal data."""
    consultation = consultation_for(request.user, pk, "edit")
    kept = DataRecord.objects.filter(consultation=consultation).first() or DataRecord()
    said = {name: getattr(kept, name) for name in RECORD}
    form = RecordForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_valid():
        try:
            keep_record(actor=actor_of(request), consultation=consultation, said=form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kept."))
            return redirect("desk:rules", pk=pk)
    return render(request, "front/desk/record.html", {"consultation": consultation, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish what was decided."""
    consultation = consultation_for(request.user, pk, "edit")
    facts = gather(consultation)
    form = DecisionForm(
        request.POST if request.method == "POST" else None, initial={"signature": consultation.decision_maker}
    )
    if form.is_valid():
        try:
            decide(actor=actor_of(request), consultation=consultation, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Published: everybody sees it."))
            return redirect("desk:rules", pk=pk)
    context = {"consultation": consultation, "form": form, "decision": facts.decision}
    return render(request, "front/desk/decision.html", context)
