"""Checking a quiz: by somebody who did not write it, in another place of the team, under a name."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.learning.domain.check_quiz import check_quiz
from parvis.learning.enums import Stage
from parvis.learning.models import Quiz
from parvis.learning.tests.factories import QuizFactory

pytestmark = pytest.mark.django_db
NAME = "A. Martin, garante"


@pytest.fixture
def place() -> ConsultationPage:
    return ConsultationFactory()


def member(place: ConsultationPage, role: Role):
    return TeamMemberFactory(consultation=place, role=role).participant


def written_by(person, place: ConsultationPage, **given: object) -> Quiz:
    quiz = QuizFactory(consultation=place, **given)
    quiz.writers.add(person)
    return quiz


@pytest.mark.parametrize("role", [Role.GUARANTOR, Role.ANALYST, Role.MODERATOR, Role.ANIMATOR])
def test_another_place_of_the_team_checks_under_its_name(place: ConsultationPage, role: Role) -> None:
    quiz, checker = written_by(member(place, Role.ORGANISER), place), member(place, role)
    check_quiz(actor=checker, quiz=quiz, name=NAME)

    quiz.refresh_from_db()
    assert (quiz.stage, quiz.checker, quiz.checked_as, quiz.checked_role) == (
        Stage.CHECKED,
        checker,
        NAME,
        role,
    )
    with pytest.raises(Refused, match="déjà"):
        check_quiz(actor=checker, quiz=quiz, name=NAME)


def test_whoever_wrote_any_of_it_does_not_check(place: ConsultationPage) -> None:
    writer = member(place, Role.ORGANISER)
    TeamMemberFactory(consultation=place, participant=writer, role=Role.GUARANTOR)

    with pytest.raises(Refused, match="quelqu’un d’autre"):
        check_quiz(actor=writer, quiz=written_by(writer, place), name=NAME)


def test_another_organiser_is_on_the_same_side(place: ConsultationPage) -> None:
    quiz = written_by(member(place, Role.ORGANISER), place)

    with pytest.raises(Refused, match="autre place"):
        check_quiz(actor=member(place, Role.ORGANISER), quiz=quiz, name=NAME)


@pytest.mark.parametrize("role", [Role.OBSERVER, None])
def test_an_observer_and_a_stranger_do_not_check(place: ConsultationPage, role: Role | None) -> None:
    actor = member(place, role) if role else ParticipantFactory()
    quiz = written_by(member(place, Role.ORGANISER), place)

    with pytest.raises(Refused, match="équipe"):
        check_quiz(actor=actor, quiz=quiz, name=NAME)


def test_what_is_not_whole_is_not_checked(place: ConsultationPage) -> None:
    quiz = written_by(member(place, Role.ORGANISER), place, asks=2)

    with pytest.raises(Refused, match="trois à cinq"):
        check_quiz(actor=member(place, Role.GUARANTOR), quiz=quiz, name=NAME)
