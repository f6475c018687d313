"""Topics cut in parts, and runs that grow, at the desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from parvis.consultations.permissions import can
from parvis.front.composition.splits import compose_split
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, done
from parvis.front.desk.views.analyses import show_topic, topic_for
from parvis.understanding.domain.grow_analysis import grow_analysis, grow_every_night
from parvis.understanding.domain.split_topic import accept_split, ask_split, drop_split
from parvis.understanding.forms import ActForm, SplitForm
from parvis.understanding.queries import analysis_for, split_of


@require_POST
def ask(request: HttpRequest, pk: int, analysis_pk: int, topic_pk: int) -> HttpResponse:
    found = topic_for(request, pk, analysis_pk, topic_pk, "analyse")
    form = SplitForm(request.POST)
    if form.is_valid() and done(form, ask_split, actor=actor_of(request), topic=found, **form.cleaned_data):
        messages.success(request, _("The parts were asked for: look at them before you accept them."))
        return redirect("desk:topic", pk=pk, analysis_pk=analysis_pk, topic_pk=topic_pk)
    return show_topic(request, found, ActForm(topic=found), form)


@never_cache
@require_safe
def split(request: HttpRequest, pk: int, analysis_pk: int, topic_pk: int, split_pk: int) -> HttpResponse:
    """The parts as they would be."""
    found = topic_for(request, pk, analysis_pk, topic_pk, "see_desk")
    context = {
        "consultation": found.analysis.consultation,
        "view": compose_split(split_of(found, split_pk)),
        "may_accept": can(request.user, "analyse", found.analysis.consultation),
    }
    return render(request, "front/desk/split.html", context)


@require_POST
def decide(request: HttpRequest, pk: int, analysis_pk: int, topic_pk: int, split_pk: int) -> HttpResponse:
    """Cut so; or leave the topic as it is, when `drop` is posted."""
    found = topic_for(request, pk, analysis_pk, topic_pk, "analyse")
    act, said = accept_split, _("Cut. The next analysis of these texts will keep it.")
    if "drop" in request.POST:
        act, said = drop_split, _("The topic stays as it is.")
    act_and_tell(request, act, said=said, split=split_of(found, split_pk))
    return redirect("desk:topic", pk=pk, analysis_pk=analysis_pk, topic_pk=topic_pk)


@require_POST
def grow(request: HttpRequest, pk: int, analysis_pk: int) -> HttpResponse:
    """Add what came since, now; or every night, or no longer, as the button says."""
    found = analysis_for(request.user, pk, analysis_pk, "analyse")
    if "every_night" in request.POST:
        is_growing = request.POST["every_night"] == "1"
        said = _("New contributions will join these topics every night.") if is_growing else _("No longer.")
        act_and_tell(request, grow_every_night, said=said, analysis=found, is_growing=is_growing)
    else:
        said = _("Asked for: new contributions join these topics in a moment.")
        act_and_tell(request, grow_analysis, said=said, analysis=found)
    return redirect("desk:analysis", pk=pk, analysis_pk=analysis_pk)
