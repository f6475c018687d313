"""Many items at once: limits, ranks, costs; recorded whole, or not at all."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast, withdraw
from parvis.ballots.domain.cast_paper import cast_paper
from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.recount import recount
from parvis.ballots.models import BallotPaper, Vote
from parvis.ballots.tests.factories import BallotFactory, folded, items_of, recounted
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.enums import State

pytestmark = pytest.mark.django_db


def live(voter):
    rows = Vote.objects.filter(voter=voter, is_live=True).order_by("contribution")
    return list(rows.values_list("contribution_id", "choice"))


def used(ballot, voter):
    return BallotPaper.objects.get(ballot=ballot, voter=voter).used


def paper(ballot, voter, items, choices):
    return cast_paper(
        actor=voter,
        ballot=ballot,
        choices={item.pk: choice for item, choice in zip(items, choices, strict=True)},
    )


FITTING = [
    ("approval", (1, 1, None), 2),
    ("points", (7, 3, None), 10),
    ("ranking", (2, 1, 3), 3),
    ("budget", (1, None, 1), 900),
]


@pytest.mark.parametrize(("method", "choices", "sum_"), FITTING)
def test_a_paper_is_recorded_changed_and_withdrawn(method, choices, sum_):
    ballot, voter = BallotFactory(**{method: True}), ParticipantFactory()
    items = items_of(ballot, 3, costs=(400, 700, 500))
    given = sum(choice is not None for choice in choices)
    assert paper(ballot, voter, items, choices) == given
    assert live(voter) == [(i.pk, c) for i, c in zip(items, choices, strict=True) if c is not None]
    assert used(ballot, voter) == sum_
    assert paper(ballot, voter, items, choices) == 0
    assert paper(ballot, voter, items[:1], [None]) == 1
    fold()
    assert folded() == recounted()
    assert recount() == ()
    assert paper(ballot, voter, items, [None] * 3) == given - 1
    assert (live(voter), used(ballot, voter)) == ([], 0)


TOO_MUCH = [
    ("capped", (1, 1, 1)),
    ("approval", (1, 1, 1)),
    ("points", (7, 4, None)),
    ("points", (11, None, None)),
    ("ranking", (1, 1, None)),
    ("ranking", (1, 4, None)),
    ("budget", (1, 1, None)),
    ("budget", (1, None, 2)),
]


@pytest.mark.parametrize(("method", "choices"), TOO_MUCH)
def test_what_goes_beyond_the_limit_is_refused_whole(method, choices):
    ballot, voter = BallotFactory(**{method: True}), ParticipantFactory()
    items = items_of(ballot, 3, costs=(400, 700, 500))
    with pytest.raises(Refused) as refused:
        paper(ballot, voter, items, choices)
    assert str(refused.value)
    assert Vote.objects.count() == 0


def test_an_order_is_turned_round_at_once():
    ballot, voter = BallotFactory(ranking=True), ParticipantFactory()
    items = items_of(ballot, 3)
    paper(ballot, voter, items, (1, 2, 3))
    paper(ballot, voter, items, (3, 2, 1))
    assert [choice for _item, choice in live(voter)] == [3, 2, 1]
    assert Vote.objects.filter(is_live=False).count() == 2


def test_points_on_one_item_have_their_own_limit():
    ballot, voter = BallotFactory(points=True, ballot_limit_each=4), ParticipantFactory()
    items = items_of(ballot, 2)
    with pytest.raises(Refused, match="4"):
        paper(ballot, voter, items, (5, None))
    assert paper(ballot, voter, items, (4, 4)) == 2


def test_a_capped_support_is_withdrawn_to_support_another():
    ballot, voter = BallotFactory(capped=True), ParticipantFactory()
    items = items_of(ballot, 3)
    for item in items[:2]:
        cast(actor=voter, ballot=ballot, contribution=item, choice=1)
    with pytest.raises(Refused, match="2"):
        cast(actor=voter, ballot=ballot, contribution=items[2], choice=1)
    withdraw(actor=voter, ballot=ballot, contribution=items[0])
    cast(actor=voter, ballot=ballot, contribution=items[2], choice=1)
    assert [item for item, _choice in live(voter)] == [items[1].pk, items[2].pk]


def test_an_item_without_a_cost_is_in_no_budget():
    ballot, voter = BallotFactory(budget=True), ParticipantFactory()
    items = items_of(ballot, 1)
    with pytest.raises(Refused):
        paper(ballot, voter, items, (1,))


def test_who_may_not_vote_records_no_paper():
    ballot = BallotFactory(points=True)
    items = items_of(ballot, 1)
    teammate = TeamMemberFactory(consultation=ballot.phase.consultation).participant
    with pytest.raises(Refused):
        paper(ballot, teammate, items, (1,))
    with pytest.raises(Refused):
        paper(BallotFactory(points=True), ParticipantFactory(), items, (1,))
    items[0].state = State.HIDDEN
    items[0].save()
    with pytest.raises(Refused):
        paper(ballot, ParticipantFactory(), items, (1,))
    past = BallotFactory(points=True, phase__past=True)
    with pytest.raises(Refused):
        paper(past, ParticipantFactory(), items_of(past, 1), (1,))
    assert Vote.objects.count() == 0


RAW = [
    ("support", {"choice": 2}),
    ("for_mixed_against", {"choice": 2}),
    ("statements", {"choice": -2}),
    ("approval", {"choice": 0}),
    ("points", {"choice": 0}),
    ("points", {"choice": 11}),
    ("ranking", {"choice": 4}),
    ("grade", {"choice": 6}),
    ("judgment", {"choice": 6}),
    ("budget", {"choice": 1}),
    ("pairs", {"choice": 1}),
]


@pytest.mark.parametrize(("method", "fields"), RAW)
def test_the_database_refuses_a_vote_that_its_ballot_does_not_offer(method, fields):
    ballot = BallotFactory(**{} if method == "for_mixed_against" else {method: True})
    item, voter = items_of(ballot, 1)[0], ParticipantFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(ballot=ballot, contribution=item, voter=voter, **fields)


def test_the_database_refuses_two_items_where_one_is_voted_on_and_one_twice():
    ballot, voter = BallotFactory(), ParticipantFactory()
    one, other = items_of(ballot, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(ballot=ballot, contribution=one, other=other, voter=voter, choice=1)
    pairs = BallotFactory(pairs=True)
    (item,) = items_of(pairs, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(ballot=pairs, contribution=item, other=item, voter=voter, choice=1)


@pytest.mark.parametrize("number", [1, 3])
def test_the_cost_does_not_depend_on_the_number_of_items(number):
    ballot, voter = BallotFactory(approval=True, ballot_limit=9), ParticipantFactory()
    items = items_of(ballot, number)
    paper(ballot, voter, items, [1] * number)
    with CaptureQueriesContext(connection) as queries:
        paper(ballot, voter, items, [None] * number)
    assert len(queries) == 9
