"""Saying how a consultation went: who, when, once; what is shown, and what is forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.ballots.tests.factories import VoteFactory
from parvis.conduct.domain.evaluate import evaluate
from parvis.conduct.domain.forget_evaluations import forget_due_evaluations, forget_evaluations
from parvis.conduct.enums import Degree, EvaluationQuestion
from parvis.conduct.evaluated import FEWEST, results_of, words_of
from parvis.conduct.evaluating import window_after
from parvis.conduct.models import Evaluation
from parvis.conduct.permissions import can
from parvis.conduct.tasks import forget_evaluations as forget_by_night
from parvis.conduct.tests.factories import EvaluationFactory, closed_consultation
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.tests.factories import PhaseActionFactory, PhaseFactory, TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate.tests.factories import ArgumentFactory
from parvis.jobs.forgetting import EVALUATION_WORDS, EVALUATIONS
from parvis.jobs.models import Forgetting
from parvis.restitution.domain.snapshot import take_snapshot

pytestmark = pytest.mark.django_db
AIM, TRUST = EvaluationQuestion.AIM, EvaluationQuestion.TRUST
DAYS = st.lists(
    st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)), max_size=6
)


@pytest.fixture
def closed() -> ConsultationPage:
    return closed_consultation()


def author_in(place: ConsultationPage) -> Participant:
    found = Contribution.objects.filter(consultation=place).select_related("author").earliest("pk").author
    assert found is not None
    return found


def refused(actor: Participant, place: ConsultationPage, **said: object) -> str:
    with pytest.raises(Refused) as found:
        evaluate(actor=actor, consultation=place, **{"marks": {AIM: Degree.RATHER}, **said})
    assert not Evaluation.objects.exists()
    return str(found.value)


def move_close(place: ConsultationPage, ends_at: datetime | None) -> None:
    Phase.objects.filter(consultation=place).update(ends_at=ends_at)


def test_one_answer_a_person_the_last_one_counts(closed):
    person = author_in(closed)
    evaluate(actor=person, consultation=closed, marks={AIM: Degree.ENTIRELY, TRUST: Degree.RATHER})
    row = evaluate(actor=person, consultation=closed, marks={AIM: Degree.RATHER_NOT}, words=" Trop court. ")

    assert Evaluation.objects.get() == row
    row.refresh_from_db()
    assert (row.aim, row.trust, row.words) == (Degree.RATHER_NOT, None, "Trop court.")


def test_the_database_holds_one_answer_a_person_within_the_scale_and_none_that_says_nothing(closed):
    person = author_in(closed)
    EvaluationFactory(consultation=closed, participant=person)
    silent = dict.fromkeys(EvaluationQuestion.values)
    for said in ({"participant": person}, {"aim": 6}, {"trust": 0}, silent):
        with pytest.raises(IntegrityError), transaction.atomic():
            EvaluationFactory(consultation=closed, **said)
    EvaluationFactory(consultation=closed, **{**silent, "words": "Merci."})
    EvaluationFactory(consultation=closed, participant=None)
    EvaluationFactory(consultation=closed, participant=None)
    assert Evaluation.objects.count() == 4


@pytest.mark.parametrize("state", [State.PUBLISHED, State.HIDDEN, State.WITHDRAWN])
def test_whoever_wrote_may_answer_whatever_became_of_it(closed, state):
    Contribution.objects.update(state=state)
    assert can(author_in(closed), "evaluate", closed)


def test_whoever_argued_or_voted_may_answer(closed):
    item = Contribution.objects.get()
    ballot = PhaseActionFactory(phase=item.phase, kind=item.kind, vote=True)
    voter = VoteFactory(ballot=ballot, contribution=item).voter
    arguer = ArgumentFactory(contribution=item).author
    for person in (voter, arguer):
        evaluate(actor=person, consultation=closed, marks={AIM: Degree.BETWEEN})
    assert Evaluation.objects.count() == 2


def test_others_the_team_and_administrators_are_refused(closed):
    member = TeamMemberFactory(consultation=closed, role=Role.MODERATOR).participant
    ArgumentFactory(contribution=Contribution.objects.get(), author=member)
    for actor in (ParticipantFactory(), member, StaffFactory(is_superuser=True)):
        refused(actor, closed)
    elsewhere = author_in(closed_consultation())
    refused(elsewhere, closed)


def test_a_closed_account_is_refused(closed):
    person = author_in(closed)
    Participant.objects.filter(pk=person.pk).update(is_active=False)
    refused(person, closed)


def test_nothing_said_is_no_answer(closed):
    refused(author_in(closed), closed, marks={}, words="  ")


def test_it_opens_at_the_close_and_closes_after_its_days(closed):
    person, now = author_in(closed), timezone.now()
    for ends_at in (now + timedelta(minutes=1), None, now - EVALUATIONS - timedelta(minutes=1)):
        move_close(closed, ends_at)
        refused(person, closed)
    move_close(closed, now - EVALUATIONS + timedelta(minutes=1))
    evaluate(actor=person, consultation=closed, marks={AIM: Degree.RATHER})


def test_a_phase_to_come_that_opens_something_keeps_it_shut_one_that_opens_nothing_does_not(closed):
    phase = PhaseFactory(consultation=closed, future=True)
    assert can(author_in(closed), "evaluate", closed)
    PhaseActionFactory(phase=phase)
    refused(author_in(closed), closed)


def test_nobody_answers_on_what_is_no_longer_public(closed):
    ConsultationPage.objects.filter(pk=closed.pk).update(live=False)
    closed.refresh_from_db()
    refused(author_in(closed), closed)


@given(DAYS)
def test_the_window_begins_at_the_last_end_and_has_none_while_one_is_unknown(ends):
    now = datetime(2030, 1, 1, tzinfo=UTC)
    window = window_after(ends, now=now)
    if not ends or None in ends:
        assert window is None
        return
    assert window is not None
    assert window.opens_at == max(ends)
    assert window.is_open == (window.opens_at <= now < window.opens_at + EVALUATIONS)


def test_fewer_than_five_answers_show_nothing(closed):
    EvaluationFactory.create_batch(FEWEST - 1, consultation=closed)
    results = results_of(closed)
    assert (results.is_shown, results.shown) == (False, [])

    EvaluationFactory(consultation=closed, trust=None)
    results = results_of(closed)
    assert results.is_shown
    assert results.kept_back == [TRUST]
    assert [one.counts for one in results.shown] == [(0, 0, 0, 5, 0)] * 6


def test_degrees_are_counted_one_by_one_and_other_consultations_left_out(closed):
    for degree in Degree:
        EvaluationFactory(consultation=closed, aim=degree)
    EvaluationFactory.create_batch(FEWEST)
    aim = results_of(closed).judged[0]
    assert (aim.question, aim.counts, aim.yes, aim.answers) == (AIM, (1, 1, 1, 1, 1), 2, 5)


def test_the_rate_is_of_those_who_took_part_and_unknown_where_they_are_fewer(closed):
    EvaluationFactory(consultation=closed)
    assert results_of(closed).rate is None
    take_snapshot(consultation=closed)
    assert (results_of(closed).people, results_of(closed).rate) == (1, 100)
    EvaluationFactory(consultation=closed)
    assert results_of(closed).rate is None


def test_words_are_read_by_pages_each_once(closed, monkeypatch):
    monkeypatch.setattr("parvis.conduct.evaluated.PAGE_SIZE", 2)
    said = {f"Mot {number}" for number in range(5)}
    for words in said:
        EvaluationFactory(consultation=closed, words=words)
    EvaluationFactory(consultation=closed)
    read, after = [], ""
    while True:
        page = words_of(closed, after=after)
        read += page.items
        if not (after := page.next):
            break
    assert (len(read), set(read)) == (5, said)


def test_whoever_leaves_keeps_their_degrees_counted_and_takes_their_words(closed):
    person = author_in(closed)
    EvaluationFactory(consultation=closed, participant=person, words="Moi, Anne.")
    other = EvaluationFactory(consultation=closed, words="Merci.")
    forget_evaluations(actor=person)

    row = Evaluation.objects.get(participant=None)
    assert (row.aim, row.words) == (Degree.RATHER, "")
    other.refresh_from_db()
    assert other.words == "Merci."


def test_of_whoever_leaves_words_alone_go_whole(closed):
    person = author_in(closed)
    evaluate(actor=person, consultation=closed, marks={}, words="Moi, Anne.")
    forget_evaluations(actor=person)
    assert not Evaluation.objects.exists()


def test_once_it_is_closed_nobody_knows_any_more_who_answered(closed):
    EvaluationFactory(consultation=closed, words="Merci.")
    elsewhere = EvaluationFactory(consultation=closed_consultation())
    assert forget_due_evaluations() == 0

    move_close(closed, timezone.now() - EVALUATIONS - timedelta(minutes=1))
    assert (forget_due_evaluations(), forget_due_evaluations()) == (1, 0)
    row = Evaluation.objects.get(consultation=closed)
    assert (row.participant, row.words, row.aim) == (None, "Merci.", Degree.RATHER)
    elsewhere.refresh_from_db()
    assert elsewhere.participant is not None


def test_a_year_after_the_close_words_are_erased_and_degrees_stay(closed):
    silent = dict.fromkeys(EvaluationQuestion.values)
    EvaluationFactory(consultation=closed, participant=None, words="Merci.")
    EvaluationFactory(consultation=closed, participant=None, words="Bravo.", **silent)
    move_close(closed, timezone.now() - EVALUATION_WORDS - timedelta(minutes=1))
    forget_by_night(timestamp=0)

    assert [(row.words, row.aim) for row in Evaluation.objects.all()] == [("", Degree.RATHER)]
    assert Forgetting.objects.get(rule="evaluations").rows == 2
    assert results_of(closed).answers == 1
