"""Who takes part, for the team: what people are asked, what they are compared with, what came out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations.queries import consultation_for
from parvis.front.composition.panel import missing_rows, who_took_part
from parvis.front.desk.access import actor_of
from parvis.panel.domain.ask_who import ask_who
from parvis.panel.domain.set_reference import bring_references, set_reference
from parvis.panel.domain.state_who import FEWEST_MOVES, state_who
from parvis.panel.enums import Trait
from parvis.panel.forms import AskForm, ReferenceForm, SheetForm
from parvis.panel.permissions import can
from parvis.panel.queries import references_of, survey_of
from parvis.panel.sheet import template_rows
from parvis.ui.spreadsheet import csv_lines

FIRST = (Trait.AGE, Trait.SEX, Trait.TERRITORY, Trait.OCCUPATION)
"""What is asked by one click; the department is for consultations of the whole country."""


@require_http_methods(["GET", "HEAD", "POST"])
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole team reads it; organisers choose what is asked."""
    is_post = request.method == "POST"
    consultation = consultation_for(request.user, pk, "edit" if is_post else "see_desk")
    survey = survey_of(consultation)
    form = AskForm(request.POST if is_post else None, initial={"traits": survey.traits if survey else FIRST})
    if form.is_valid():
        try:
            ask_who(actor=actor_of(request), consultation=consultation, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Whoever takes part is asked, once, and may leave out any question."))
            return redirect("desk:panel", pk=pk)
    known, who = references_of(consultation), who_took_part(consultation)
    context = {
        "consultation": consultation,
        "survey": survey,
        "form": form,
        "may_ask": can(request.user, "ask", consultation),
        "references": [(trait, known.get(trait)) for trait in (survey.asked() if survey else [])],
        "who": who,
        "missing": missing_rows(who.dated),
        "fewest": FEWEST_MOVES,
    }
    return render(request, "front/desk/panel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reference(request: HttpRequest, pk: int, trait: str) -> HttpResponse:
    """The population for one question, by hand."""
    consultation = consultation_for(request.user, pk, "edit")
    survey = survey_of(consultation)
    if survey is None or trait not in [one.value for one in survey.asked()]:
        raise Http404
    asked = Trait(trait)
    known = references_of(consultation).get(asked)
    form = ReferenceForm(request.POST if request.method == "POST" else None, trait=asked, known=known)
    if form.is_valid():
        try:
            set_reference(
                actor=actor_of(request),
                consultation=consultation,
                trait=asked,
                source=form.cleaned_data["source"],
                year=form.cleaned_data["year"],
                population=form.population(),
            )
            state_who(consultation=consultation)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kept."))
            return redirect("desk:panel", pk=pk)
    context = {"consultation": consultation, "form": form, "trait": asked}
    return render(request, "front/desk/reference.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def references(request: HttpRequest, pk: int) -> HttpResponse:
    """The population for several questions, from one spreadsheet."""
    consultation = consultation_for(request.user, pk, "edit")
    if survey_of(consultation) is None:
        raise Http404
    form = SheetForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        values, file = form.cleaned_data, form.cleaned_data["file"]
        try:
            bring_references(
                actor=actor_of(request),
                consultation=consultation,
                name=file.name,
                data=file.read(),
                source=values["source"],
                year=values["year"],
            )
            state_who(consultation=consultation)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _("Kept."))
            return redirect("desk:panel", pk=pk)
    context = {"consultation": consultation, "form": form}
    return render(request, "front/desk/references.html", context, status=422 if form.errors else 200)


@require_safe
def references_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The file to fill in: the answers to what is asked, and no figure."""
    consultation = consultation_for(request.user, pk, "edit")
    survey = survey_of(consultation)
    if survey is None:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{consultation.slug}-population.csv"'
    response.writelines(csv_lines(template_rows(survey.asked())))
    return response
