"""Putting a quiz on line and closing it: once it is checked, one at a time, with a line in the log."""

import pytest

from parvis.accounts.errors import Refused
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.learning.domain.publish_quiz import close_quiz, publish_quiz
from parvis.learning.enums import Stage
from parvis.learning.queries import open_quiz
from parvis.learning.tests.factories import QuizFactory
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> ConsultationPage:
    return ConsultationFactory()


def member(place: ConsultationPage, role: Role = Role.ORGANISER):
    return TeamMemberFactory(consultation=place, role=role).participant


def told() -> list[tuple[str, dict]]:
    rows = Pending.objects.filter(kind__startswith="quiz.").order_by("pk")
    return list(rows.values_list("kind", "public"))


def test_the_log_holds_its_fingerprint_and_nobody_answer(place: ConsultationPage) -> None:
    quiz = QuizFactory(consultation=place, checked=True)
    publish_quiz(actor=member(place), quiz=quiz)

    assert open_quiz(place) == quiz
    ((kind, public),) = told()
    assert (kind, sorted(public), public["questions"]) == (
        "quiz.published", ["questions", "sha256", "version"], 3,
    )  # fmt: skip


def test_it_is_checked_first(place: ConsultationPage) -> None:
    with pytest.raises(Refused, match="vérifie"):
        publish_quiz(actor=member(place), quiz=QuizFactory(consultation=place))
    assert open_quiz(place) is None


def test_the_version_before_is_closed(place: ConsultationPage) -> None:
    former = QuizFactory(consultation=place, on_line=True)
    new = QuizFactory(consultation=place, checked=True, version=2)
    publish_quiz(actor=member(place), quiz=new)

    former.refresh_from_db()
    assert (former.stage, open_quiz(place)) == (Stage.CLOSED, new)
    assert [(kind, public["version"]) for kind, public in told()] == [
        ("quiz.closed", 1),
        ("quiz.published", 2),
    ]


def test_it_is_closed_once(place: ConsultationPage) -> None:
    quiz, organiser = QuizFactory(consultation=place, on_line=True), member(place)
    close_quiz(actor=organiser, quiz=quiz)

    assert open_quiz(place) is None
    with pytest.raises(Refused, match="pas en ligne"):
        close_quiz(actor=organiser, quiz=quiz)


def test_a_guarantor_neither_publishes_nor_closes(place: ConsultationPage) -> None:
    guarantor = member(place, Role.GUARANTOR)
    on_line = QuizFactory(consultation=place, on_line=True)
    draft = QuizFactory(consultation=place, checked=True, version=2)

    for act in (
        lambda: publish_quiz(actor=guarantor, quiz=draft),
        lambda: close_quiz(actor=guarantor, quiz=on_line),
    ):
        with pytest.raises(Refused, match="organisateur"):
            act()
