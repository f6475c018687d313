"""What a form asks, once people may answer: guests among them, whose texts a moderator has not read yet."""

import pytest

from parvis.accounts.errors import Refused
from parvis.consultations.enums import QuestionType, Verb
from parvis.consultations.models import Kind, TeamMember
from parvis.consultations.questions import Question
from parvis.consultations.tests.factories import (
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    QuestionFactory,
    TeamMemberFactory,
)
from parvis.contributions.domain.edit_questions import (
    QuestionDraft,
    add_question,
    change_question,
    draft_of,
    is_frozen,
    remove_question,
)
from parvis.contributions.domain.publish_waiting import publish_waiting
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import WaitingTextFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser() -> TeamMember:
    return TeamMemberFactory()


@pytest.fixture
def kind(organiser: TeamMember) -> Kind:
    return KindFactory(consultation=organiser.consultation)


@pytest.fixture
def question(kind: Kind) -> Question:
    return QuestionFactory(kind=kind)


@pytest.mark.parametrize("verb", [Verb.DEPOSIT, Verb.ASK])
def test_a_form_holds_from_the_opening_of_whatever_it_is_written_in(
    organiser: TeamMember, question: Question, verb: Verb
) -> None:
    phase = PhaseFactory(consultation=organiser.consultation, future=True)
    action = PhaseActionFactory(phase=phase, kind=question.kind, verb=verb)
    assert not is_frozen(question.kind)

    action.phase = PhaseFactory(consultation=organiser.consultation)
    action.save(update_fields=["phase"])
    assert is_frozen(question.kind)


def test_what_a_guest_answered_stays_as_the_moderator_will_read_it(
    organiser: TeamMember, question: Question
) -> None:
    WaitingTextFactory(kind=question.kind, form_answers={question.code: "Rue du Moulin"})
    former = draft_of(question)
    personal = QuestionDraft(former.type, former.label, is_personal=True, purpose="To write back.")

    with pytest.raises(Refused):
        change_question(actor=organiser.participant, question=question, draft=personal)
    with pytest.raises(Refused):
        remove_question(actor=organiser.participant, question=question)
    question.refresh_from_db()
    assert question.is_personal is False


@pytest.mark.parametrize(
    "draft",
    [
        QuestionDraft(QuestionType.SHORT_TEXT, "Age", is_personal=True, purpose="To draw a panel."),
        QuestionDraft(QuestionType.PHOTO, "Photos"),
    ],
)
def test_nothing_that_a_guest_may_not_answer_is_added_while_texts_of_guests_wait(
    organiser: TeamMember, kind: Kind, draft: QuestionDraft
) -> None:
    text = WaitingTextFactory(kind=kind)
    with pytest.raises(Refused):
        add_question(actor=organiser.participant, kind=kind, draft=draft)

    publish_waiting(text=text)
    add_question(actor=organiser.participant, kind=kind, draft=draft)
    assert kind.questions.count() == 1


def test_nothing_is_published_of_a_form_that_became_personal(kind: Kind) -> None:
    text = WaitingTextFactory(kind=kind, form_answers={"where": "Rue du Moulin"})
    QuestionFactory(kind=kind, code="where", is_personal=True, purpose="To write back.")
    with pytest.raises(Refused):
        publish_waiting(text=text)
    text.refresh_from_db()
    assert (text.state, Contribution.objects.count()) == ("waiting", 0)
