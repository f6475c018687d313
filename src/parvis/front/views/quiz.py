"""Answer the quiz of a consultation, see which answers were right, and what came out of all of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.accounts.errors import Refused
from parvis.accounts.guard import counts_quiz
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_by_slug
from parvis.front.caching import public_page
from parvis.front.composition import quiz as one
from parvis.learning import trying
from parvis.learning.domain.answer_quiz import answer_quiz
from parvis.learning.enums import Reading
from parvis.learning.forms import AnswerForm
from parvis.learning.models import Quiz
from parvis.learning.queries import shown_quiz


@require_safe
@public_page
def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for everybody: what this session answered is on pages of their own."""
    view = one.compose(consultation_by_slug(slug, request.user))
    if view is None:
        raise Http404
    return render(request, "front/quiz.html", {"view": view})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str, reading: str) -> HttpResponse:
    consultation, found, moment = _found(request, slug, reading)
    if reason := _elsewhere(request, found, moment):
        messages.info(request, reason)
        return redirect("front:quiz", slug)
    form = AnswerForm(request.POST if request.method == "POST" else None, quiz=found)
    tried = trying.tried(request.session, found.pk)
    if form.is_valid():
        try:
            _count(request, found, moment, form.chosen())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            trying.note_tried(request.session, found.pk, moment, form.chosen())
            return redirect("front:quiz_told", slug, moment.value)
    context = {
        "consultation": consultation,
        "quiz": found,
        "reading": moment,
        "form": form,
        "counts": tried.counts(moment),
    }
    return render(request, "front/quiz_answer.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def told(request: HttpRequest, slug: str, reading: str) -> HttpResponse:
    """Right or wrong, with the reasons: after reading, or when it is asked for (POST) instead of reading."""
    consultation, found, moment = _found(request, slug, reading)
    tried = trying.tried(request.session, found.pk)
    chosen = getattr(tried, moment.value)
    if not chosen:
        return redirect("front:quiz", slug)
    if request.method == "POST":
        trying.note_seen(request.session, found.pk)
        return redirect("front:quiz_told", slug, moment.value)
    answers = one.told(found, chosen) if tried.seen else []
    context = {
        "consultation": consultation,
        "quiz": found,
        "answers": answers,
        "score": one.score(answers) if answers else "",
    }
    return render(request, "front/quiz_told.html", context)


def _found(request: HttpRequest, slug: str, reading: str) -> tuple[ConsultationPage, Quiz, Reading]:
    consultation = consultation_by_slug(slug, request.user)
    found = shown_quiz(consultation)
    if found is None or reading not in Reading.values:
        raise Http404
    found.consultation = consultation
    return consultation, found, Reading(reading)


def _elsewhere(request: HttpRequest, quiz: Quiz, reading: Reading) -> str:
    """Why it is not answered here; empty when it may be."""
    if not quiz.is_open:
        return _("This quiz is closed. What came out of it remains.")
    if reading == Reading.BEFORE and trying.has_read(request.session, quiz.consultation_id):
        return _("You already opened a document of this consultation: answer as somebody who has read.")
    return ""


def _count(request: HttpRequest, quiz: Quiz, reading: Reading, chosen: list[int]) -> None:
    """The first answers of a session weigh on the figures, within what one network may send."""
    if not trying.tried(request.session, quiz.pk).counts(reading) or not counts_quiz(request):
        return
    answer_quiz(
        actor=request.user,
        quiz=quiz,
        reading=reading,
        chosen=chosen,
        has_read=reading == Reading.AFTER and trying.has_read(request.session, quiz.consultation_id),
    )
