"""Write a synthesis: findings on one side, sources on the other; then publish it. No script is needed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.composition import synthesis as composition
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, done, posted
from parvis.restitution.domain import cite_source as citing
from parvis.restitution.domain import write_synthesis as writing
from parvis.restitution.domain.draft_synthesis import ask_draft
from parvis.restitution.domain.publish_synthesis import publish_synthesis
from parvis.restitution.domain.remark_synthesis import remark_on_synthesis
from parvis.restitution.models import SynthesisPage
from parvis.restitution.permissions import can
from parvis.restitution.sections import Finding, Section, Source
from parvis.restitution.synthesis_forms import (
    CiteForm,
    DescriptionForm,
    FindingForm,
    QuoteForm,
    RemarkForm,
    SearchForm,
    SectionForm,
)
from parvis.restitution.synthesis_queries import draft_of, synthesis_of
from parvis.restitution.wording import typed
from parvis.ui.words import number

REMARK = "remark_%s"
"""Identifiers of the fields of a remark, on a page where a search asks for a kind as well."""
KEPT = ("words", "kind", "theme", "topic", "start")
"""What is looked for, which each act keeps."""


@never_cache
@require_safe
def synthesis(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "see_desk")
    return _show(request, consultation, synthesis_of(consultation))


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "analyse")
    form = DescriptionForm(request.POST)
    given = {"actor": actor_of(request), "consultation": consultation}
    if form.is_valid() and done(form, writing.begin_synthesis, **given, **form.cleaned_data):
        messages.success(request, _("The synthesis is begun: nobody else reads it before you publish it."))
        return redirect("desk:synthesis", pk=pk)
    return _show(request, consultation, synthesis_of(consultation), description=form)


@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Its title, its sentence, its method."""
    consultation, held = held_synthesis(request, pk)
    page = held.get_latest_revision_as_object()
    initial = {"title": page.title, "summary": page.summary, "method": page.method}
    form = DescriptionForm(posted(request), initial=initial)
    given = {"actor": actor_of(request), "synthesis": held}
    if form.is_valid() and done(form, writing.describe_synthesis, **given, **form.cleaned_data):
        messages.success(request, _("Your changes are saved."))
        return redirect("desk:synthesis", pk=pk)
    return _form(request, consultation, form, _("Title, sentence and method"))


