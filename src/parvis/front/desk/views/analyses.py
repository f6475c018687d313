"""Analyses at the desk, of texts and of votes: ask, follow, correct topics, compare, publish."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can
from parvis.consultations.queries import consultation_for
from parvis.contributions.models import Contribution
from parvis.front.composition import analyses as composition
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, done
from parvis.understanding.domain import publish_analysis as publishing
from parvis.understanding.domain.ask_analysis import ask_analysis, cancel_analysis
from parvis.understanding.domain.correct_topic import correct_topic
from parvis.understanding.enums import Act
from parvis.understanding.forms import ActForm, AskForm, AskOpinionsForm, MoveForm, SplitForm
from parvis.understanding.models import Analysis, Topic
from parvis.understanding.queries import analyses_of, analysis_for


@never_cache
@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "see_desk")
    return list_runs(request, consultation, AskForm(consultation=consultation))


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "analyse")
    form = AskForm(request.POST, consultation=consultation)
    given = {"actor": actor_of(request), "consultation": consultation}
    if form.is_valid() and done(form, ask_analysis, **given, **form.cleaned_data):
        messages.success(request, _("The analysis was asked for: this page says how far it is."))
        return redirect("desk:analyses", pk=pk)
    return list_runs(request, consultation, form)


@never_cache
@require_safe
def analysis(request: HttpRequest, pk: int, analysis_pk: int) -> HttpResponse:
    """One run: where it stands, then its topics, or its groups."""
    found = analysis_for(request.user, pk, analysis_pk, "see_desk")
    context = {
        "consultation": found.consultation,
        "view": composition.compose_groups(found) if found.is_of_votes else composition.compose(found),
        "may_analyse": can(request.user, "analyse", found.consultation),
    }
    template = "opinion_groups" if found.is_of_votes else "analysis"
    return render(request, f"front/desk/{template}.html", context)


@never_cache
@require_safe
def progress(request: HttpRequest, pk: int, analysis_pk: int) -> HttpResponse:
    """What moves on the page while it runs, for its script."""
    found = analysis_for(request.user, pk, analysis_pk, "see_desk")
    context = {"consultation": found.consultation, "running": composition.running_of(found)}
    return render(request, "front/desk/_analysis_progress.html", context)


@require_POST
def cancel(request: HttpRequest, pk: int, analysis_pk: int) -> HttpResponse:
    return _act(request, pk, analysis_pk, cancel_analysis, _("Cancelled: nothing of it is kept."))


@require_POST
def publish(request: HttpRequest, pk: int, analysis_pk: int) -> HttpResponse:
    """Taken back when `back` is posted."""
    if "back" in request.POST:
        act, said = publishing.take_back_analysis, _("Taken back: the team alone reads it.")
        return _act(request, pk, analysis_pk, act, said)
    return _act(request, pk, analysis_pk, publishing.publish_analysis, _("Published: everybody reads it."))


@never_cache
@require_safe
def topic(request: HttpRequest, pk: int, analysis_pk: int, topic_pk: int) -> HttpResponse:
    """A topic with its contributions, from `?from=` on."""
    found = topic_for(request, pk, analysis_pk, topic_pk, "see_desk")
    return show_topic(request, found, ActForm(topic=found))


@require_POST
def correct(request: HttpRequest, pk: int, analysis_pk: int, topic_pk: int) -> HttpResponse:
    """One act on a topic; the button says which."""
    found = topic_for(request, pk, analysis_pk, topic_pk, "analyse")
    form = ActForm(request.POST, topic=found)
    if form.is_valid():
        wanted = form.cleaned_data
        given = {"what": wanted["act"], "words": wanted["words"], "target": wanted["target"]}
        if done(form, correct_topic, actor=actor_of(request), topic=found, **given):
            messages.success(request, _("Done. The next analysis of these texts will keep it."))
            if wanted["act"] == Act.MERGE:
                return redirect("desk:analysis", pk=pk, analysis_pk=analysis_pk)
            return redirect("desk:topic", pk=pk, analysis_pk=analysis_pk, topic_pk=topic_pk)
    return show_topic(request, found, form)


@require_POST
def move(request: HttpRequest, pk: int, analysis_pk: int, topic_pk: int) -> HttpResponse:
    """One contribution to another topic."""
    found = topic_for(request, pk, analysis_pk, topic_pk, "analyse")
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose another topic of the same analysis."))
    else:
        wanted = form.cleaned_data
        act_and_tell(
            request,
            correct_topic,
            said=_("Moved. The next analysis of these texts will keep it."),
            topic=found,
            what=Act.MOVE,
            target=found.analysis.topics.filter(pk=wanted["target"]).first(),
            contribution=Contribution.objects.filter(pk=wanted["contribution"]).first(),
        )
    return redirect("desk:topic", pk=pk, analysis_pk=analysis_pk, topic_pk=topic_pk)


@require_safe
def compare(request: HttpRequest, pk: int, analysis_pk: int, other_pk: int) -> HttpResponse:
    """Which topics of a run are those of an earlier one."""
    found = analysis_for(request.user, pk, analysis_pk, "see_desk")
    other = analysis_for(request.user, pk, other_pk, "see_desk")
    compared = composition.comparison_of(found, other)
    if compared is None:
        raise Http404
    context = {"consultation": found.consultation, "view": compared}
    return render(request, "front/desk/analysis_compare.html", context)


def list_runs(
    request: HttpRequest,
    consultation: ConsultationPage,
    form: AskForm,
    votes_form: AskOpinionsForm | None = None,
) -> HttpResponse:
    """The runs of a consultation, and what asks for another; 422 where what was asked is refused."""
    runs = list(analyses_of(consultation))
    live = next((one for one in runs if one.is_live), None)
    votes_form = votes_form or AskOpinionsForm(consultation=consultation)
    context = {
        "consultation": consultation,
        "runs": [composition.run_line(one) for one in runs],
        "running": composition.running_of(live) if live else None,
        "form": form,
        "votes_form": votes_form,
        "has_ballots": votes_form.has_ballots or bool(votes_form.errors),
        "may_analyse": can(request.user, "analyse", consultation),
    }
    is_refused = form.errors or votes_form.errors
    return render(request, "front/desk/analyses.html", context, status=422 if is_refused else 200)


def topic_for(request: HttpRequest, pk: int, analysis_pk: int, topic_pk: int, action: Any) -> Topic:
    """A topic of a desk, with its analysis; 404 for whoever may not."""
    found = analysis_for(request.user, pk, analysis_pk, action)
    held: Topic | None = found.topics.filter(pk=topic_pk, parent=None).first()
    if held is None:
        raise Http404
    held.analysis = found
    return held


def show_topic(
    request: HttpRequest, topic: Topic, form: ActForm, split_form: SplitForm | None = None
) -> HttpResponse:
    """A topic, to correct; 422 where what was asked is refused."""
    split_form = split_form or SplitForm()
    asked = request.GET.get("from", "")
    start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0
    context = {
        "consultation": topic.analysis.consultation,
        "view": composition.compose_topic(topic, start=start),
        "form": form,
        "split_form": split_form,
        "may_correct": topic.analysis.published_at is None
        and can(request.user, "analyse", topic.analysis.consultation),
    }
    is_refused = form.errors or split_form.errors
    return render(request, "front/desk/topic.html", context, status=422 if is_refused else 200)


def _act(
    request: HttpRequest, pk: int, analysis_pk: int, act: Callable[..., object], said: str
) -> HttpResponse:
    found: Analysis = analysis_for(request.user, pk, analysis_pk, "analyse")
    act_and_tell(request, act, said=said, analysis=found)
    return redirect("desk:analysis", pk=pk, analysis_pk=analysis_pk)
