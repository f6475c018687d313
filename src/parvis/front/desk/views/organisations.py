"""Organisations that take part: what is known of each, and what who administers the site does with it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.contributions.queries import has_page
from parvis.front.desk.access import actor_of
from parvis.organisations import queries
from parvis.organisations.domain import verify as domain
from parvis.organisations.domain.correct import correct as correct_organisation
from parvis.organisations.domain.name_lead import name_lead as name_organisation_lead
from parvis.organisations.enums import LIVE, Standing
from parvis.organisations.forms import CorrectForm, LeadForm, RefuseForm, VerifyForm
from parvis.organisations.identity import DESCRIBED
from parvis.organisations.models import Organisation
from parvis.organisations.permissions import can


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Those that wait first; one standing at a time, by pages."""
    if not can(request.user, "look"):
        raise Http404
    wanted = request.GET.get("standing", "")
    standing = wanted if wanted in Standing.values else str(Standing.DECLARED)
    page = queries.declared(standing=standing, page=request.GET.get("page", ""))
    context = {
        "standings": Standing.choices,
        "standing": standing,
        "rows": page.items,
        "waiting": queries.waiting(),
        "previous_url": _page(standing, page.previous),
        "next_url": _page(standing, page.next),
    }
    return render(request, "front/desk/organisations.html", context)


def _page(standing: str, number: int) -> str:
    return f"?{urlencode({'standing': standing, 'page': number})}" if number else ""


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, queries.organisation_for(request.user, pk, "look"))


def _show(request: HttpRequest, organisation: Organisation, typed: Form | None = None) -> HttpResponse:
    """With `typed`, what was refused of it, in place of the form of the same name."""
    may_review = can(request.user, "review")
    hands = queries.hands_of(organisation) if may_review else []
    said = {name: getattr(organisation, name) for name in DESCRIBED}
    forms: dict[type[Form], Form] = {
        VerifyForm: VerifyForm(),
        RefuseForm: RefuseForm(),
        CorrectForm: CorrectForm(initial=said),
        LeadForm: LeadForm(hands=hands),
    }
    if typed is not None:
        forms[type(typed)] = typed
    context = {
        "organisation": organisation,
        "evidence": queries.evidence_on(organisation),
        "may_review": may_review,
        "may_refuse": may_review and organisation.standing in (*LIVE, Standing.CLOSED),
        "has_page": has_page(organisation),
        "hands": hands,
        "asked": queries.asked_to_lead(organisation) if may_review else None,
        "verifying": forms[VerifyForm],
        "refusing": forms[RefuseForm],
        "correcting": forms[CorrectForm],
        "leading": forms[LeadForm],
        "form": typed,
    }
    return render(request, "front/desk/organisation.html", context, status=422 if typed else 200)


@require_POST
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    organisation, form = queries.organisation_for(request.user, pk, "review"), VerifyForm(request.POST)
    told = _("Verified: its page and its texts say so, and those who lead it are told by e-mail.")
    return _decide(
        request,
        organisation,
        form,
        lambda typed: domain.verify(actor=actor_of(request), organisation=organisation, **typed),
        told,
    )


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    organisation, form = queries.organisation_for(request.user, pk, "review"), RefuseForm(request.POST)
    told = _("Refused: nobody signs in its name any longer, and those who lead it have your words.")
    return _decide(
        request,
        organisation,
        form,
        lambda typed: domain.refuse(actor=actor_of(request), organisation=organisation, **typed),
        told,
    )


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    organisation, form = queries.organisation_for(request.user, pk, "review"), CorrectForm(request.POST)
    told = _("Corrected: its page and its texts say so, and those who lead it are told by e-mail.")
    return _decide(
        request,
        organisation,
        form,
        lambda typed: correct_organisation(actor=actor_of(request), organisation=organisation, **typed),
        told,
    )


@require_POST
def name_lead(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = queries.organisation_for(request.user, pk, "review")
    form = LeadForm(request.POST, hands=queries.hands_of(organisation))
    told = _("Done: this person leads it, or will once they accept the invitation.")
    return _decide(
        request,
        organisation,
        form,
        lambda typed: name_organisation_lead(actor=actor_of(request), organisation=organisation, **typed),
        told,
    )


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = queries.organisation_for(request.user, pk, "review")
    try:
        domain.take_back(actor=actor_of(request), organisation=organisation)
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, _("The verification is taken back: it is shown as declared."))
    return redirect("desk_organisation", pk)


def _decide(
    request: HttpRequest,
    organisation: Organisation,
    form: Form,
    act: Callable[..., object],
    told: str,
) -> HttpResponse:
    """Do it with what was typed, or show the page with what is wrong in it."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, told)
            return redirect("desk_organisation", organisation.pk)
    return _show(request, organisation, form)
