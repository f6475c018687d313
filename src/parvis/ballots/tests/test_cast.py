"""Casting a vote."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.domain.fold import fold
from parvis.ballots.enums import Choice
from parvis.ballots.models import TallyDelta, Vote
from parvis.ballots.permissions import can
from parvis.ballots.tests.factories import BallotFactory, folded, item_of
from parvis.consultations.enums import Role, Source
from parvis.consultations.models import Phase
from parvis.consultations.queries import database_now
from parvis.consultations.tests.factories import PhaseFactory, TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.models import CarriedContribution
from parvis.contributions.tests.factories import ContributionFactory

pytestmark = pytest.mark.django_db


def test_a_vote_is_recorded_with_who_how_and_how_sure():
    ballot, voter = BallotFactory(), ParticipantFactory()
    item = item_of(ballot)
    vote = cast(actor=voter, ballot=ballot, contribution=item, choice=Choice.AGAINST, origin=Origin.EVENT)
    vote.refresh_from_db()
    assert (vote.voter, vote.choice, vote.is_live, vote.origin) == (voter, -1, True, Origin.EVENT)
    assert vote.identity_level == IdentityLevel.EMAIL
    fold()
    assert folded() == {(item.pk, -1): 1}


def test_the_same_choice_again_changes_nothing():
    ballot, voter = BallotFactory(), ParticipantFactory()
    item = item_of(ballot)
    first = cast(actor=voter, ballot=ballot, contribution=item, choice=Choice.FOR)
    assert cast(actor=voter, ballot=ballot, contribution=item, choice=Choice.FOR) == first
    assert (Vote.objects.count(), TallyDelta.objects.count()) == (1, 1)


def test_changing_ones_mind_ends_the_first_vote_and_keeps_it():
    ballot, voter = BallotFactory(), ParticipantFactory()
    item = item_of(ballot)
    first = cast(actor=voter, ballot=ballot, contribution=item, choice=Choice.FOR)
    cast(actor=voter, ballot=ballot, contribution=item, choice=Choice.MIXED)
    first.refresh_from_db()
    assert (first.is_live, first.choice, first.ended_at is not None) == (False, 1, True)
    fold()
    assert folded() == {(item.pk, 0): 1}


def test_the_first_vote_marks_the_first_reaction_and_only_it():
    ballot = BallotFactory()
    item = item_of(ballot)
    cast(actor=ParticipantFactory(), ballot=ballot, contribution=item, choice=Choice.FOR)
    item.refresh_from_db()
    reacted = item.reacted_at
    assert reacted is not None
    cast(actor=ParticipantFactory(), ballot=ballot, contribution=item, choice=Choice.FOR)
    item.refresh_from_db()
    assert item.reacted_at == reacted


@pytest.mark.parametrize("role", list(Role))
def test_the_team_does_not_vote(role):
    ballot, insider = BallotFactory(), ParticipantFactory()
    TeamMemberFactory(consultation=ballot.phase.consultation, participant=insider, role=role)
    with pytest.raises(Refused, match=r"équipe|team"):
        cast(actor=insider, ballot=ballot, contribution=item_of(ballot), choice=Choice.FOR)
    assert (can(insider, "vote", ballot), Vote.objects.count()) == (False, 0)


def test_the_team_of_another_consultation_votes_as_anybody():
    ballot, neighbour = BallotFactory(), ParticipantFactory()
    TeamMemberFactory(participant=neighbour)
    cast(actor=neighbour, ballot=ballot, contribution=item_of(ballot), choice=Choice.FOR)
    assert (can(neighbour, "vote", ballot), Vote.objects.count()) == (True, 1)


def test_a_level_below_the_ballots_is_refused():
    ballot = BallotFactory(minimum_level=IdentityLevel.INVITED)
    item = item_of(ballot)
    outsider = ParticipantFactory(identity_level=IdentityLevel.EMAIL)
    with pytest.raises(Refused):
        cast(actor=outsider, ballot=ballot, contribution=item, choice=Choice.FOR)
    insider = ParticipantFactory(identity_level=IdentityLevel.INVITED)
    assert cast(actor=insider, ballot=ballot, contribution=item, choice=Choice.FOR).identity_level == 2


def test_the_level_is_the_one_in_the_database_not_the_one_in_hand():
    ballot, voter = BallotFactory(minimum_level=IdentityLevel.STATE), ParticipantFactory()
    voter.identity_level = IdentityLevel.STATE
    with pytest.raises(Refused):
        cast(actor=voter, ballot=ballot, contribution=item_of(ballot), choice=Choice.FOR)


def test_a_closed_account_does_not_vote():
    ballot, gone = BallotFactory(), ParticipantFactory(is_active=False)
    with pytest.raises(Refused):
        cast(actor=gone, ballot=ballot, contribution=item_of(ballot), choice=Choice.FOR)


@pytest.mark.parametrize(
    ("starts", "ends", "is_open"),
    [(-60, 1, True), (-60, -1, False), (-1, 60, True), (1, 60, False), (-1, None, True)],
)
def test_the_phase_opens_and_closes_at_its_second_of_the_databases_clock(starts, ends, is_open):
    ballot, now = BallotFactory(), database_now()
    item = item_of(ballot)
    Phase.objects.filter(pk=ballot.phase_id).update(
        starts_at=now + timedelta(seconds=starts),
        ends_at=None if ends is None else now + timedelta(seconds=ends),
    )
    if is_open:
        cast(actor=ParticipantFactory(), ballot=ballot, contribution=item, choice=Choice.FOR)
    else:
        with pytest.raises(Refused):
            cast(actor=ParticipantFactory(), ballot=ballot, contribution=item, choice=Choice.FOR)
    assert Vote.objects.count() == int(is_open)


def test_the_clock_of_the_web_server_does_not_matter(monkeypatch):
    ballot = BallotFactory(phase__future=True)
    monkeypatch.setattr(timezone, "now", lambda: ballot.phase.starts_at + timedelta(days=1))
    with pytest.raises(Refused):
        cast(actor=ParticipantFactory(), ballot=ballot, contribution=item_of(ballot), choice=Choice.FOR)


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_an_item_that_is_not_public_takes_no_vote(state):
    ballot = BallotFactory()
    with pytest.raises(Refused):
        cast(
            actor=ParticipantFactory(),
            ballot=ballot,
            contribution=item_of(ballot, state=state),
            choice=Choice.FOR,
        )


def test_an_item_of_another_kind_or_consultation_takes_no_vote():
    ballot = BallotFactory()
    for stranger in (
        ContributionFactory(),
        ContributionFactory(kind__consultation=ballot.phase.consultation),
    ):
        with pytest.raises(Refused):
            cast(actor=ParticipantFactory(), ballot=ballot, contribution=stranger, choice=Choice.FOR)


@pytest.mark.parametrize("source", [Source.BEST, Source.CHOSEN])
def test_a_phase_that_carries_some_items_takes_votes_on_those_alone(source):
    earlier = PhaseFactory(past=True)
    ballot = BallotFactory(
        phase__consultation=earlier.consultation, phase__source=source, phase__source_phase=earlier
    )
    kept, left = (ContributionFactory(kind=ballot.kind, phase=earlier) for _ in range(2))
    CarriedContribution.objects.create(phase=ballot.phase, contribution=kept)
    cast(actor=ParticipantFactory(), ballot=ballot, contribution=kept, choice=Choice.FOR)
    with pytest.raises(Refused):
        cast(actor=ParticipantFactory(), ballot=ballot, contribution=left, choice=Choice.FOR)


def test_an_answer_that_the_method_does_not_offer_is_refused():
    ballot = BallotFactory(support=True)
    with pytest.raises(Refused):
        cast(actor=ParticipantFactory(), ballot=ballot, contribution=item_of(ballot), choice=Choice.AGAINST)


def test_a_ballot_of_an_unpublished_consultation_is_closed():
    ballot = BallotFactory()
    item = item_of(ballot)
    ballot.phase.consultation.unpublish()
    with pytest.raises(Refused):
        cast(actor=ParticipantFactory(), ballot=ballot, contribution=item, choice=Choice.FOR)


def test_a_vote_costs_eight_queries_the_first_time_then_seven():
    ballot = BallotFactory()
    item = item_of(ballot)

    def cost(choice, voter):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            cast(actor=voter, ballot=ballot, contribution=item, choice=choice)
        return len([query for query in queries if "SAVEPOINT" not in query["sql"]])

    voter = ParticipantFactory()
    assert cost(Choice.FOR, voter) == 8
    assert cost(Choice.FOR, ParticipantFactory()) == 7
    assert cost(Choice.AGAINST, voter) == 8
    assert cost(Choice.AGAINST, voter) == 4


def test_a_vote_reads_neither_the_text_nor_who_the_voter_is():
    ballot, voter = BallotFactory(), ParticipantFactory()
    item = item_of(ballot)
    with CaptureQueriesContext(connection) as queries:
        cast(actor=voter, ballot=ballot, contribution=item, choice=Choice.FOR)
    read = " ".join(query["sql"] for query in queries)
    private = (
        'participant"."email',
        'participant"."public_name',
        'contribution"."title',
        'contribution"."text',
    )
    assert [column for column in private if column in read] == []
