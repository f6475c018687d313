"""Writing the quiz of a consultation: whose questions hold, in what order, and until when."""

from dataclasses import replace

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.learning.domain import edit_quiz as writing
from parvis.learning.domain.edit_quiz import QuestionDraft
from parvis.learning.enums import Stage
from parvis.learning.models import QuizQuestion
from parvis.learning.queries import draft_of, lacks
from parvis.learning.tests.factories import QuizFactory
from parvis.pages.tests.factories import ResourceFactory

pytestmark = pytest.mark.django_db
ASKED = QuestionDraft(
    label="Combien de bus le soir ?",
    choices=("Un", "Deux"),
    right=1,
    explanation="Deux lignes.",
    link="https://rapports.example.org/2026",
    source="Rapport annuel",
)


@pytest.fixture
def place() -> ConsultationPage:
    return ConsultationFactory()


def organiser(place: ConsultationPage):
    return TeamMemberFactory(consultation=place, role=Role.ORGANISER).participant


def labels(place: ConsultationPage) -> list[str]:
    return [question.label for question in draft_of(place).questions.all()]


def test_the_first_question_begins_a_version(place: ConsultationPage) -> None:
    writer = organiser(place)
    writing.add_question(actor=writer, consultation=place, draft=ASKED)

    quiz = draft_of(place)
    assert (quiz.version, quiz.stage, list(quiz.writers.all())) == (1, Stage.DRAFT, [writer])
    assert lacks(quiz) == ["Un quiz pose de trois à cinq questions\N{NO-BREAK SPACE}; celui-ci en a 1."]


def test_a_source_is_a_published_resource_of_the_consultation(place: ConsultationPage) -> None:
    writer, resource = organiser(place), ResourceFactory(parent=place, title="Comptages")
    question = writing.add_question(
        actor=writer, consultation=place, draft=replace(ASKED, resource=resource, link="", source="")
    )
    assert (question.resource, question.source, question.link) == (resource, "Comptages", "")

    elsewhere = ResourceFactory(parent=ConsultationFactory())
    with pytest.raises(Refused, match="publiée dans cette consultation"):
        writing.change_question(actor=writer, question=question, draft=replace(ASKED, resource=elsewhere))

    resource.unpublish()
    assert any("Combien de bus" in lack for lack in lacks(draft_of(place)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"choices": ("Un",)}, "de deux à cinq réponses"),
        ({"choices": tuple("abcdef")}, "de deux à cinq réponses"),
        ({"choices": ("Un", "un")}, "identiques"),
        ({"right": 2}, "laquelle des réponses"),
        ({"link": "http://rapports.example.org"}, "https"),
        ({"source": ""}, "source"),
    ],
)
def test_a_question_that_does_not_hold_is_refused(place: ConsultationPage, change: dict, said: str) -> None:
    with pytest.raises(Refused, match=said):
        writing.add_question(actor=organiser(place), consultation=place, draft=replace(ASKED, **change))
    assert QuizQuestion.objects.count() == 0


def test_questions_are_put_in_order_and_removed(place: ConsultationPage) -> None:
    writer = organiser(place)
    added = [
        writing.add_question(actor=writer, consultation=place, draft=replace(ASKED, label=label))
        for label in "ABC"
    ]
    writing.move_question(actor=writer, question=added[2], places=-1)
    assert labels(place) == ["A", "C", "B"]

    writing.remove_question(actor=writer, question=added[0])
    assert labels(place) == ["C", "B"]


def test_there_are_five_at_most(place: ConsultationPage) -> None:
    QuizFactory(consultation=place, asks=5)

    with pytest.raises(Refused, match="cinq questions au plus"):
        writing.add_question(actor=organiser(place), consultation=place, draft=ASKED)


def test_a_change_has_to_be_checked_again(place: ConsultationPage) -> None:
    quiz = QuizFactory(consultation=place, checked=True)
    writing.change_question(actor=organiser(place), question=quiz.questions.first(), draft=ASKED)

    assert draft_of(place).stage == Stage.DRAFT


def test_what_is_on_line_is_frozen_and_another_version_begins_from_it(place: ConsultationPage) -> None:
    writer, quiz = organiser(place), QuizFactory(consultation=place, on_line=True)
    with pytest.raises(Refused, match="nouvelle version"):
        writing.change_question(actor=writer, question=quiz.questions.first(), draft=ASKED)

    new = writing.begin_again(actor=writer, consultation=place)
    former = [question.label for question in quiz.questions.all()]
    assert (new.version, labels(place)) == (2, former)
    writing.remove_question(actor=writer, question=new.questions.first())
    assert quiz.questions.count() == 3

    with pytest.raises(Refused, match="déjà"):
        writing.begin_again(actor=writer, consultation=place)


@pytest.mark.parametrize("role", [Role.GUARANTOR, Role.ANIMATOR, None])
def test_only_an_organiser_writes(place: ConsultationPage, role: Role | None) -> None:
    actor = TeamMemberFactory(consultation=place, role=role).participant if role else ParticipantFactory()
    question = QuizFactory(consultation=place).questions.first()

    for act in (
        lambda: writing.add_question(actor=actor, consultation=place, draft=ASKED),
        lambda: writing.change_question(actor=actor, question=question, draft=ASKED),
        lambda: writing.move_question(actor=actor, question=question, places=1),
        lambda: writing.remove_question(actor=actor, question=question),
        lambda: writing.begin_again(actor=actor, consultation=place),
    ):
        with pytest.raises(Refused, match="organisateur"):
            act()
