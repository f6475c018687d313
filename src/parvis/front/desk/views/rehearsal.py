"""Rehearse a consultation, and read what the last rehearsals found."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.conduct.domain.rehearse import rehearse
from parvis.conduct.enums import Step
from parvis.conduct.permissions import can
from parvis.conduct.queries import gather
from parvis.conduct.rehearsal.report import steps_of
from parvis.conduct.trials import TrialRemark
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of

SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
def rehearsal(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of the last one, the dates of the others, and the button."""
    if request.method == "POST":
        return _rehearse(request, consultation_for(request.user, pk, "edit"))
    consultation = consultation_for(request.user, pk, "see_desk")
    made = list(consultation.rehearsals.all()[:SHOWN])
    has_begun = gather(consultation).step > Step.ANNOUNCED
    context = {
        "consultation": consultation,
        "last": made[0] if made else None,
        "steps": steps_of(made[0]) if made else [],
        "earlier": made[1:],
        "may_rehearse": can(request.user, "rehearse", consultation) and not has_begun,
        "has_begun": has_begun,
        "may_hold_trial": can(request.user, "hold_trial", consultation),
        "remarks": TrialRemark.objects.filter(trial__consultation=consultation).count(),
    }
    return render(request, "front/desk/rehearsal.html", context)


def _rehearse(request: HttpRequest, consultation: ConsultationPage) -> HttpResponse:
    try:
        made = rehearse(actor=actor_of(request), consultation=consultation)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if made.passed:
            messages.success(request, _("The rehearsal passed. Nothing of it is left but this report."))
        else:
            messages.error(request, _("The rehearsal found what does not work: it is said below what to do."))
    return redirect("desk:rehearsal", pk=consultation.pk)
