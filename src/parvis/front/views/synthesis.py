"""The synthesis that everybody reads, the sources of each of its findings, and its files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition.synthesis import PublicView, compose
from parvis.front.composition.synthesis_paper import office, pdf
from parvis.front.sheets.material import look
from parvis.front.sheets.office import TYPES
from parvis.restitution.models import SynthesisPage
from parvis.restitution.queries import figures_for, syntheses_for
from parvis.restitution.showing import BATCH, shown, texts_behind
from parvis.restitution.synthesis_queries import last_version
from parvis.restitution.written import findings_in, frozen


@require_safe
@public_page
def synthesis(request: HttpRequest, slug: str) -> HttpResponse:
    """The published synthesis; a draft does not exist for the public. Its findings show words of people."""
    consultation, found = _held(request, slug)
    view = compose(found, consultation)
    figures = figures_for([consultation]).get(consultation.pk)
    context = {"consultation": consultation, "synthesis": found, "dated": figures, "view": view}
    answer = render(request, "front/synthesis.html", context)
    return hidden_from_search(answer, consultation) if view.parts else answer


@require_safe
@public_page
def sources(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every contribution behind a finding of the published version, from `?after=` on."""
    consultation, found = _held(request, slug)
    parts = frozen(last_version(found))
    said = next((one for one in findings_in(parts) if one.number == number), None)
    if said is None:
        raise Http404
    finding = next(
        one for part in shown(parts, consultation) for one in part.findings if one.number == number
    )
    after = request.GET.get("after", "")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    rows = list(texts_behind(said, consultation).filter(pk__gt=start)[: BATCH + 1])
    context = {
        "consultation": consultation,
        "synthesis": found,
        "finding": finding,
        "rows": rows[:BATCH],
        "next": rows[BATCH - 1].pk if len(rows) > BATCH else None,
        "is_first": not start,
    }
    return hidden_from_search(render(request, "front/synthesis_sources.html", context), consultation)


@require_safe
@public_page
def synthesis_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    view = _view(request, slug)
    return _file(view, pdf(view, look()), "pdf", "application/pdf")


@require_safe
@public_page
def synthesis_docx(request: HttpRequest, slug: str) -> HttpResponse:
    view = _view(request, slug)
    return _file(view, office(view, "docx"), "docx", TYPES["docx"])


@require_safe
@public_page
def synthesis_odt(request: HttpRequest, slug: str) -> HttpResponse:
    view = _view(request, slug)
    return _file(view, office(view, "odt"), "odt", TYPES["odt"])


def _held(request: HttpRequest, slug: str) -> tuple[ConsultationPage, SynthesisPage]:
    consultation = consultation_by_slug(slug, request.user)
    found = syntheses_for([consultation]).get(consultation.pk)
    if found is None:
        raise Http404
    return consultation, found


def _view(request: HttpRequest, slug: str) -> PublicView:
    consultation, found = _held(request, slug)
    return compose(found, consultation)


def _file(view: PublicView, content: bytes, extension: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    name = f"{view.consultation.slug}-synthesis.{extension}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return hidden_from_search(answer, view.consultation)
