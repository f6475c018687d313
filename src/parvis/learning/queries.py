"""Reads of the learning floor."""

from __future__ import annotations

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.consultations.models import ConsultationPage
from parvis.learning.models import FEWEST_QUESTIONS, MOST_QUESTIONS, Quiz, QuizQuestion
from parvis.pages import queries as pages
from parvis.pages.models import ResourcePage
from parvis.ui import words


def shown_quiz(consultation: ConsultationPage) -> Quiz | None:
    """The quiz on line, or the last that was, with its questions; two queries."""
    questions = QuizQuestion.objects.select_related("resource")
    rows = consultation.quizzes.filter(published_at__isnull=False)
    found: Quiz | None = rows.prefetch_related(Prefetch("questions", questions)).first()
    return found


def open_quiz(consultation: ConsultationPage) -> Quiz | None:
    """The quiz that can be answered now; one query."""
    found: Quiz | None = consultation.quizzes.filter(published_at__isnull=False, closed_at=None).first()
    return found


def is_quizzed(consultation_pk: int) -> bool:
    """Whether a quiz can be answered now; one query."""
    return Quiz.objects.filter(
        consultation=consultation_pk, published_at__isnull=False, closed_at=None
    ).exists()


def draft_of(consultation: ConsultationPage) -> Quiz | None:
    """The version that is being written, with its questions; two queries."""
    found: Quiz | None = (
        consultation.quizzes.filter(published_at=None).prefetch_related("questions__resource").first()
    )
    return found


def sources_of(consultation: ConsultationPage) -> list[ResourcePage]:
    """The resources that a question may name: those that readers can open."""
    return list(pages.resources_in_every_language().descendant_of(consultation).order_by("title", "pk"))


def lacks(quiz: Quiz) -> list[str]:
    """What keeps a draft from being checked, and what it takes to mend it; nothing when it is whole."""
    questions = list(quiz.questions.all())
    found = []
    if not FEWEST_QUESTIONS <= len(questions) <= MOST_QUESTIONS:
        found.append(
            ngettext(
                "A quiz asks three to five questions; this one has %(n)s.",
                "A quiz asks three to five questions; this one has %(n)s.",
                len(questions),
            )
            % {"n": words.number(len(questions))}
        )
    open_to_all = {page.pk for page in sources_of(quiz.consultation)}
    for one in questions:
        if one.resource_id not in open_to_all and not one.link:
            found.append(
                _(
                    "“%(question)s”: its source is not a published resource of this consultation. Choose"
                    " another."
                )
                % {"question": one.label}
            )
    return found
