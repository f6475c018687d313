"""Who works on a consultation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.consultations.domain.appoint import dismiss, invite
from parvis.consultations.enums import Role
from parvis.consultations.forms import TeamForm
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of, still_has_a_desk


@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    form = TeamForm(request.POST or None)
    if form.is_valid():
        try:
            role = Role(form.cleaned_data["role"])
            invite(
                actor=actor_of(request),
                consultation=consultation,
                email=form.cleaned_data["email"],
                role=role,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The team has changed. The person is told by e-mail."))
            return redirect("desk:team", pk=pk)
    members = consultation.team.select_related("participant").order_by("role", "pk")
    return render(
        request, "front/desk/team.html", {"consultation": consultation, "form": form, "members": members}
    )


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
