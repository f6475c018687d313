"""Two hundred hostile acts at once never take more than a ballot gives, by the site or beside it."""

import random

import pytest
from django.db import IntegrityError

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast_paper import cast_paper
from parvis.ballots.models import BallotPaper, Vote
from parvis.ballots.tests.factories import BallotFactory, items_of
from parvis.ballots.tests.parallel import no_session_stays_open, together

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["no_session_stays_open"]
ACTS = 200
COSTS = (300, 400, 500, 200, 700)
METHODS = ("capped", "approval", "points", "ranking", "budget")


def drawn(method, draw):
    return draw.randint(1, {"points": 6, "ranking": 3}.get(method, 1))


def taken(ballot, items):
    votes = Vote.objects.filter(ballot=ballot, is_live=True).values_list("contribution_id", "choice")
    price = {item.pk: cost for item, cost in zip(items, COSTS, strict=True)}
    weight = {"points": lambda _item, choice: choice, "budget": lambda item, _choice: price[item]}
    of = weight.get(ballot.ballot_method, lambda _item, _choice: 1)
    return sum(of(item, choice) for item, choice in votes)


@pytest.mark.parametrize("method", METHODS)
def test_hostile_writes_past_the_site_are_held_by_the_database(method):
    """No lock, no check of the domain: each writes its row, as a broken version of the site would."""
    ballot, voter, draw = BallotFactory(**{method: True}), ParticipantFactory(), random.Random(3)  # noqa: S311
    items = items_of(ballot, 5, costs=COSTS)

    def write(item, choice):
        try:
            Vote.objects.create(ballot=ballot, contribution=item, voter=voter, choice=choice)
        except IntegrityError:
            return False
        return True

    plans = [(draw.choice(items), drawn(method, draw)) for _ in range(ACTS)]
    done = together([lambda plan=plan: write(*plan) for plan in plans])
    paper = BallotPaper.objects.get()
    assert paper.used == taken(ballot, items) <= ballot.ballot_limit
    assert 0 < sum(done) == Vote.objects.count()
    ranks = list(Vote.objects.values_list("choice", flat=True))
    assert method != "ranking" or len(set(ranks)) == len(ranks)


@pytest.mark.parametrize("method", METHODS)
def test_papers_of_one_person_sent_together_leave_one_that_fits(method):
    ballot, voter, draw = BallotFactory(**{method: True}), ParticipantFactory(), random.Random(5)  # noqa: S311
    items = items_of(ballot, 5, costs=COSTS)

    def act(choices):
        try:
            cast_paper(actor=voter, ballot=ballot, choices=choices)
        except Refused:
            return False
        return True

    plans = [
        {item.pk: draw.choice([None, drawn(method, draw)]) for item in draw.sample(items, 2)}
        for _ in range(ACTS)
    ]
    done = together([lambda plan=plan: act(plan) for plan in plans])
    assert any(done)
    assert BallotPaper.objects.get().used == taken(ballot, items) <= ballot.ballot_limit
    assert Vote.objects.filter(is_live=False, ended_at=None).count() == 0
