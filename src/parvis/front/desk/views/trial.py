"""A trial with people: the link that lets them in, and what they remarked."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.conduct.domain.hold_trial import end_trial, open_trial
from parvis.conduct.trials import VALID, DraftTrial
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of

LINK = "trial_link"
"""In the session, for the one page that shows it."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a link, which is shown once; read what was remarked."""
    consultation = consultation_for(request.user, pk, "edit")
    if request.method == "POST":
        return _open(request, consultation)
    found = DraftTrial.objects.filter(consultation=consultation).first()
    is_open = DraftTrial.objects.current().filter(consultation=consultation).exists()
    context = {
        "consultation": consultation,
        "is_draft": not consultation.live and consultation.first_published_at is None,
        "until": found.opened_at + VALID if found and is_open else None,
        "link": request.session.pop(LINK, "") if is_open else "",
        "remarks": list(found.remarks.all()) if found else [],
    }
    return render(request, "front/desk/trial.html", context)


def _open(request: HttpRequest, consultation: ConsultationPage) -> HttpResponse:
    try:
        code = open_trial(actor=actor_of(request), consultation=consultation)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        request.session[LINK] = settings.PARVIS_ADDRESS + reverse("front:trial", args=[code])
    return redirect("desk:trial", pk=consultation.pk)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    try:
        end_trial(actor=actor_of(request), consultation=consultation)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The trial is over: its link opens nothing any more."))
    return redirect("desk:trial", pk=consultation.pk)
