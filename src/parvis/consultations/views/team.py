"""Accept a place in a team."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.accounts.views.profile import me
from parvis.consultations.domain.join_team import is_for, join_team
from parvis.consultations.enums import Role
from parvis.consultations.roles import duties_of
from parvis.consultations.team_invitations import good, read_token


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Read what one is asked and what it makes known, then accept, with the address that was written to."""
    found = read_token(token)
    if found is None or not good().filter(pk=found.pk).exists():
        return render(request, "consultations/no_team_invitation.html", {"found": found}, status=410)
    if not is_for(me(request), found):
        return render(request, "consultations/other_address.html", status=403)
    if request.method == "POST":
        try:
            join_team(actor=me(request), invitation=found)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("You are in the team: this is its desk."))
            return redirect("desk:consultation", pk=found.consultation_id)
    context = {"invitation": found, "duties": duties_of(Role(found.role))}
    return render(request, "consultations/join_team.html", context)
