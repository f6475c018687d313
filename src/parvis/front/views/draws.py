"""Drawn panels: what is drawn and how, the report that anybody draws again, and the call for volunteers."""

from __future__ import annotations

import json
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.consultations.queries import consultation_by_slug
from parvis.draws import replay as replaying
from parvis.draws.domain.volunteer import volunteer, withdraw
from parvis.draws.enums import Stage
from parvis.draws.forms import VolunteerForm
from parvis.draws.letters import receipt_of
from parvis.draws.models import Candidate, Draw
from parvis.draws.permissions import can
from parvis.draws.queries import candidacy_of, public_draw, public_draws, quotas_of, report_of
from parvis.front.composition.draws import compose, people_rows
from parvis.ui.spreadsheet import csv_lines

SCRIPT = Path(replaying.__file__)


@require_safe
def draws(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    context = {"consultation": consultation, "draws": list(public_draws(consultation))}
    return render(request, "front/draws.html", context)


@require_safe
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    found = public_draw(request.user, pk)
    context = {"view": compose(found), "consultation": found.consultation}
    return render(request, "front/draw.html", context)


@require_safe
def report_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The report, as `replay.py` reads it; 404 until the list is public."""
    found = _published(request, pk)
    body = json.dumps(report_of(found), ensure_ascii=False, indent=None)
    return _file(found, body, "application/json", f"draw-{pk}.json")


@require_safe
def people_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The numbers of the list, with their chances; 404 until it is public."""
    found = _published(request, pk)
    return _file(found, "".join(csv_lines(people_rows(found))), "text/csv", f"draw-{pk}.csv")


@require_safe
def replay(request: HttpRequest) -> HttpResponse:
    """The script that draws again, which needs nothing but Python."""
    response = HttpResponse(SCRIPT.read_text(encoding="utf-8"), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="replay.py"'
    response["Cache-Control"] = "public, max-age=3600"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def volunteer_for(request: HttpRequest, pk: int) -> HttpResponse:
    """The form while the call is open; then, to those who are in the pool, their number and their receipt."""
    found = public_draw(request.user, pk)
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    mine = candidacy_of(found, request.user.pk)
    if found.stage != Stage.CALLING:
        return _mine(request, found, mine)
    if not can(request.user, "volunteer", found.consultation):
        messages.error(request, _("Whoever prepares this consultation is not drawn."))
        return redirect("front:draw", pk)
    form = _form(request, found, mine)
    if request.method == "POST" and form.is_valid() and _done(request.user, found, form):
        messages.success(request, _("Thank you: you are among those who may be drawn. We will write to you."))
        return redirect("front:draw", pk)
    context = {"draw": found, "consultation": found.consultation, "form": form, "mine": mine}
    return render(request, "front/draw_volunteer.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def withdraw_from(request: HttpRequest, pk: int) -> HttpResponse:
    found = public_draw(request.user, pk)
    if not isinstance(request.user, Participant):
        raise Http404
    try:
        withdraw(actor=request.user, draw=found)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("You left this draw; what you said for it is erased."))
    return redirect("front:draw", pk)


def _form(request: HttpRequest, draw: Draw, mine: Candidate | None) -> VolunteerForm:
    features = quotas_of(draw)
    initial: dict[str, str] = {}
    if mine:
        initial = {"name": mine.name, "address": mine.address}
        initial |= {f"feature_{place}": mine.said.get(one.name, "") for place, one in enumerate(features)}
    typed = request.POST if request.method == "POST" else held(request, request.path)
    return VolunteerForm(typed, features=features, by_home=draw.one_by_home, initial=initial)


def _done(person: Participant, draw: Draw, form: VolunteerForm) -> bool:
    values = form.cleaned_data
    try:
        volunteer(
            actor=person,
            draw=draw,
            name=values["name"],
            address=values.get("address", ""),
            said=form.said(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _mine(request: HttpRequest, draw: Draw, mine: Candidate | None) -> HttpResponse:
    if mine is None or not mine.name or mine.number is None:
        messages.error(request, _("Volunteers are no longer called."))
        return redirect("front:draw", draw.pk)
    context = {"draw": draw, "consultation": draw.consultation, "mine": mine, "receipt": receipt_of(mine)}
    return render(request, "front/draw_receipt.html", context)


def _published(request: HttpRequest, pk: int) -> Draw:
    found = public_draw(request.user, pk)
    if not found.is_published:
        raise Http404
    return found


def _file(draw: Draw, body: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "public, max-age=60" if draw.consultation.live else "private, no-store"
    return response
