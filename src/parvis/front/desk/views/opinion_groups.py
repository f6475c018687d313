"""Groups of opinion at the desk: ask for them, name them; the rest is what every analysis has."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, done
from parvis.front.desk.views.analyses import list_runs
from parvis.understanding.domain.ask_opinions import ask_opinions
from parvis.understanding.domain.name_group import name_group
from parvis.understanding.forms import AskForm, AskOpinionsForm, NameForm
from parvis.understanding.queries import analysis_for


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "analyse")
    form = AskOpinionsForm(request.POST, consultation=consultation)
    given = {"actor": actor_of(request), "consultation": consultation}
    if form.is_valid() and done(form, ask_opinions, **given, **form.cleaned_data):
        messages.success(request, _("The analysis was asked for: this page says how far it is."))
        return redirect("desk:analyses", pk=pk)
    return list_runs(request, consultation, AskForm(consultation=consultation), form)


@require_POST
def name(request: HttpRequest, pk: int, analysis_pk: int, key: int) -> HttpResponse:
    """What a group is called; empty for its letter alone."""
    found = analysis_for(request.user, pk, analysis_pk, "analyse")
    group = found.groups.filter(key=key).first()
    if group is None:
        raise Http404
    form = NameForm(request.POST)
    if form.is_valid():
        act_and_tell(
            request, name_group, said=_("The group is named."), group=group, words=form.cleaned_data["words"]
        )
    else:
        messages.error(request, _("Write a name of 80 characters at most."))
    return redirect("desk:analysis", pk=pk, analysis_pk=analysis_pk)
