"""Writing, checking and opening a quiz at the desk, and who of the team may do which."""

import pytest
from django.urls import reverse

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.learning.enums import Stage
from parvis.learning.models import Quiz
from parvis.learning.queries import draft_of
from parvis.learning.tests.factories import QuizFactory
from parvis.pages.tests.factories import ResourceFactory

pytestmark = pytest.mark.django_db
QUESTION = {
    "label": "How many buses run in the evening?",
    "answer_1": "One",
    "answer_2": "",
    "answer_3": "Two",
    "answer_4": "Three",
    "right": "3",
    "explanation": "Two lines run after eight.",
}


def url(name: str, organiser, **given: int) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": organiser.consultation_id, **given})


def guarantor_of(organiser):
    return TeamMemberFactory(
        consultation=organiser.consultation, role=Role.GUARANTOR, participant__language="en"
    ).participant


def test_three_questions_then_a_check_then_the_public(desk, organiser, client) -> None:
    place = organiser.consultation
    resource = ResourceFactory(parent=place, title="Counts")
    writer, checker = desk(organiser.participant), desk(guarantor_of(organiser))
    for place_of in range(3):
        asked = {**QUESTION, "answer_2": f"None {place_of}", "resource": resource.pk}
        assert writer.post(url("add_quiz_question", organiser), asked).url == url("quiz", organiser)
    assert "somebody else of the team checks it" in writer.get(url("quiz", organiser)).content.decode()

    checked = checker.post(url("check_quiz", organiser), {"name": "Ada, guarantor"})
    assert (checked.url, draft_of(place).stage) == (url("quiz", organiser), Stage.CHECKED)
    writer.post(url("publish_quiz", organiser))
    told = client.get(reverse("front:quiz", args=[place.slug]), follow=True).content.decode()
    assert "Ada, guarantor" in told


def test_empty_answers_are_left_out_and_the_right_one_follows(desk, organiser) -> None:
    link = {"link": "https://reports.example.org/2026", "source": "Report"}
    desk(organiser.participant).post(
        url("add_quiz_question", organiser), {**QUESTION, "answer_2": "Zero", **link}
    )

    question = draft_of(organiser.consultation).questions.get()
    assert (question.choices, question.choices[question.right]) == (["One", "Zero", "Two", "Three"], "Two")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"right": "2"}, "This answer is empty"),
        ({"answer_2": "ONE"}, "Two of the answers are the same."),
        ({"link": "http://reports.example.org"}, "in https"),
        ({"right": ""}, "Say which of the answers offered is right."),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_stays(desk, organiser, change: dict, said: str) -> None:
    client = desk(organiser.participant)
    sent = {**QUESTION, "source": "Report", "link": "https://reports.example.org", **change}
    response = client.post(url("add_quiz_question", organiser), sent)
    told = response.content.decode()

    assert (response.status_code, said in told, "Two lines run after eight." in told) == (422, True, True)
    assert not Quiz.objects.exists()


def test_questions_move_by_buttons(desk, organiser) -> None:
    quiz = QuizFactory(consultation=organiser.consultation)
    first, second, third = (question.pk for question in quiz.questions.all())
    client = desk(organiser.participant)
    client.post(url("move_quiz_question", organiser, question_pk=third), {"up": "1"})
    client.post(url("move_quiz_question", organiser, question_pk=first), {"down": "1"})

    assert [question.pk for question in quiz.questions.all()] == [third, first, second]


def test_what_is_on_line_has_no_address_to_change_it(desk, organiser) -> None:
    quiz = QuizFactory(consultation=organiser.consultation, on_line=True)
    pk = quiz.questions.first().pk
    client = desk(organiser.participant)

    assert client.get(url("quiz_question", organiser, question_pk=pk)).status_code == 404
    assert client.post(url("quiz_again", organiser), follow=True).status_code == 200
    assert draft_of(organiser.consultation).version == 2


@pytest.mark.parametrize("role", [Role.GUARANTOR, Role.OBSERVER, None])
def test_others_do_not_write(desk, organiser, role: Role | None) -> None:
    place = organiser.consultation if role else ConsultationFactory()
    other = TeamMemberFactory(consultation=place, role=role or Role.ORGANISER).participant
    question = QuizFactory(consultation=organiser.consultation).questions.first()
    client = desk(other)

    for name in ("add_quiz_question", "publish_quiz", "close_quiz", "quiz_again"):
        assert client.post(url(name, organiser), QUESTION).status_code == 404
    for name in ("quiz_question", "move_quiz_question", "remove_quiz_question"):
        assert client.post(url(name, organiser, question_pk=question.pk), QUESTION).status_code == 404
    assert client.get(url("quiz", organiser)).status_code == (200 if role else 404)
    assert question.quiz.questions.count() == 3