@require_POST
def add_section(request: HttpRequest, pk: int) -> HttpResponse:
    consultation, held = held_synthesis(request, pk)
    form = SectionForm(request.POST)
    if form.is_valid() and done(
        form, writing.add_section, actor=actor_of(request), synthesis=held, **form.cleaned_data
    ):
        return back(request, pk, "#new-finding")
    return _show(request, consultation, held, section_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Its title; or, by the button, its place or its end."""
    consultation, held = held_synthesis(request, pk)
    row = _section(held, section_pk)
    if request.method == "POST" and (act := _moved(request)):
        act_and_tell(request, writing.move_section, section=row, places=act)
        return back(request, pk, f"#section-{row.pk}")
    if request.method == "POST" and "remove" in request.POST:
        act_and_tell(request, writing.remove_section, section=row)
        return back(request, pk)
    form = SectionForm(posted(request), initial={"title": row.title})
    if form.is_valid() and done(
        form, writing.rename_section, actor=actor_of(request), section=row, **form.cleaned_data
    ):
        return back(request, pk, f"#section-{row.pk}")
    return _form(request, consultation, form, _("Title of the section"))


@require_http_methods(["GET", "HEAD", "POST"])
def add_finding(request: HttpRequest, pk: int) -> HttpResponse:
    """In a section that exists; `topic`: the first source, of which the finding begins."""
    consultation, held = held_synthesis(request, pk)
    sections = Section.objects.filter(synthesis=held)
    initial = {"section": sections.last(), "topic": request.GET.get("topic", "")}
    form = FindingForm(posted(request), sections=sections, initial=initial)
    if form.is_valid() and (made := _added(request, form)):
        messages.success(request, _("The finding is there. Cite what it rests on."))
        return back(request, pk, f"#row-{made.pk}", finding=made.pk, topic=form.cleaned_data["topic"])
    if not sections.exists():
        messages.error(request, _("Add a section first: a finding is of a section."))
        return back(request, pk)
    return _form(request, consultation, form, _("A new finding"))


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: HttpRequest, pk: int, finding_pk: int) -> HttpResponse:
    """Its words and its section; or, by the button, its place, its end, or that it is kept as drafted."""
    consultation, held = held_synthesis(request, pk)
    row = finding_of(held, finding_pk)
    if request.method == "POST" and (act := _acted(request, row)):
        return back(request, pk, act)
    initial = {"text": typed(str(row.text)), "section": row.section_id}
    form = FindingForm(posted(request), sections=Section.objects.filter(synthesis=held), initial=initial)
    if form.is_valid():
        given = {"text": form.cleaned_data["text"], "section": form.cleaned_data["section"]}
        if done(form, writing.change_finding, actor=actor_of(request), finding=row, **given):
            messages.success(request, _("Your changes are saved."))
            return back(request, pk, f"#row-{row.pk}", finding=row.pk)
    return _form(request, consultation, form, _("Finding"))


@require_POST
def cite(request: HttpRequest, pk: int) -> HttpResponse:
    """What was chosen on the right, for the finding that is named."""
    consultation, held = held_synthesis(request, pk)
    form = CiteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write a finding first, then choose it: sources are those of a finding."))
        return back(request, pk, "#sources")
    row = finding_of(held, form.cleaned_data["finding"])
    found: list[int] = []

    def act(**given: Any) -> None:
        found.append(citing.cite(**given))

    given = {"finding": row, "quote": form.cleaned_data["quote"], **form.named()}
    if done(form, act, actor=actor_of(request), **given):
        messages.success(request, _cited(found[0]))
        return back(request, pk, "#sources", finding=row.pk)
    return _show(request, consultation, held, cite_form=form)


@require_POST
def source(request: HttpRequest, pk: int, source_pk: int) -> HttpResponse:
    """Quote it, or take it away."""
    consultation, held = held_synthesis(request, pk)
    row = Source.objects.filter(pk=source_pk, finding__section__synthesis=held).first()
    if row is None:
        raise Http404
    anchor = f"#row-{row.finding_id}"
    if "remove" in request.POST:
        act_and_tell(request, citing.remove_source, source=row)
        return back(request, pk, anchor, finding=row.finding_id)
    form = QuoteForm(request.POST)
    if form.is_valid() and done(
        form, citing.quote_source, actor=actor_of(request), source=row, words=form.cleaned_data["quote"]
    ):
        return back(request, pk, anchor, finding=row.finding_id)
    return _show(request, consultation, held, quote_form=form, quoted=row)


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a draft by extraction."""
    _consultation, held = held_synthesis(request, pk)
    said = _("The draft was asked for: this page says how far it is.")
    act_and_tell(request, ask_draft, said=said, synthesis=held)
    return redirect("desk:synthesis", pk=pk)


@never_cache
@require_safe
def draft_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """What moves on the page while a draft is made, for its script."""
    consultation = consultation_for(request.user, pk, "see_desk")
    held = synthesis_of(consultation)
    if held is None:
        raise Http404
    context = {"consultation": consultation, "draft": draft_of(held)}
    return render(request, "front/desk/_draft_progress.html", context)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "answer")
    held = synthesis_of(consultation)
    if held is None:
        raise Http404
    said = _("Published: everybody reads it, and the public log holds its fingerprint.")
    act_and_tell(request, publish_synthesis, said=said, synthesis=held)
    return redirect("desk:synthesis", pk=pk)


@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """A guarantor's."""
    consultation = consultation_for(request.user, pk, "see_desk")
    held = synthesis_of(consultation)
    if held is None or not can(request.user, "remark", consultation):
        raise Http404
    form = RemarkForm(request.POST, auto_id=REMARK)
    if form.is_valid() and done(
        form, remark_on_synthesis, actor=actor_of(request), synthesis=held, **form.cleaned_data
    ):
        messages.success(request, _("Your remark is public, and the log holds its fingerprint."))
        return redirect("desk:synthesis", pk=pk)
    return _show(request, consultation, held, remark_form=form)


