"""Drawn panels at the desk: what is asked, the pool, the list, the draw, and those who come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.draws.domain import edit_draw, fill_pool, follow_up, prepare_draw, volunteer
from parvis.draws.domain.draw_panel import draw_panel
from parvis.draws.enums import EMPTY, Stage
from parvis.draws.forms import DrawForm, PoolForm, PrepareForm, SeedForm, StateForm
from parvis.draws.letters import receipt_of
from parvis.draws.models import Draw, Seat
from parvis.draws.people_sheet import template_rows
from parvis.draws.permissions import can
from parvis.draws.queries import draw_for, draws_of, proposed_features, quotas_of, seats_of
from parvis.draws.quotas import written
from parvis.front.composition.draw_troubles import trouble_of
from parvis.front.composition.draws import compose
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, done, posted
from parvis.ui.spreadsheet import csv_lines
from parvis.ui.words import number

PROPOSED = 30
"""The size of the panel for which quotas are proposed, until another is asked."""


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "see_desk")
    context = {
        "consultation": consultation,
        "draws": list(draws_of(consultation)),
        "may_draw": can(request.user, "draw", consultation),
    }
    return render(request, "front/desk/draws.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Quotas are proposed from the populations of reference, for `?size=`."""
    consultation = consultation_for(request.user, pk, "edit")
    asked = request.GET.get("size", "")
    size = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else PROPOSED
    proposed = written(proposed_features(consultation, size=size))
    form = DrawForm(posted(request), initial={"size": size, "quotas": proposed})
    if form.is_valid():
        try:
            made = edit_draw.add_draw(actor=actor_of(request), consultation=consultation, draft=form.draft())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("desk:draw", pk=pk, draw_pk=made.pk)
    return _show(request, consultation, form, is_proposed=bool(proposed))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, draw_pk: int) -> HttpResponse:
    found = draw_for(request.user, pk, draw_pk, "draw")
    form = DrawForm(posted(request), known=found)
    if form.is_valid():
        try:
            edit_draw.change_draw(actor=actor_of(request), draw=found, draft=form.draft())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kept."))
            return redirect("desk:draw", pk=pk, draw_pk=draw_pk)
    return _show(request, found.consultation, form, draw=found)


@never_cache
@require_safe
def draw(request: HttpRequest, pk: int, draw_pk: int) -> HttpResponse:
    """Where it stands, and what comes next; names for organisers alone."""
    return _page(request, draw_for(request.user, pk, draw_pk, "see_desk"))


@require_POST
def drop(request: HttpRequest, pk: int, draw_pk: int) -> HttpResponse:
    found = draw_for(request.user, pk, draw_pk, "draw")
    try:
        edit_draw.drop_draw(actor=actor_of(request), draw=found)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:draw", pk=pk, draw_pk=draw_pk)
    messages.success(request, _("This draw was dropped, with its pool."))
    return redirect("desk:draws", pk=pk)


@require_POST
def call(request: HttpRequest, pk: int, draw_pk: int) -> HttpResponse:
    """Ended when `end` is posted, else opened."""
    act = volunteer.end_call if "end" in request.POST else volunteer.open_call
    return _act(request, pk, draw_pk, act)


