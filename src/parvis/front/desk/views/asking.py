"""Compose the form of a kind: add, change, order, copy and remove what it asks, and see it as people will."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.consultations.enums import DeskAct, QuestionType
from parvis.consultations.journal import note
from parvis.consultations.models import Kind
from parvis.consultations.queries import consultation_for
from parvis.consultations.questions import Question
from parvis.contributions.answer_tables import answer_rows
from parvis.contributions.desk_questions import QuestionForm, initial_of_question
from parvis.contributions.domain import edit_questions
from parvis.contributions.forms import WordsForm
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, done, posted
from parvis.ui.spreadsheet import csv_lines


@require_safe
def listing(request: HttpRequest, pk: int, kind_pk: int) -> HttpResponse:
    kind = _kind(request, pk, kind_pk)
    context = {
        "consultation": kind.consultation,
        "kind": kind,
        "questions": list(kind.questions.all()),
        "types": QuestionType.choices,
        "is_frozen": edit_questions.is_frozen(kind),
    }
    return render(request, "front/desk/form.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int, kind_pk: int) -> HttpResponse:
    """The type is in the address: what is asked of a question depends on it."""
    kind = _kind(request, pk, kind_pk)
    asked = request.GET.get("type", "")
    if asked not in QuestionType.values:
        return redirect("desk:form", pk=pk, kind_pk=kind_pk)
    earlier = list(kind.questions.all())
    form = QuestionForm(posted(request), type=QuestionType(asked), earlier=earlier)
    if form.is_valid() and done(
        form, edit_questions.add_question, actor=actor_of(request), kind=kind, draft=form.draft()
    ):
        messages.success(request, _("The question was added."))
        return redirect("desk:form", pk=pk, kind_pk=kind_pk)
    return _show(request, kind, form)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, kind_pk: int, question_pk: int) -> HttpResponse:
    kind = _kind(request, pk, kind_pk)
    questions = list(kind.questions.all())
    question = next((one for one in questions if one.pk == question_pk), None)
    if question is None:
        raise Http404
    form = QuestionForm(
        posted(request),
        type=QuestionType(question.type),
        earlier=questions[: questions.index(question)],
        former=question,
        initial=initial_of_question(question),
    )
    if form.is_valid() and done(
        form, edit_questions.change_question, actor=actor_of(request), question=question, draft=form.draft()
    ):
        messages.success(request, _("The question was changed."))
        return redirect("desk:form", pk=pk, kind_pk=kind_pk)
    return _show(request, kind, form, question)


@require_POST
def move(request: HttpRequest, pk: int, kind_pk: int, question_pk: int) -> HttpResponse:
    """Up when `up` is posted, else down."""
    return _act(
        request,
        pk,
        kind_pk,
        question_pk,
        edit_questions.move_question,
        places=-1 if "up" in request.POST else 1,
    )


@require_POST
def duplicate(request: HttpRequest, pk: int, kind_pk: int, question_pk: int) -> HttpResponse:
    return _act(request, pk, kind_pk, question_pk, edit_questions.duplicate_question)


@require_POST
def remove(request: HttpRequest, pk: int, kind_pk: int, question_pk: int) -> HttpResponse:
    return _act(request, pk, kind_pk, question_pk, edit_questions.remove_question)


@require_safe
def preview(request: HttpRequest, pk: int, kind_pk: int) -> HttpResponse:
    """The whole form as people will see it; nothing that is typed there is kept."""
    kind = _kind(request, pk, kind_pk)
    context = {"kind": kind, "consultation": kind.consultation, "form": WordsForm(kind=kind)}
    return render(request, "contributions/form_preview.html", context)


@require_safe
def answers_csv(request: HttpRequest, pk: int, kind_pk: int) -> HttpResponseBase:
    """Public answers, one row a contribution, one column a question; no name, nothing personal."""
    consultation = consultation_for(request.user, pk, "export")
    kind: Kind = get_object_or_404(consultation.kinds.all(), pk=kind_pk)
    file = f"answers-{kind.code}.csv"
    note(actor=actor_of(request), consultation=consultation, act=DeskAct.EXPORTED, about=file)
    response = StreamingHttpResponse(csv_lines(answer_rows(kind)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _kind(request: HttpRequest, pk: int, kind_pk: int) -> Kind:
    consultation = consultation_for(request.user, pk, "edit")
    kind: Kind = get_object_or_404(consultation.kinds.all(), pk=kind_pk)
    kind.consultation = consultation
    return kind


def _show(
    request: HttpRequest, kind: Kind, form: QuestionForm, question: Question | None = None
) -> HttpResponse:
    context = {
        "consultation": kind.consultation,
        "kind": kind,
        "form": form,
        "question": question,
        "type_name": QuestionType(form.type).label,
    }
    return render(request, "front/desk/form_question.html", context, status=422 if form.errors else 200)


def _act(
    request: HttpRequest, pk: int, kind_pk: int, question_pk: int, act: Callable[..., object], **given: Any
) -> HttpResponse:
    kind = _kind(request, pk, kind_pk)
    question = get_object_or_404(kind.questions.select_related("kind__consultation"), pk=question_pk)
    act_and_tell(request, act, question=question, **given)
    return redirect("desk:form", pk=pk, kind_pk=kind_pk)
