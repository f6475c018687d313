"""Counting people and acts."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.models import Tally, Vote
from parvis.ballots.tests.factories import BallotFactory
from parvis.consultations.tests.factories import PhaseFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.models import Argument, ArgumentSupport
from parvis.restitution.domain.count import count_figures
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.restitution.figures import Day, Depth, Figures, Heap, Share
from parvis.restitution.models import FigureSnapshot
from parvis.restitution.tasks import count_all, count_consultation
from parvis.restitution.tests.factories import AnswerFactory

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def ballot():
    return BallotFactory(kind__plural_name="ideas")


@pytest.fixture
def consultation(ballot):
    return ballot.phase.consultation


def write(ballot, day=3, **fields):
    moment = datetime(2026, 3, day, 0, 30, tzinfo=PARIS)
    return ContributionFactory(kind=ballot.kind, phase=ballot.phase, created_at=moment, **fields)


def vote(ballot, contribution, voter, day=4, **fields):
    moment = datetime(2026, 3, day, 12, tzinfo=PARIS)
    return Vote.objects.create(
        ballot=ballot,
        contribution=contribution,
        voter=voter,
        choice=1,
        created_at=moment,
        identity_level=IdentityLevel.EMAIL,
        **fields,
    )


def argue(contribution, author, **fields):
    moment = datetime(2026, 3, 6, 12, tzinfo=PARIS)
    return Argument.objects.create(
        contribution=contribution,
        phase=contribution.phase,
        author=author,
        **{"side": "for", **fields},
        text="Oui.",
        created_at=moment,
        identity_level=IdentityLevel.EMAIL,
    )


def test_nothing_is_counted_as_nothing(consultation):
    figures = count_figures(consultation=consultation)
    assert (figures.people, figures.acts, figures.by_day, figures.by_origin) == (0, 0, (), ())


def test_a_person_who_does_three_things_is_one_person_and_three_acts(ballot, consultation):
    author = ParticipantFactory()
    contribution = write(ballot, author=author)
    vote(ballot, contribution, author)
    argue(contribution, author)
    figures = count_figures(consultation=consultation)
    assert (figures.people, figures.acts) == (1, 3)
    assert (figures.contributors, figures.voters, figures.arguers) == (1, 1, 1)


def test_how_far_people_went(ballot, consultation):
    reader, voter, writer = ParticipantFactory.create_batch(3)
    contribution = write(ballot, author=writer)
    vote(ballot, contribution, voter)
    vote(ballot, contribution, writer)
    argue(contribution, reader)
    later = PhaseFactory(consultation=consultation)
    write(ballot, author=writer)
    # A guest is nobody that can be told apart: what they sent is a contribution of no person.
    write(ballot, author=None, is_guest=True, identity_level=IdentityLevel.VISITOR)
    assert count_figures(consultation=consultation).depth == Depth(3, 2, 1, 1, 0)
    argument = argue(contribution, voter)
    Argument.objects.filter(pk=argument.pk).update(phase=later)
    assert count_figures(consultation=consultation).depth == Depth(3, 3, 2, 2, 1)
    Argument.objects.filter(pk=argument.pk).update(state=State.HIDDEN)
    assert count_figures(consultation=consultation).depth == Depth(3, 2, 1, 1, 0)


def test_what_each_did_is_not_told_while_counts_are_hidden(ballot, consultation):
    voter = ParticipantFactory()
    vote(ballot, write(ballot, author=voter), voter)
    figures = count_figures(consultation=consultation)
    assert (figures.depth.people, figures.without_votes().depth) == (1, Depth())
    assert Figures.from_json(figures.to_json()) == figures
    assert Figures.from_json({"people": 3}).depth == Depth()


def test_every_split(ballot, consultation):
    first, second, third = ParticipantFactory.create_batch(3)
    contribution = write(ballot, author=first)
    write(ballot, day=5, author=first, origin=Origin.PAPER, identity_level=IdentityLevel.VISITOR)
    vote(ballot, contribution, second)
    argument = argue(contribution, second)
    ArgumentSupport.objects.create(
        argument=argument, participant=third, created_at=datetime(2026, 3, 6, 13, tzinfo=PARIS)
    )
    figures = count_figures(consultation=consultation)
    assert (figures.people, figures.contributions, figures.votes, figures.arguments, figures.supports) == (
        3,
        2,
        1,
        1,
        1,
    )
    assert figures.by_origin == (Share("web", "Web", 3, 1, 1, 1, 1), Share("paper", "Papier", 1, 1, 0, 0, 0))
    assert [(share.code, share.people, share.acts) for share in figures.by_level] == [
        ("1", 3, 4),
        ("0", 1, 1),
    ]
    assert figures.by_phase == (Share(str(ballot.phase_id), ballot.phase.title, 2, 2, 1, 1, 0),)
    assert figures.by_day == (
        Day(date(2026, 3, 3), 1, 1, 0, 0, 0),
        Day(date(2026, 3, 4), 1, 0, 1, 0, 0),
        Day(date(2026, 3, 5), 1, 1, 0, 0, 0),
        Day(date(2026, 3, 6), 2, 0, 0, 1, 1),
    )
    assert figures.by_kind == (Heap(str(ballot.kind_id), "ideas", 2),)


def test_what_is_no_longer_public_is_told_apart_and_not_counted(ballot, consultation):
    shown = write(ballot)
    write(ballot, state=State.HIDDEN)
    write(ballot, state=State.WITHDRAWN)
    argue(shown, ParticipantFactory(), state=State.HIDDEN)
    vote(ballot, shown, ParticipantFactory(), is_live=False)
    figures = count_figures(consultation=consultation)
    assert (figures.people, figures.acts, figures.hidden, figures.withdrawn) == (1, 1, 1, 1)


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_what_a_text_received_is_counted_as_long_as_it_is_public(ballot, consultation, state):
    contribution = write(ballot)
    vote(ballot, contribution, ParticipantFactory())
    argument = argue(contribution, ParticipantFactory(), imported_support_count=12)
    ArgumentSupport.objects.create(argument=argument, participant=ParticipantFactory())
    Tally.objects.create(ballot=ballot, contribution=contribution, choice=1, imported_count=250)
    assert numbers(count_figures(consultation=consultation)) == (4, 4, 250, 12)
    Contribution.objects.filter(pk=contribution.pk).update(state=state)
    figures = count_figures(consultation=consultation)
    assert numbers(figures) == (0, 0, 0, 0)
    assert (figures.voters, figures.by_day, figures.by_phase[0].acts) == (0, (), 0)


def test_replies_and_supports_go_with_their_argument(ballot, consultation):
    contribution = write(ballot)
    argument = argue(contribution, ParticipantFactory(), state=State.HIDDEN)
    argue(contribution, ParticipantFactory(), side="", parent=argument, depth=1)
    ArgumentSupport.objects.create(argument=argument, participant=ParticipantFactory())
    assert numbers(count_figures(consultation=consultation)) == (1, 1, 0, 0)


def numbers(figures):
    return figures.people, figures.acts, figures.imported_votes, figures.imported_supports


def test_imported_totals_are_neither_people_nor_acts(ballot, consultation):
    contribution = write(ballot, author=None)
    Tally.objects.create(ballot=ballot, contribution=contribution, choice=1, imported_count=250)
    argue(contribution, None, imported_support_count=12)
    figures = count_figures(consultation=consultation)
    assert (figures.people, figures.votes, figures.imported_votes, figures.imported_supports) == (
        0,
        0,
        250,
        12,
    )


def test_answered_contributions_are_counted_once(ballot, consultation):
    contribution = write(ballot)
    AnswerFactory.create_batch(2, contribution=contribution)
    assert count_figures(consultation=consultation).answered == 1


def test_another_consultation_is_not_counted(consultation):
    other = BallotFactory()
    vote(other, write(other), ParticipantFactory())
    assert count_figures(consultation=consultation).acts == 0


def test_the_cost_does_not_depend_on_what_is_counted(ballot, consultation):
    costs = []
    for _ in range(2):
        write(ballot)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            count_figures(consultation=consultation)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_figures_survive_storage(ballot, consultation):
    contribution = write(ballot)
    vote(ballot, contribution, ParticipantFactory())
    counted = count_figures(consultation=consultation)
    snapshot = take_snapshot(consultation=consultation)
    snapshot.refresh_from_db()
    assert Figures.from_json(snapshot.figures) == counted


def test_the_job_counts_again_and_keeps_one_row(ballot, consultation):
    count_consultation(consultation_id=consultation.pk)
    write(ballot)
    count_all(timestamp=0)
    assert FigureSnapshot.objects.get(consultation=consultation).figures["contributions"] == 1
