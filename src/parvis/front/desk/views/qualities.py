"""The six qualities, for the team: what would raise each now, and how many people are concerned."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.consultations.queries import consultation_for
from parvis.front.composition.qualities import for_the_desk
from parvis.front.desk.access import actor_of
from parvis.jobs.queue import defer_once
from parvis.quality.domain.name_target import name_target
from parvis.quality.forms import TargetForm
from parvis.quality.permissions import can
from parvis.quality.tasks import measure_one


@require_http_methods(["GET", "HEAD", "POST"])
def qualities(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole team reads it; organisers say how many people are concerned."""
    is_post = request.method == "POST"
    consultation = consultation_for(request.user, pk, "edit" if is_post else "see_desk")
    form = TargetForm(request.POST if is_post else None)
    if form.is_valid():
        try:
            name_target(actor=actor_of(request), consultation=consultation, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kept: the next measure counts with it."))
            return redirect("desk:qualities", pk=pk)
    context = {
        "consultation": consultation,
        "view": for_the_desk(consultation),
        "form": form,
        "may_name": can(request.user, "name_target", consultation),
    }
    return render(request, "front/desk/qualities.html", context, status=422 if form.errors else 200)


@require_POST
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a measure of now; the team only."""
    consultation = consultation_for(request.user, pk, "see_desk")
    if not can(request.user, "measure", consultation):
        raise Http404
    defer_once(measure_one, lock=f"quality-{pk}", consultation_id=pk)
    messages.success(request, _("The qualities are being measured: reload this page in a moment."))
    return redirect("desk:qualities", pk=pk)
