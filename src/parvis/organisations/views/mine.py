"""The organisations for which one acts: declare, invite, hand over, leave."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard
from parvis.accounts.limits import Act
from parvis.accounts.views.profile import me
from parvis.organisations import queries
from parvis.organisations.domain import part
from parvis.organisations.domain.declare import declare as declare_organisation
from parvis.organisations.domain.invite import address_of
from parvis.organisations.domain.invite import invite as invite_to
from parvis.organisations.domain.join import join as join_organisation
from parvis.organisations.forms import DeclareForm, InviteForm
from parvis.organisations.models import Organisation
from parvis.organisations.permissions import can
from parvis.organisations.tokens import read_token


@never_cache
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Those for which I act."""
    return render(request, "organisations/mine.html", {"rows": queries.organisations_of(me(request))})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest) -> HttpResponse:
    """One short form; the organisation takes part at once, not verified."""
    form = DeclareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            guard(request, me(request), Act.INVITATION)
            made = declare_organisation(actor=me(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(
                request, _("Your organisation is declared. The team of the site will look at it.")
            )
            return redirect("organisations:manage", made.pk)
    return render(request, "organisations/declare.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@login_required
@require_safe
def manage(request: HttpRequest, pk: int) -> HttpResponse:
    """Who acts for it and, for those who lead, the invitations."""
    organisation = queries.organisation_for(me(request), pk, "represent")
    return _show(request, organisation, InviteForm())


def _show(request: HttpRequest, organisation: Organisation, form: InviteForm) -> HttpResponse:
    actor = me(request)
    leads = can(actor, "manage", organisation)
    invitations = queries.invitations_of(organisation) if leads else []
    context = {
        "organisation": organisation,
        "leads": leads,
        "hands": queries.hands_of(organisation),
        "invitations": [(one, "" if one.email else address_of(one)) for one in invitations],
        "form": form,
        "actor": actor,
    }
    return render(request, "organisations/manage.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a mail, or make a link that the page then shows."""
    organisation = queries.organisation_for(me(request), pk, "manage")
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _show(request, organisation, form)
    email = form.cleaned_data["email"]
    try:
        guard(request, me(request), Act.INVITATION)
        invite_to(actor=me(request), organisation=organisation, email=email)
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return _show(request, organisation, form)
    told = _("The invitation is on its way.") if email else _("The link is made: hand it on to one person.")
    messages.success(request, told)
    return redirect("organisations:manage", pk)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    actor = me(request)
    row = queries.representative_in(queries.organisation_for(actor, pk, "manage"), person_pk)
    told = _("This person no longer acts for the organisation.")
    told = told if row.participant_id else _("The invitation is taken back.")
    return _done(request, lambda: part.remove(actor=actor, representative=row), told, pk)


@login_required
@require_POST
def hand_over(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    actor = me(request)
    row = queries.representative_in(queries.organisation_for(actor, pk, "manage"), person_pk)
    told = _("The lead is handed over.")
    return _done(request, lambda: part.hand_over(actor=actor, representative=row), told, pk)


@login_required
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    actor = me(request)
    organisation = queries.organisation_for(actor, pk, "represent")
    told = _("You no longer act for this organisation.")
    return _done(request, lambda: part.leave(actor=actor, organisation=organisation), told, pk)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what closing does, then do it."""
    actor = me(request)
    organisation = queries.organisation_for(actor, pk, "manage")
    if request.method != "POST":
        return render(request, "organisations/close.html", {"organisation": organisation})
    told = _("The organisation is closed: it takes part no longer.")
    return _done(request, lambda: part.close(actor=actor, organisation=organisation), told, pk)


def _done(request: HttpRequest, act: Callable[[], None], told: str, pk: int) -> HttpResponse:
    """Do it, or say why not; back to the organisation, or to the list when it is no longer mine."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("organisations:manage", pk)
    messages.success(request, told)
    mine = any(row.organisation_id == pk for row in queries.organisations_of(me(request)))
    return redirect("organisations:manage", pk) if mine else redirect("organisations:mine")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Read what one is invited to, then accept. A link that is no longer good has no page."""
    invitation = read_token(token)
    if invitation is None:
        return render(request, "organisations/no_invitation.html", status=410)
    if request.method == "POST":
        try:
            join_organisation(actor=me(request), invitation=invitation)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
            return redirect("organisations:mine")
        messages.success(request, _("You now act for this organisation, and may sign in its name."))
        return redirect("organisations:manage", invitation.organisation_id)
    context = {"organisation": invitation.organisation, "leads": invitation.is_asked_to_lead}
    return render(request, "organisations/join.html", context)
