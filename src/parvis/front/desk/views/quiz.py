"""Write the quiz of a consultation, have it checked, put it on line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, done, posted
from parvis.learning.desk import CheckForm, QuestionForm, initial_of
from parvis.learning.domain import edit_quiz as writing
from parvis.learning.domain.check_quiz import check_quiz, why_not
from parvis.learning.domain.publish_quiz import close_quiz, publish_quiz
from parvis.learning.figures import figures_of
from parvis.learning.models import Quiz, QuizQuestion
from parvis.learning.permissions import can
from parvis.learning.queries import draft_of, lacks, shown_quiz, sources_of


@require_safe
def quiz(request: HttpRequest, pk: int) -> HttpResponse:
    """What is on line and what is being written; the whole team reads it, since one of them checks it."""
    return _page(request, consultation_for(request.user, pk, "see_desk"))


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    form = QuestionForm(posted(request), resources=sources_of(consultation))
    if form.is_valid() and done(
        form, writing.add_question, actor=actor_of(request), consultation=consultation, draft=form.draft()
    ):
        messages.success(request, _("The question was added."))
        return redirect("desk:quiz", pk=pk)
    return _show(request, consultation, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    question = _question(consultation, question_pk)
    form = QuestionForm(posted(request), resources=sources_of(consultation), initial=initial_of(question))
    if form.is_valid() and done(
        form, writing.change_question, actor=actor_of(request), question=question, draft=form.draft()
    ):
        messages.success(request, _("The question was changed: the quiz has to be checked again."))
        return redirect("desk:quiz", pk=pk)
    return _show(request, consultation, form, question)


@require_POST
def move(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    """Up when `up` is posted, else down."""
    question = _question(consultation_for(request.user, pk, "edit"), question_pk)
    places = -1 if "up" in request.POST else 1
    return _act(request, pk, writing.move_question, question=question, places=places)


@require_POST
def remove(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    question = _question(consultation_for(request.user, pk, "edit"), question_pk)
    return _act(request, pk, writing.remove_question, question=question)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version to write, from the one on line."""
    consultation = consultation_for(request.user, pk, "edit")
    return _act(request, pk, writing.begin_again, consultation=consultation)


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Under a name; who may not is told why."""
    consultation = consultation_for(request.user, pk, "vouch")
    draft = draft_of(consultation)
    if draft is None:
        raise Http404
    form = CheckForm(request.POST)
    if form.is_valid() and done(form, check_quiz, actor=actor_of(request), quiz=draft, **form.cleaned_data):
        messages.success(request, _("Checked, under your name: an organiser may put it on line."))
        return redirect("desk:quiz", pk=pk)
    return _page(request, consultation, form, status=422)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    draft = draft_of(consultation_for(request.user, pk, "edit"))
    if draft is None:
        raise Http404
    return _act(request, pk, publish_quiz, quiz=draft, said=_("The quiz is on line."))


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    shown = shown_quiz(consultation_for(request.user, pk, "edit"))
    if shown is None:
        raise Http404
    return _act(
        request, pk, close_quiz, quiz=shown, said=_("The quiz is closed. What came out of it remains.")
    )


def _page(
    request: HttpRequest, consultation: ConsultationPage, form: CheckForm | None = None, *, status: int = 200
) -> HttpResponse:
    draft, shown = draft_of(consultation), shown_quiz(consultation)
    context: dict[str, Any] = {
        "consultation": consultation,
        "draft": draft,
        "shown": shown,
        "figures": figures_of(shown) if shown else None,
        "may_write": can(request.user, "write", consultation),
        "form": form or CheckForm(),
        **(_checking(request, draft) if draft else {}),
    }
    return render(request, "front/desk/quiz.html", context, status=status)


def _checking(request: HttpRequest, draft: Quiz) -> dict[str, Any]:
    """`in_the_way`: why the reader of the page may not check it, once nothing lacks."""
    lacking = lacks(draft)
    reason = "" if lacking else why_not(actor=actor_of(request), quiz=draft)
    return {"lacks": lacking, "in_the_way": reason}


def _question(consultation: ConsultationPage, question_pk: int) -> QuizQuestion:
    """A question that is still being written: those on line are there for good."""
    rows = QuizQuestion.objects.filter(quiz__consultation=consultation, quiz__published_at=None)
    found = rows.select_related("quiz__consultation").filter(pk=question_pk).first()
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest,
    consultation: ConsultationPage,
    form: QuestionForm,
    question: QuizQuestion | None = None,
) -> HttpResponse:
    context = {"consultation": consultation, "form": form, "question": question}
    return render(request, "front/desk/quiz_question.html", context, status=422 if form.errors else 200)


def _act(
    request: HttpRequest, pk: int, act: Callable[..., object], *, said: str = "", **given: Any
) -> HttpResponse:
    act_and_tell(request, act, said=said, **given)
    return redirect("desk:quiz", pk=pk)