def held_synthesis(request: HttpRequest, pk: int) -> tuple[ConsultationPage, SynthesisPage]:
    consultation = consultation_for(request.user, pk, "analyse")
    found = synthesis_of(consultation)
    if found is None:
        raise Http404
    return consultation, found


def _section(held: SynthesisPage, pk: int) -> Section:
    found = Section.objects.filter(pk=pk, synthesis=held).first()
    if found is None:
        raise Http404
    return found


def finding_of(held: SynthesisPage, pk: int) -> Finding:
    found = Finding.objects.filter(pk=pk, section__synthesis=held).select_related("section").first()
    if found is None:
        raise Http404
    return found


def _moved(request: HttpRequest) -> int:
    return -1 if "up" in request.POST else 1 if "down" in request.POST else 0


def _acted(request: HttpRequest, row: Finding) -> str:
    """What a button does; where the page then opens, or nothing when no button of these was pressed."""
    if places := _moved(request):
        act_and_tell(request, writing.move_finding, finding=row, places=places)
    elif "accept" in request.POST:
        act_and_tell(request, writing.accept_finding, finding=row)
    elif "remove" in request.POST:
        act_and_tell(request, writing.remove_finding, finding=row)
        return "#findings"
    else:
        return ""
    return f"#row-{row.pk}"


def _added(request: HttpRequest, form: FindingForm) -> Finding | None:
    """With its first source, when it begins from a topic."""
    actor, wanted, made = actor_of(request), form.cleaned_data, []

    def act() -> None:
        made.append(writing.add_finding(actor=actor, section=wanted["section"], text=wanted["text"]))

    if not done(form, act):
        return None
    if wanted["topic"]:
        act_and_tell(request, citing.cite, finding=made[0], topics=[wanted["topic"]])
    return made[0]


def _cited(count: int) -> str:
    if not count:
        return _("This finding rested on it already.")
    said = ngettext("%(count)s source added.", "%(count)s sources added.", count)
    return said % {"count": number(count)}


def back(request: HttpRequest, pk: int, anchor: str = "", **more: Any) -> HttpResponse:
    """The editor, with what was looked for."""
    kept = {name: request.POST.get(name) for name in KEPT}
    wanted = {name: value for name, value in {**kept, **more}.items() if value}
    address = reverse("desk:synthesis", kwargs={"pk": pk})
    return redirect(f"{address}?{urlencode(wanted)}{anchor}" if wanted else f"{address}{anchor}")


def _form(request: HttpRequest, consultation: ConsultationPage, form: Form, heading: str) -> HttpResponse:
    context = {"consultation": consultation, "form": form, "heading": heading}
    return render(request, "front/desk/synthesis_form.html", context, status=422 if form.errors else 200)


def _show(
    request: HttpRequest, consultation: ConsultationPage, held: SynthesisPage | None, **forms: Any
) -> HttpResponse:
    """The editor, or how to begin. `forms`: those with errors."""
    wrong = any(isinstance(form, Form) and form.errors for form in forms.values())
    context: dict[str, Any] = {
        "consultation": consultation,
        "may_write": can(request.user, "write", consultation),
        "may_publish": can(request.user, "publish", consultation),
        "may_remark": can(request.user, "remark", consultation),
        **forms,
    }
    if held is None:
        context["description"] = forms.get("description") or DescriptionForm()
        return render(request, "front/desk/synthesis_begin.html", context, status=422 if wrong else 200)
    asked: QueryDict = request.POST if request.method == "POST" else request.GET
    search = SearchForm(asked, consultation=consultation)
    chosen = search.cleaned_data.get("finding") or 0
    view = composition.compose_desk(held, consultation, search, chosen=chosen)
    kept = {name: asked.get(name) for name in KEPT if name != "start" and asked.get(name)}
    context |= {
        "view": view,
        "search": search,
        "kept": kept,
        "next_url": f"?{urlencode({**kept, 'start': view.found.next})}#sources" if view.found.next else "",
        "section_form": forms.get("section_form") or SectionForm(),
        "remark_form": forms.get("remark_form") or RemarkForm(auto_id=REMARK),
        "ticked": set(asked.getlist("contribution")) if wrong else set(),
    }
    return render(request, "front/desk/synthesis.html", context, status=422 if wrong else 200)
