"""Who works on a consultation, and who is invited to."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.consultations.domain import join_team as inviting
from parvis.consultations.domain.appoint import dismiss
from parvis.consultations.enums import Role
from parvis.consultations.forms import TeamForm
from parvis.consultations.queries import consultation_for
from parvis.consultations.roles import duties_of
from parvis.consultations.team_invitations import good
from parvis.front.desk.access import actor_of, still_has_a_desk
from parvis.jobs.forgetting import TEAM_INVITATIONS


@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """A POST invites somebody; whatever is at that address, the answer is the same."""
    consultation = consultation_for(request.user, pk, "edit")
    form = TeamForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        asked = {"email": form.cleaned_data["email"], "role": Role(form.cleaned_data["role"])}
        try:
            inviting.invite_to_team(actor=actor_of(request), consultation=consultation, **asked)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("desk:team", pk=pk)
    invitations = consultation.team_invitations.exclude(email="").select_related("invited_by")
    context = {
        "consultation": consultation,
        "form": form,
        "members": consultation.team.select_related("participant").order_by("role", "pk"),
        "invitations": invitations,
        "good": set(good().filter(consultation=consultation).values_list("pk", flat=True)),
        "days": TEAM_INVITATIONS.days,
        "roles": [duties_of(role) for role in Role],
    }
    return render(request, "front/desk/team.html", context)


@require_POST
def invite_again(request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
    return _on(request, pk, invitation_pk, inviting.invite_again, _("The invitation is on its way again."))


@require_POST
def revoke(request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
    told = _("The invitation is taken back, and its address forgotten.")
    return _on(request, pk, invitation_pk, inviting.revoke_invitation, told)


def _on(
    request: HttpRequest, pk: int, invitation_pk: int, act: Callable[..., None], told: str
) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    invitation = get_object_or_404(consultation.team_invitations.all(), pk=invitation_pk)
    try:
        act(actor=actor_of(request), invitation=invitation)
        messages.success(request, told)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:team", pk=pk)


@require_POST
def leave(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    member = get_object_or_404(consultation.team.all(), pk=member_pk)
    try:
        dismiss(actor=actor_of(request), member=member)
        messages.success(request, _("The team has changed."))
    except Refused as refused:
        messages.error(request, str(refused))
    if member.participant_id == request.user.pk:
        return redirect("desk:index" if still_has_a_desk(actor_of(request)) else "front:home")
    return redirect("desk:team", pk=pk)
