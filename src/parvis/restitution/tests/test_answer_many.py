"""Answering many contributions at once: all or none, one answer and one leaf for each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.accounts.errors import Refused
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import PhaseActionFactory, TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.ledger.models import Pending
from parvis.restitution.domain.answer_many import MOST, AnswerDraft, answer_many
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.models import Answer

pytestmark = pytest.mark.django_db
DRAFT = AnswerDraft(AnswerStatus.PARTLY, " Dix bancs sont posés. ", "La voirie")


@pytest.fixture
def organiser():
    return TeamMemberFactory(role=Role.ORGANISER)


@pytest.fixture
def texts(organiser):
    first = ContributionFactory(kind__consultation=organiser.consultation)
    return [first, *ContributionFactory.create_batch(2, kind=first.kind)]


def say(member, texts, draft=DRAFT) -> int:
    return answer_many(
        actor=member.participant,
        consultation=member.consultation,
        numbers=[text.pk for text in texts],
        draft=draft,
    )


def test_each_gets_its_answer_its_leaf_and_its_reaction(organiser, texts):
    assert say(organiser, texts) == 3
    answers = list(Answer.objects.order_by("pk"))
    assert [(row.contribution, row.status, row.text) for row in answers] == [
        (text, AnswerStatus.PARTLY, "Dix bancs sont posés.") for text in texts
    ]
    leaves = Pending.objects.filter(kind="answer.published").values_list("entry", flat=True)
    assert set(leaves) == {row.entry for row in answers}
    for text in texts:
        text.refresh_from_db()
        assert text.reacted_at is not None


def test_what_is_sent_twice_is_told_once(organiser, texts):
    say(organiser, texts)
    assert say(organiser, texts) == 0
    assert Answer.objects.count() == 3


def test_one_that_cannot_be_answered_is_named_and_none_is(organiser, texts):
    texts[1].state = State.HIDDEN
    texts[1].save()
    with pytest.raises(Refused, match=f"C-{texts[1].pk}"):
        say(organiser, texts)
    with pytest.raises(Refused):
        say(organiser, [ContributionFactory()])
    question = PhaseActionFactory(
        phase__consultation=organiser.consultation, kind__consultation=organiser.consultation, verb="ask"
    )
    asked = ContributionFactory(kind=question.kind)
    with pytest.raises(Refused, match="une par une"):
        say(organiser, [texts[0], asked])
    assert not Answer.objects.exists()


def test_neither_nothing_nor_too_many_nor_by_somebody_else(organiser, texts):
    actor, place = organiser.participant, organiser.consultation
    for numbers in ([], range(1, MOST + 2)):
        with pytest.raises(Refused, match="500"):
            answer_many(actor=actor, consultation=place, numbers=numbers, draft=DRAFT)
    moderator = TeamMemberFactory(consultation=place, role=Role.MODERATOR)
    with pytest.raises(Refused):
        say(moderator, texts)


def test_the_cost_does_not_depend_on_how_many(organiser, texts):
    def cost(some) -> int:
        with CaptureQueriesContext(connection) as queries:
            say(organiser, some)
        return len(queries)

    assert cost(texts[:1]) == cost(texts[1:])
