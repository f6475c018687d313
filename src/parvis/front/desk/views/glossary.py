"""The words explained to readers: those of one consultation, or of the whole site."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.consultations.domain import define as words
from parvis.consultations.domain.define import TermDraft
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of
from parvis.pages.permissions import can as can_in_site
from parvis.pages.term_forms import TermForm
from parvis.pages.terms import Term


@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Every word, and one to add."""
    consultation = _place(request, pk)
    form = TermForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        draft = TermDraft(**form.cleaned_data)
        try:
            words.define(actor=actor_of(request), consultation=consultation, draft=draft)
        except Refused as refused:
            form.add_error("word", str(refused))
        else:
            messages.success(request, _("“%(word)s” is now explained to readers.") % {"word": draft.word})
            return redirect(address(consultation))
    terms = Term.objects.filter(host=consultation)
    return _show(request, "front/desk/glossary.html", consultation, form=form, terms=list(terms))


@require_http_methods(["GET", "HEAD", "POST"])
def term(request: HttpRequest, term_pk: int, pk: int | None = None) -> HttpResponse:
    consultation = _place(request, pk)
    found = get_object_or_404(Term, pk=term_pk, host=consultation)
    initial = {name: getattr(found, name) for name in TermForm.base_fields}
    form = TermForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            words.redefine(actor=actor_of(request), term=found, draft=TermDraft(**form.cleaned_data))
        except Refused as refused:
            form.add_error("word", str(refused))
        else:
            messages.success(request, _("The word was changed."))
            return redirect(address(consultation))
    return _show(request, "front/desk/term.html", consultation, form=form, term=found)


@require_POST
def remove(request: HttpRequest, term_pk: int, pk: int | None = None) -> HttpResponse:
    consultation = _place(request, pk)
    found = get_object_or_404(Term, pk=term_pk, host=consultation)
    try:
        words.undefine(actor=actor_of(request), term=found)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("“%(word)s” is no longer explained.") % {"word": found.word})
    return redirect(address(consultation))


def address(consultation: ConsultationPage | None) -> str:
    return reverse("desk:glossary", args=[consultation.pk]) if consultation else reverse("desk_glossary")


def _place(request: HttpRequest, pk: int | None) -> ConsultationPage | None:
    if pk is not None:
        return consultation_for(request.user, pk, "edit")
    if not can_in_site(request.user, "edit_site"):
        raise Http404
    return None


def _show(
    request: HttpRequest,
    template: str,
    consultation: ConsultationPage | None,
    *,
    form: TermForm,
    **context: Any,
) -> HttpResponse:
    context |= {"consultation": consultation, "form": form, "glossary_url": address(consultation)}
    return render(request, template, context, status=422 if form.errors else 200)