@require_POST
def pool(request: HttpRequest, pk: int, draw_pk: int) -> HttpResponse:
    """A list, in the place of the one before."""
    found = draw_for(request.user, pk, draw_pk, "draw")
    form = PoolForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            count = fill_pool.bring_pool(
                actor=actor_of(request), draw=found, name=file.name, data=file.read()
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            told = ngettext("%(n)s person is in the pool.", "%(n)s people are in the pool.", count)
            messages.success(request, told % {"n": number(count)})
            return redirect("desk:draw", pk=pk, draw_pk=draw_pk)
    return _page(request, found, pool_form=form)


@require_POST
def empty(request: HttpRequest, pk: int, draw_pk: int) -> HttpResponse:
    return _act(request, pk, draw_pk, fill_pool.empty_pool)


@require_safe
def pool_csv(request: HttpRequest, pk: int, draw_pk: int) -> HttpResponse:
    """The file to fill in."""
    found = draw_for(request.user, pk, draw_pk, "draw")
    return _csv(f"draw-{draw_pk}-pool.csv", template_rows(quotas_of(found)))


@never_cache
@require_safe
def receipts_csv(request: HttpRequest, pk: int, draw_pk: int) -> HttpResponse:
    """For letters to those who have no e-mail address: the number and the receipt of each."""
    found = draw_for(request.user, pk, draw_pk, "read_names")
    if not found.is_published:
        raise Http404
    return _csv(f"draw-{draw_pk}-receipts.csv", _receipts(found))


@require_POST
def prepare(request: HttpRequest, pk: int, draw_pk: int) -> HttpResponse:
    found = draw_for(request.user, pk, draw_pk, "draw")
    form = PrepareForm(request.POST)
    if form.is_valid() and done(
        form, prepare_draw.begin_preparation, actor=actor_of(request), draw=found, **form.cleaned_data
    ):
        messages.success(request, _("The list is being prepared: this page says how far it is."))
        return redirect("desk:draw", pk=pk, draw_pk=draw_pk)
    return _page(request, found, prepare_form=form)


@require_POST
def cancel(request: HttpRequest, pk: int, draw_pk: int) -> HttpResponse:
    return _act(request, pk, draw_pk, prepare_draw.cancel_preparation)


@require_POST
def seed(request: HttpRequest, pk: int, draw_pk: int) -> HttpResponse:
    found = draw_for(request.user, pk, draw_pk, "draw")
    form = SeedForm(request.POST)
    if form.is_valid() and done(form, draw_panel, actor=actor_of(request), draw=found, **form.cleaned_data):
        messages.success(request, _("The panel is drawn. Its report is public."))
        return redirect("desk:draw", pk=pk, draw_pk=draw_pk)
    return _page(request, found, seed_form=form)


@require_POST
def close(request: HttpRequest, pk: int, draw_pk: int) -> HttpResponse:
    return _act(request, pk, draw_pk, follow_up.close_draw)


@require_POST
def seat(request: HttpRequest, pk: int, draw_pk: int, seat_pk: int) -> HttpResponse:
    """What somebody said."""
    found, held = _seat(request, pk, draw_pk, seat_pk)
    form = StateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose an answer."))
        return redirect("desk:draw", pk=pk, draw_pk=found.pk)
    return _act(request, pk, draw_pk, follow_up.say_state, seat=held, state=form.cleaned_data["state"])


@require_POST
def replace_one(request: HttpRequest, pk: int, draw_pk: int, seat_pk: int) -> HttpResponse:
    _found, held = _seat(request, pk, draw_pk, seat_pk)
    return _act(request, pk, draw_pk, follow_up.replace, seat=held)


def _seat(request: HttpRequest, pk: int, draw_pk: int, seat_pk: int) -> tuple[Draw, Seat]:
    found = draw_for(request.user, pk, draw_pk, "draw")
    held = found.seats.filter(pk=seat_pk).first()
    if held is None:
        raise Http404
    return found, held


def _receipts(draw: Draw) -> Iterator[list[str | int | None]]:
    yield ["number", "name", "email", "address", "receipt"]
    for one in draw.candidates.exclude(name="").order_by("number"):
        yield [one.number, one.name, one.email, one.address, receipt_of(one)]


def _page(request: HttpRequest, draw: Draw, **forms: Any) -> HttpResponse:
    reads_names = can(request.user, "read_names", draw.consultation)
    context: dict[str, Any] = {
        "consultation": draw.consultation,
        "draw": draw,
        "view": compose(draw),
        "pool": draw.candidates.count(),
        "trouble": trouble_of(draw),
        "may_draw": can(request.user, "draw", draw.consultation),
        "reads_names": reads_names,
        "seats": seats_of(draw) if reads_names and draw.drawn_at else [],
        "states": StateForm(),
        "may_replace": EMPTY,
        "pool_form": PoolForm(),
        "prepare_form": PrepareForm(initial={"seed_rule": draw.seed_rule}),
        "seed_form": SeedForm(),
        "is_preparing": draw.stage == Stage.PREPARING,
        **forms,
    }
    failed = any(form.errors for form in forms.values())
    return render(request, "front/desk/draw.html", context, status=422 if failed else 200)


def _show(
    request: HttpRequest,
    consultation: ConsultationPage,
    form: DrawForm,
    *,
    draw: Draw | None = None,
    is_proposed: bool = False,
) -> HttpResponse:
    context = {"consultation": consultation, "form": form, "draw": draw, "is_proposed": is_proposed}
    return render(request, "front/desk/draw_edit.html", context, status=422 if form.errors else 200)


def _act(
    request: HttpRequest, pk: int, draw_pk: int, act: Callable[..., object], **given: Any
) -> HttpResponse:
    found = draw_for(request.user, pk, draw_pk, "draw")
    act_and_tell(request, act, said=_("Kept."), **(given or {"draw": found}))
    return redirect("desk:draw", pk=pk, draw_pk=draw_pk)


def _csv(name: str, rows: Any) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response.writelines(csv_lines(rows))
    return response
