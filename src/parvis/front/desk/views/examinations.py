"""The examination of contributions at the desk: asked for, analysed, read again, decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations import permissions
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import done, posted
from parvis.front.desk.chosen import numbers_in, texts_of
from parvis.front.desk.examining import (
    AGREE,
    BACK,
    BY,
    STOP,
    best_of,
    lines,
    listed,
    open_ballots,
    show,
)
from parvis.restitution.domain.analyse import ask_revision, send_analysis
from parvis.restitution.domain.examine import (
    MOST,
    ask_examinations,
    assign_examination,
    stop_examination,
)
from parvis.restitution.domain.give_verdict import agree, decide, send_back
from parvis.restitution.examination_forms import (
    AgreeForm,
    AnalysisForm,
    ExaminationForm,
    ReasonForm,
    RevisionForm,
    VerdictForm,
)
from parvis.restitution.examination_queries import PAGE, examination_seen
from parvis.restitution.models import Examination
from parvis.ui.words import number


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits for whoever looks comes first; then all that they may see, the most pressing first."""
    consultation = consultation_for(request.user, pk, "see_desk")
    found = listed(actor_of(request), consultation, request.GET.get("show", ""))
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "consultation": consultation,
        "found": found,
        "page": page,
        "lines": lines(page, found.today),
        "may_ask": permissions.can(request.user, "answer", consultation),
    }
    return render(request, "front/desk/examinations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Of the texts chosen in the list (`?text=`), or of the first of a vote (`?ballot=` and `?best=`)."""
    consultation = consultation_for(request.user, pk, "answer")
    shown = _chosen(request, consultation)
    numbers = numbers_in(request.POST, "chosen") if request.method == "POST" else shown
    form = ExaminationForm(posted(request), consultation=consultation)
    if form.is_valid():
        try:
            made = ask_examinations(
                actor=actor_of(request), consultation=consultation, numbers=numbers, charge=form.charge()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = ngettext(
                "%(count)s examination is asked for.", "%(count)s examinations are asked for.", len(made)
            )
            messages.success(request, said % {"count": number(len(made))})
            return redirect("desk:examinations", pk=pk)
    context = {
        "consultation": consultation,
        "form": form,
        "texts": texts_of(consultation, shown[:MOST]),
        "ticked": set(numbers),
        "ballots": open_ballots(consultation),
    }
    return render(request, "front/desk/examination_ask.html", context, status=422 if form.errors else 200)


@require_safe
def examination(request: HttpRequest, pk: int, examination_pk: int) -> HttpResponse:
    return _show(request, *_fetch(request, pk, examination_pk))


@require_POST
def analyse(request: HttpRequest, pk: int, examination_pk: int) -> HttpResponse:
    consultation, one = _fetch(request, pk, examination_pk)
    form = AnalysisForm(request.POST, examination=one)
    if form.is_valid() and _done(request, form, send_analysis, one, analysis=form.analysis()):
        return _back(request, one, consultation, _("The analysis is sent. Nothing of it is public yet."))
    return _show(request, consultation, one, analysis_form=form)


@require_POST
def revision(request: HttpRequest, pk: int, examination_pk: int) -> HttpResponse:
    consultation, one = _fetch(request, pk, examination_pk)
    form = RevisionForm(request.POST)
    if form.is_valid() and _done(request, form, ask_revision, one, **form.cleaned_data):
        return _back(
            request, one, consultation, _("Its author is written to: the examination waits for them.")
        )
    return _show(request, consultation, one, revision_form=form)


@require_POST
def agree_with(request: HttpRequest, pk: int, examination_pk: int) -> HttpResponse:
    consultation, one = _fetch(request, pk, examination_pk)
    form = AgreeForm(request.POST, auto_id=AGREE)
    if form.is_valid() and _done(request, form, agree, one, **form.cleaned_data):
        return _back(request, one, consultation, _("Whoever decides is told."))
    return _show(request, consultation, one, agree_form=form)


@require_POST
def back(request: HttpRequest, pk: int, examination_pk: int) -> HttpResponse:
    consultation, one = _fetch(request, pk, examination_pk)
    form = ReasonForm(request.POST, auto_id=BACK)
    if form.is_valid() and _done(request, form, send_back, one, **form.cleaned_data):
        return _back(request, one, consultation, _("The analyst is told, with your reason."))
    return _show(request, consultation, one, back_form=form)


@require_POST
def verdict(request: HttpRequest, pk: int, examination_pk: int) -> HttpResponse:
    consultation, one = _fetch(request, pk, examination_pk)
    form = VerdictForm(request.POST, examination=one, signature="")
    if form.is_valid() and _done(request, form, decide, one, verdict=form.verdict()):
        said = _("The verdict is public, with its reasons. Those whom it concerns are told by their digest.")
        return _back(request, one, consultation, said)
    return _show(request, consultation, one, verdict_form=form)


@require_POST
def assign(request: HttpRequest, pk: int, examination_pk: int) -> HttpResponse:
    consultation, one = _fetch(request, pk, examination_pk)
    form = ExaminationForm(request.POST, consultation=consultation, auto_id=BY)
    if form.is_valid() and _done(request, form, assign_examination, one, charge=form.charge()):
        return _back(request, one, consultation, _("Kept. Whoever is new to it is told by e-mail."))
    return _show(request, consultation, one, assign_form=form)


@require_POST
def stop(request: HttpRequest, pk: int, examination_pk: int) -> HttpResponse:
    consultation, one = _fetch(request, pk, examination_pk)
    form = ReasonForm(request.POST, auto_id=STOP)
    if form.is_valid() and _done(request, form, stop_examination, one, **form.cleaned_data):
        return _back(
            request, one, consultation, _("The examination is stopped: nothing of it becomes public.")
        )
    return _show(request, consultation, one, stop_form=form)


def _fetch(request: HttpRequest, pk: int, examination_pk: int) -> tuple[ConsultationPage, Examination]:
    consultation = consultation_for(request.user, pk, "see_desk")
    found = examination_seen(request.user, consultation, examination_pk)
    if found is None:
        raise Http404
    return consultation, found


def _chosen(request: HttpRequest, consultation: ConsultationPage) -> list[int]:
    """The same once it was sent: what was unticked is still there to be ticked again."""
    if request.method == "POST":
        return numbers_in(request.POST, "shown")
    if numbers := numbers_in(request.GET, "text"):
        return numbers
    return best_of(consultation, numbers_in(request.GET, "ballot"), numbers_in(request.GET, "best"))


def _done(request: HttpRequest, form: Form, act: Any, one: Examination, **given: Any) -> bool:
    return done(form, act, actor=actor_of(request), examination=one, **given)


def _back(request: HttpRequest, one: Examination, consultation: ConsultationPage, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("desk:examination", pk=consultation.pk, examination_pk=one.pk)


def _show(
    request: HttpRequest, consultation: ConsultationPage, one: Examination, **sent: Form
) -> HttpResponse:
    """With the forms of what may be done now, and the one that was sent and refused."""
    shown = show(actor_of(request), one, sent)
    context = {"consultation": consultation, "one": one, "shown": shown}
    return render(request, "front/desk/examination.html", context, status=422 if sent else 200)
