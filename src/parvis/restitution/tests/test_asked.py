"""Questions to the organiser: the clock, the promise, what is late, and the answer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.models import Tally
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import PhaseActionFactory, TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.clock import Promise, add_working_days, due, is_late, late_before
from parvis.debate.domain.promise import promise
from parvis.debate.models import AnswerPromise
from parvis.restitution.asked import (
    answered_page,
    clock_of,
    standing_of,
    waiting_page,
    waiting_since,
)
from parvis.restitution.domain.answer import answer
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.models import Answer

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def asking():
    return PhaseActionFactory(ask=True)


def ask(action, *, days_ago=0, answered_after=None, wanted=0, **fields):
    now = timezone.now()
    moment = now - timedelta(days=days_ago)
    item = ContributionFactory(kind=action.kind, phase=action.phase, created_at=moment, **fields)
    if answered_after is not None:
        at = moment + timedelta(days=answered_after)
        Answer.objects.create(
            contribution=item,
            status=AnswerStatus.ANSWERED,
            text="Oui.",
            author=ParticipantFactory(),
            signature="La ville",
            created_at=at,
        )
    if wanted:
        ballot = action.phase.actions.filter(verb="vote").first() or PhaseActionFactory(
            vote=True, phase=action.phase, kind=action.kind
        )
        Tally.objects.create(ballot=ballot, contribution=item, choice=1, count=wanted)
    return item


@pytest.mark.parametrize(
    ("asked", "days", "last"),
    [
        ((2026, 3, 2), 5, (2026, 3, 9)),  # a Monday
        ((2026, 3, 6), 1, (2026, 3, 9)),  # a Friday
        ((2026, 3, 7), 1, (2026, 3, 9)),  # a Saturday
        ((2026, 3, 8), 2, (2026, 3, 10)),  # a Sunday
        ((2026, 3, 4), 10, (2026, 3, 18)),
    ],
)
def test_working_days_leave_out_the_ends_of_weeks(asked, days, last):
    assert add_working_days(date(*asked), days) == date(*last)


def test_a_question_has_the_promise_of_its_day():
    promises = [Promise(MONDAY, 5), Promise(MONDAY + timedelta(days=2), 1)]
    assert due(MONDAY - timedelta(hours=1), promises) is None
    assert due(MONDAY + timedelta(hours=1), promises) == date(2026, 3, 9)
    assert due(MONDAY + timedelta(days=2), promises) == date(2026, 3, 5)


def test_it_is_late_once_the_last_day_is_over():
    promises = [Promise(MONDAY, 5)]
    assert not is_late(MONDAY, datetime(2026, 3, 9, 22, 59, tzinfo=UTC), promises)
    assert is_late(MONDAY, datetime(2026, 3, 9, 23, 1, tzinfo=UTC), promises)  # past midnight in Paris


@pytest.mark.parametrize("offset", range(14))
@pytest.mark.parametrize("days", [1, 5])
def test_the_moment_before_which_questions_are_late_is_that_of_the_clock(offset, days):
    now = MONDAY + timedelta(days=offset)
    limit = late_before(now, days)
    promises = [Promise(MONDAY - timedelta(days=90), days)]
    assert is_late(limit - timedelta(seconds=1), now, promises)
    assert not is_late(limit, now, promises)


@pytest.mark.django_db
def test_what_waits_comes_by_how_many_want_to_know_and_answers_by_the_last_asked(asking):
    few, many, none = (ask(asking, wanted=n) for n in (2, 7, 0))
    first, second = ask(asking, days_ago=9, answered_after=2), ask(asking, days_ago=4, answered_after=1)
    ask(asking, state=State.HIDDEN)
    ContributionFactory(consultation=asking.phase.consultation)
    consultation = asking.phase.consultation
    assert [line.pk for line in waiting_page(consultation).items] == [many.pk, few.pk, none.pk]
    assert [line.pk for line in answered_page(consultation).items] == [second.pk, first.pk]


@pytest.mark.django_db
def test_pages_follow_one_another(asking):
    expected = {ask(asking).pk for _ in range(23)} | {ask(asking, wanted=n % 2 + 1).pk for n in range(3)}
    consultation = asking.phase.consultation
    first = waiting_page(consultation)
    second = waiting_page(consultation, after=first.next)
    seen = [line.pk for line in first.items + second.items]
    assert (len(seen), set(seen), second.next) == (26, expected, "")
    assert waiting_page(consultation, after="x").items == first.items


@pytest.mark.django_db
def test_the_figures_say_what_waits_what_is_late_and_the_middle_delay(asking):
    consultation = asking.phase.consultation
    for days, since in ((5, 60), (1, 10)):
        made_at = timezone.now() - timedelta(days=since)
        AnswerPromise.objects.create(consultation=consultation, days=days, made_at=made_at)
    oldest = ask(asking, days_ago=30)
    ask(asking, days_ago=70)  # before any promise
    ask(asking, days_ago=9)
    ask(asking)
    for after in (1, 2, 6):
        ask(asking, days_ago=50, answered_after=after)
    standing = standing_of(consultation)
    assert (standing.waiting, standing.late, standing.answered) == (4, 2, 3)
    assert (standing.median, standing.median_days, standing.promised) == (timedelta(days=2), 2, 1)
    assert waiting_since([consultation.pk]) == {consultation.pk: (4, standing.oldest)}
    assert standing.oldest < oldest.created_at


@pytest.mark.django_db
def test_without_a_promise_nothing_is_late(asking):
    ask(asking, days_ago=300)
    standing = standing_of(asking.phase.consultation)
    assert (standing.late, standing.promised, standing.median_days) == (0, None, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days_ago", "answered_after", "sentence"),
    [
        (0, None, "posée aujourd’hui, en attente d’une réponse"),
        (3, None, "posée il y a 3 jours, en attente d’une réponse"),
        (3, 0, "réponse le jour même"),
        (3, 2, "réponse en 2 jours"),
    ],
)
def test_the_clock_in_words(asking, days_ago, answered_after, sentence):
    assert clock_of(ask(asking, days_ago=days_ago, answered_after=answered_after)).sentence == sentence


@pytest.mark.django_db
def test_what_is_no_question_has_no_clock():
    assert clock_of(ContributionFactory()) is None


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_cost_does_not_depend_on_the_number_of_questions(asking, count):
    for _ in range(count):
        ask(asking, wanted=1)
    with CaptureQueriesContext(connection) as queries:
        waiting_page(asking.phase.consultation)
        standing_of(asking.phase.consultation)
    assert len(queries) == 6


@pytest.mark.django_db
def test_a_question_is_answered_as_one_and_its_first_answer_stays(asking):
    question = ask(asking)
    organiser = TeamMemberFactory(consultation=question.consultation, role=Role.ORGANISER).participant
    values = {"actor": organiser, "contribution": question, "signature": "La ville"}
    answer(**values, status=AnswerStatus.ANSWERED, text="Oui, en mai.")
    answer(**values, status=AnswerStatus.ANSWERED, text="Oui, en juin.")
    texts = Answer.objects.filter(contribution=question).order_by("pk").values_list("text", flat=True)
    assert list(texts) == ["Oui, en mai.", "Oui, en juin."]
    with pytest.raises(Refused):
        answer(**values, status=AnswerStatus.KEPT, text="Retenue.")


@pytest.mark.django_db
def test_a_contribution_is_not_answered_as_a_question():
    item = ContributionFactory()
    organiser = TeamMemberFactory(consultation=item.consultation, role=Role.ORGANISER).participant
    values = {"actor": organiser, "contribution": item, "text": "Oui.", "signature": "La ville"}
    with pytest.raises(Refused):
        answer(**values, status=AnswerStatus.ANSWERED)


@pytest.mark.django_db
def test_a_promise_is_the_organisers_and_the_former_one_stays(asking):
    consultation = asking.phase.consultation
    organiser = TeamMemberFactory(consultation=consultation, role=Role.ORGANISER).participant
    moderator = TeamMemberFactory(consultation=consultation, role=Role.MODERATOR).participant
    for days in (5, 5, 3):
        promise(actor=organiser, consultation=consultation, days=days)
    for actor, days in ((moderator, 2), (ParticipantFactory(), 2), (organiser, 0), (organiser, 91)):
        with pytest.raises(Refused):
            promise(actor=actor, consultation=consultation, days=days)
    assert list(AnswerPromise.objects.values_list("days", flat=True)) == [5, 3]
