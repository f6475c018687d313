"""Write the quiz of a consultation: its questions, their order. What was put on line is left as it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.learning.models import FEWEST_CHOICES, MOST_CHOICES, MOST_QUESTIONS, Quiz, QuizQuestion
from parvis.learning.permissions import can
from parvis.learning.queries import draft_of, shown_quiz, sources_of
from parvis.pages.models import ResourcePage

HTTPS = "https://"


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question as its writer wants it; `right` is the place of the right answer, from 0.

    The source is a resource of the consultation or, without one, the page at `link`, called `source`.
    """

    label: str
    choices: tuple[str, ...]
    right: int
    explanation: str
    resource: ResourcePage | None = None
    link: str = ""
    source: str = ""


@transaction.atomic
def add_question(*, actor: Participant, consultation: ConsultationPage, draft: QuestionDraft) -> QuizQuestion:
    """Add it to the version that is being written, the first question beginning one. Raises `Refused`."""
    held = _hold(actor, consultation)
    _check(draft, held)
    quiz = draft_of(held) or _begin(held)
    places = [one.position for one in quiz.questions.all()]
    if len(places) >= MOST_QUESTIONS:
        raise Refused(_("A quiz asks five questions at most: remove one before you add another."))
    question = QuizQuestion(quiz=quiz, position=max(places, default=-1) + 1)
    _write(question, draft)
    _written_by(actor, quiz, about=question.label)
    return question


@transaction.atomic
def change_question(*, actor: Participant, question: QuizQuestion, draft: QuestionDraft) -> None:
    """What was checked has to be checked again. Raises `Refused`."""
    quiz, held = _held(actor, question)
    _check(draft, quiz.consultation)
    _write(held, draft)
    _written_by(actor, quiz, about=held.label)


@transaction.atomic
def move_question(*, actor: Participant, question: QuizQuestion, places: int) -> None:
    """Move a question up (negative) or down. Raises `Refused`."""
    quiz, held = _held(actor, question)
    questions = list(quiz.questions.all())
    here = next(place for place, one in enumerate(questions) if one.pk == held.pk)
    questions.insert(max(here + places, 0), questions.pop(here))
    for place, one in enumerate(questions):
        one.position = place
    QuizQuestion.objects.bulk_update(questions, ["position"])
    _written_by(actor, quiz, about=held.label)


@transaction.atomic
def remove_question(*, actor: Participant, question: QuizQuestion) -> None:
    """Raises `Refused`."""
    quiz, held = _held(actor, question)
    held.delete()
    _written_by(actor, quiz, about=question.label)


@transaction.atomic
def begin_again(*, actor: Participant, consultation: ConsultationPage) -> Quiz:
    """A new version to write, with the questions of the last one that was on line. Raises `Refused`."""
    held = _hold(actor, consultation)
    former = shown_quiz(held)
    if former is None or draft_of(held) is not None:
        raise Refused(_("A version is already being written: change its questions."))
    quiz = _begin(held)
    for one in former.questions.all():
        one.pk, one.quiz = None, quiz
        one.save(force_insert=True)
    quiz.writers.set(former.writers.all())
    _written_by(actor, quiz, about="")
    return quiz


def _hold(actor: Participant, consultation: ConsultationPage) -> ConsultationPage:
    """Whoever writes waits for whoever writes, checks or publishes."""
    held: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not can(actor, "write", held):
        raise Refused(_("Only an organiser of this consultation may write its quiz."))
    return held


def _held(actor: Participant, question: QuizQuestion) -> tuple[Quiz, QuizQuestion]:
    held = _hold(actor, question.quiz.consultation)
    quiz = held.quizzes.get(pk=question.quiz_id)
    if quiz.published_at is not None:
        raise Refused(_("These questions were put on line: they stay as they are. Prepare a new version."))
    found = quiz.questions.filter(pk=question.pk).first()
    if found is None:
        raise Refused(_("This question was removed meanwhile."))
    return quiz, found


def _begin(consultation: ConsultationPage) -> Quiz:
    last = consultation.quizzes.aggregate(last=Max("version"))["last"] or 0
    return Quiz.objects.create(consultation=consultation, version=last + 1)


def _check(draft: QuestionDraft, consultation: ConsultationPage) -> None:
    choices = draft.choices
    if not FEWEST_CHOICES <= len(choices) <= MOST_CHOICES:
        raise Refused(_("Offer two to five answers."))
    if len({choice.casefold() for choice in choices}) < len(choices):
        raise Refused(_("Two of the answers are the same."))
    if not 0 <= draft.right < len(choices):
        raise Refused(_("Say which of the answers offered is right."))
    if draft.resource is None and not (draft.link.startswith(HTTPS) and draft.source):
        raise Refused(
            _(
                "Give the source: a resource of this consultation, or the name of a page and its address in"
                " https."
            )
        )
    if draft.resource is not None and draft.resource.pk not in {page.pk for page in sources_of(consultation)}:
        raise Refused(_("This resource is not published in this consultation."))


def _write(question: QuizQuestion, draft: QuestionDraft) -> None:
    question.label, question.explanation = draft.label, draft.explanation
    question.choices, question.right = list(draft.choices), draft.right
    question.resource = draft.resource
    question.link = "" if draft.resource else draft.link
    question.source = draft.resource.title[:250] if draft.resource else draft.source
    question.save()


def _written_by(actor: Participant, quiz: Quiz, *, about: str) -> None:
    """What changed is no longer what was checked."""
    quiz.writers.add(actor)
    Quiz.objects.filter(pk=quiz.pk).update(checker=None, checked_as="", checked_role="", checked_at=None)
    note(actor=actor, consultation=quiz.consultation, act=DeskAct.QUIZ_CHANGED, about=about)
