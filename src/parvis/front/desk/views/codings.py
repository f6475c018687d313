"""Blind codings at the desk: draw a sample, code it text by text, compare, settle, publish the agreement."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.consultations.permissions import Action, can
from parvis.front.composition import codings as composition
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, done, posted
from parvis.understanding.coding_queries import coder_of, coding_for, codings_of, sheet_of
from parvis.understanding.domain import publish_agreement as publishing
from parvis.understanding.domain.code_text import begin_coding, code_text, finish_coding
from parvis.understanding.domain.end_coding import end_coding
from parvis.understanding.domain.open_coding import drop_coding, open_coding
from parvis.understanding.domain.settle_text import apply_settled, settle_text
from parvis.understanding.forms import CodeForm, OpenCodingForm
from parvis.understanding.models import Coding
from parvis.understanding.queries import analysis_for


@never_cache
@require_http_methods(["GET", "POST"])
def codings(request: HttpRequest, pk: int, analysis_pk: int) -> HttpResponse:
    """Those of a run, and what draws another sample."""
    action: Action = "analyse" if request.method == "POST" else "see_desk"
    found = analysis_for(request.user, pk, analysis_pk, action)
    if found.is_of_votes:
        raise Http404
    form = OpenCodingForm(posted(request))
    if form.is_valid() and done(
        form, open_coding, actor=actor_of(request), analysis=found, **form.cleaned_data
    ):
        messages.success(request, _("The sample is drawn. Two people code it, each for themselves."))
        return redirect("desk:codings", pk=pk, analysis_pk=analysis_pk)
    every = codings_of(found)
    context = {
        "consultation": found.consultation,
        "analysis": found,
        "lines": [composition.line_of(one) for one in every],
        "form": form,
        "may_open": can(request.user, "analyse", found.consultation)
        and found.is_done
        and not any(one.is_open for one in every),
    }
    return render(request, "front/desk/codings.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def coding(request: HttpRequest, pk: int, analysis_pk: int, coding_pk: int) -> HttpResponse:
    """Where it stands; once it has ended, what came out."""
    found = coding_for(request.user, pk, analysis_pk, coding_pk, "see_desk")
    mine = coder_of(found, actor_of(request))
    context = {
        "consultation": found.analysis.consultation,
        "view": composition.compose(found, mine) if found.is_open else composition.compose_results(found),
        "may_analyse": can(request.user, "analyse", found.analysis.consultation),
    }
    template = "coding" if found.is_open else "coding_results"
    return render(request, f"front/desk/{template}.html", context)


@require_POST
def begin(request: HttpRequest, pk: int, analysis_pk: int, coding_pk: int) -> HttpResponse:
    found = coding_for(request.user, pk, analysis_pk, coding_pk, "analyse")
    act_and_tell(request, begin_coding, coding=found)
    mine = coder_of(found, actor_of(request))
    following = composition.next_position(sheet_of(mine)) if mine and mine.finished_at is None else 0
    return _go_on(found, following)


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest, pk: int, analysis_pk: int, coding_pk: int, position: int) -> HttpResponse:
    """One text of one's own sheet; its machine's topic and what others chose are nowhere on the page."""
    found = coding_for(request.user, pk, analysis_pk, coding_pk, "analyse")
    mine = coder_of(found, actor_of(request))
    if mine is None or mine.finished_at is not None or not found.is_open:
        return _go_on(found, 0)
    mine.coding = found
    sheet = sheet_of(mine)
    if not 1 <= position <= len(sheet):
        raise Http404
    item = sheet[position - 1]
    form = CodeForm(posted(request))
    if form.is_valid():
        given = {"coding": found, "place": item.text.place, "code": form.cleaned_data["code"]}
        if done(form, code_text, actor=actor_of(request), **given):
            return _go_on(found, composition.next_position(sheet_of(mine), after=position))
    context = {
        "consultation": found.analysis.consultation,
        "view": composition.compose_sheet(found, sheet, item),
        "form": form,
    }
    return render(request, "front/desk/code_text.html", context, status=422 if form.errors else 200)


@require_POST
def finish(request: HttpRequest, pk: int, analysis_pk: int, coding_pk: int) -> HttpResponse:
    said = _("Finished. Thank you: your choices count.")
    return _act(request, (pk, analysis_pk, coding_pk), finish_coding, said)


@require_POST
def end(request: HttpRequest, pk: int, analysis_pk: int, coding_pk: int) -> HttpResponse:
    """Compare; or give it up, when `drop` is posted."""
    if "drop" in request.POST:
        found = coding_for(request.user, pk, analysis_pk, coding_pk, "analyse")
        act_and_tell(request, drop_coding, said=_("Given up: nothing of it is kept."), coding=found)
        return redirect("desk:codings", pk=pk, analysis_pk=analysis_pk)
    return _act(request, (pk, analysis_pk, coding_pk), end_coding, _("Ended: here is how far people agree."))


@require_POST
def settle(request: HttpRequest, pk: int, analysis_pk: int, coding_pk: int, place: int) -> HttpResponse:
    """What the team agrees on for one text."""
    found = coding_for(request.user, pk, analysis_pk, coding_pk, "analyse")
    form = CodeForm(request.POST)
    if form.is_valid():
        given = {"coding": found, "place": place, "code": form.cleaned_data["code"]}
        act_and_tell(request, settle_text, said=_("Settled."), **given)
    else:
        messages.error(request, _("Choose a topic, or say that none fits."))
    back = redirect("desk:coding", pk=pk, analysis_pk=analysis_pk, coding_pk=coding_pk)
    back["Location"] += f"#text-{place}"
    return back


@require_POST
def apply(request: HttpRequest, pk: int, analysis_pk: int, coding_pk: int) -> HttpResponse:
    said = _("Moved. The next analysis of these texts will keep it.")
    return _act(request, (pk, analysis_pk, coding_pk), apply_settled, said)


@require_POST
def publish(request: HttpRequest, pk: int, analysis_pk: int, coding_pk: int) -> HttpResponse:
    """Taken back when `back` is posted."""
    place = (pk, analysis_pk, coding_pk)
    if "back" in request.POST:
        return _act(request, place, publishing.take_back_agreement, _("Taken back: the team alone reads it."))
    said = _("Published: everybody reads it beside the topics, once they are public.")
    return _act(request, place, publishing.publish_agreement, said)


def _act(
    request: HttpRequest, place: tuple[int, int, int], act: Callable[..., object], said: str
) -> HttpResponse:
    found = coding_for(request.user, *place, "analyse")
    act_and_tell(request, act, said=said, coding=found)
    return _go_on(found, 0)


def _go_on(coding: Coding, position: int) -> HttpResponse:
    """To the text at this position, or to the page of the coding when there is none."""
    numbers = {
        "pk": coding.analysis.consultation_id,
        "analysis_pk": coding.analysis_id,
        "coding_pk": coding.pk,
    }
    if position:
        return redirect(reverse("desk:code_text", kwargs={**numbers, "position": position}))
    return redirect(reverse("desk:coding", kwargs=numbers))
