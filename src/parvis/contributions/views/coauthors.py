"""Who signs a text with its author: the author invites and ends, each co-author accepts and leaves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard
from parvis.accounts.limits import Act
from parvis.accounts.views.profile import me
from parvis.contributions import cosigning, queries
from parvis.contributions.domain import coauthor as domain
from parvis.contributions.forms.coauthors import InviteForm
from parvis.contributions.invitations import read_token
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can, is_author, is_coauthor


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def coauthors(request: HttpRequest, pk: int) -> HttpResponse:
    """For its author and its co-authors alone; a POST invites."""
    actor, contribution = me(request), queries.contribution_by_id(pk)
    if not (is_author(actor, contribution) or is_coauthor(actor, contribution)):
        raise Http404
    if request.method != "POST":
        return _show(request, contribution, InviteForm())
    form = InviteForm(request.POST)
    if not can(actor, "share", contribution):
        raise Http404
    if not form.is_valid() or not _invited(request, contribution, form):
        return _show(request, contribution, form)
    return redirect("contributions:coauthors", pk)


def _show(request: HttpRequest, contribution: Contribution, form: InviteForm) -> HttpResponse:
    actor = me(request)
    waiting = cosigning.coauthors_invited(contribution) if is_author(actor, contribution) else []
    context = {
        "contribution": contribution,
        "is_mine": is_author(actor, contribution),
        "may_invite": can(actor, "share", contribution),
        "coauthors": cosigning.coauthors_of(contribution),
        "invitations": [(one, "" if one.email else domain.address_of(one)) for one in waiting],
        "form": form,
        "actor": actor,
    }
    return render(request, "contributions/coauthors.html", context, status=422 if form.errors else 200)


def _invited(request: HttpRequest, contribution: Contribution, form: InviteForm) -> bool:
    email = form.cleaned_data["email"]
    try:
        guard(request, me(request), Act.INVITATION)
        domain.invite(actor=me(request), contribution=contribution, email=email)
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return False
    told = _("The invitation is on its way.") if email else _("The link is made: hand it on to one person.")
    messages.success(request, told)
    return True


@login_required
@require_POST
def end(request: HttpRequest, pk: int, coauthor_pk: int) -> HttpResponse:
    """The author ends it with one of them, or a co-author with the text."""
    actor, contribution = me(request), queries.contribution_by_id(pk)
    found = cosigning.coauthor_in(contribution, coauthor_pk)
    if not is_author(actor, contribution) and found.participant_id != actor.pk:
        raise Http404
    try:
        domain.end(actor=actor, coauthor=found)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        told = _("This person no longer signs the text.")
        messages.success(request, told if found.participant_id else _("The invitation is taken back."))
    if is_author(actor, contribution):
        return redirect("contributions:coauthors", pk)
    return redirect("front:contribution", pk)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Read the text, then accept to sign it. A link that is no longer good has no page."""
    actor, invitation = me(request), read_token(token)
    contribution = queries.contribution_by_id(invitation.contribution_id) if invitation else None
    if invitation is None or contribution is None or not _may_read(request, contribution):
        return render(request, "contributions/no_invitation.html", status=410)
    if request.method != "POST":
        return render(request, "contributions/cosign.html", {"contribution": contribution})
    try:
        domain.accept(actor=actor, invitation=invitation)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("You sign this text with its author."))
    return redirect("front:contribution", contribution.pk)


def _may_read(request: HttpRequest, contribution: Contribution) -> bool:
    return can(request.user, "read", contribution) and can(request.user, "cosign", contribution)
