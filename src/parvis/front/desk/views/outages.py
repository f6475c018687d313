"""What outages took of a consultation, for its organiser; and the state of the site, for those who run it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.availability import queries
from parvis.availability.domain.bring_watch import bring_watch
from parvis.availability.domain.explain_outage import explain_outage
from parvis.availability.domain.plan import cancel, plan
from parvis.availability.forms import PlanForm, WatchForm, WordsForm
from parvis.availability.models import Maintenance, Outage
from parvis.availability.permissions import can
from parvis.availability.wording import duration
from parvis.conduct.desk_outages import AnswerForm
from parvis.conduct.domain.answer_outage import decline, extend, proposed_end
from parvis.conduct.queries import gather
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.composition.status import compose
from parvis.front.desk.access import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def outages(request: HttpRequest, pk: int) -> HttpResponse:
    """What was lost near the close, and the answer: more time, or why not."""
    consultation = consultation_for(request.user, pk, "edit")
    lost = gather(consultation).lost
    end = proposed_end(consultation, lost)
    form = AnswerForm(request.POST if request.method == "POST" else None, proposed=end)
    if lost.is_much and form.is_valid():
        try:
            _answer(request, consultation, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Said: everybody reads it."))
            return redirect("desk:outages", pk=pk)
    context = {"consultation": consultation, "lost": lost, "form": form if lost.is_much else None}
    context |= {"time": duration(lost.lost), "may_last": end is not None}
    return render(request, "front/desk/outages.html", context)


def _answer(request: HttpRequest, consultation: ConsultationPage, form: AnswerForm) -> None:
    actor, said = actor_of(request), form.cleaned_data
    if said["decision"] == "extend":
        extend(actor=actor, consultation=consultation, words=said["words"], until=said["until"])
    else:
        decline(actor=actor, consultation=consultation, words=said["words"])


@require_http_methods(["GET", "HEAD"])
def state(request: HttpRequest) -> HttpResponse:
    """Everything that those who run the site may say of it, on one page."""
    _check(request)
    return _state(request)


@require_POST
def announce(request: HttpRequest) -> HttpResponse:
    """Maintenance to come."""
    _check(request)
    form = PlanForm(request.POST)
    if form.is_valid():
        try:
            plan(actor=actor_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Announced: everybody sees it."))
            return redirect("desk_state")
    return _state(request, plan_form=form)


@require_POST
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    _check(request)
    row = get_object_or_404(Maintenance, pk=pk)
    try:
        cancel(actor=actor_of(request), maintenance=row)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Called off: it is no longer announced."))
    return redirect("desk_state")


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened during one outage."""
    _check(request)
    row = get_object_or_404(Outage, pk=pk)
    form = WordsForm(request.POST if request.method == "POST" else None, initial={"words": row.words})
    if form.is_valid():
        explain_outage(actor=actor_of(request), outage=row, words=form.cleaned_data["words"])
        messages.success(request, _("Said: everybody reads it."))
        return redirect("desk_state")
    return render(request, "front/desk/outage.html", {"form": form, "outage": row})


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """What was seen from elsewhere."""
    _check(request)
    form = WatchForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            found = bring_watch(actor=actor_of(request), data=form.cleaned_data["file"].read())
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            said = _("Brought. Outages that were not known: %(count)s.") % {"count": found.outages}
            messages.success(request, said)
            return redirect("desk_state")
    return _state(request, watch_form=form)


def _check(request: HttpRequest) -> None:
    if not can(request.user, "tell_state"):
        raise Http404


def _state(
    request: HttpRequest, *, plan_form: PlanForm | None = None, watch_form: WatchForm | None = None
) -> HttpResponse:
    forms = {"plan_form": plan_form or PlanForm(), "watch_form": watch_form or WatchForm()}
    wrong = any(form.is_bound for form in forms.values())
    context = {"view": compose(), "now": queries.database_now(), **forms}
    return render(request, "front/desk/state.html", context, status=422 if wrong else 200)
