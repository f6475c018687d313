"""Answering a quiz: what is counted, and that nothing of who answers is kept."""

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.learning.domain.answer_quiz import answer_quiz
from parvis.learning.enums import Reading
from parvis.learning.models import Quiz, QuizSheet
from parvis.learning.tests.factories import QuizFactory

pytestmark = pytest.mark.django_db
GIVEN = {"reading": Reading.AFTER, "chosen": [1, 0, 1], "has_read": True}


@pytest.fixture
def quiz() -> Quiz:
    return QuizFactory(on_line=True)


@pytest.mark.parametrize("make", [AnonymousUser, ParticipantFactory])
def test_right_and_wrong_are_counted_and_nothing_else_is_kept(quiz: Quiz, make: type) -> None:
    assert answer_quiz(actor=make(), quiz=quiz, **GIVEN)

    assert list(QuizSheet.objects.values("quiz", "reading", "has_read", "rights")) == [
        {"quiz": quiz.pk, "reading": "after", "has_read": True, "rights": [True, False, True]}
    ]
    assert {field.name for field in QuizSheet._meta.get_fields()} == {
        "id",
        "quiz",
        "reading",
        "has_read",
        "rights",
    }


def test_the_team_is_not_counted(quiz: Quiz) -> None:
    member = TeamMemberFactory(consultation=quiz.consultation).participant

    assert not answer_quiz(actor=member, quiz=quiz, **GIVEN)
    assert QuizSheet.objects.count() == 0


def test_a_draft_and_a_closed_one_take_no_answer() -> None:
    with pytest.raises(Refused, match="clos"):
        answer_quiz(actor=AnonymousUser(), quiz=QuizFactory(checked=True), **GIVEN)


def test_a_consultation_that_is_not_public_takes_none(quiz: Quiz) -> None:
    quiz.consultation.unpublish()

    with pytest.raises(Refused, match="clos"):
        answer_quiz(actor=AnonymousUser(), quiz=quiz, **GIVEN)


def test_each_question_is_answered(quiz: Quiz) -> None:
    with pytest.raises(Refused, match="chaque question"):
        answer_quiz(actor=AnonymousUser(), quiz=quiz, **{**GIVEN, "chosen": [1]})
