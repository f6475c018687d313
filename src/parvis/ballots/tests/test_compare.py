"""Saying which of two one prefers."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.cards import card_of
from parvis.ballots.domain.compare import compare, take_back
from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.recount import recount
from parvis.ballots.models import Vote
from parvis.ballots.tests.factories import BallotFactory, close, folded, items_of, recounted

pytestmark = pytest.mark.django_db


@pytest.fixture
def ballot():
    return BallotFactory(pairs=True)


def live():
    return list(Vote.objects.filter(is_live=True).values_list("contribution_id", "other_id", "choice"))


def test_an_answer_is_kept_changed_and_taken_back(ballot):
    voter, (one, other) = ParticipantFactory(), items_of(ballot, 2)
    act = {"actor": voter, "ballot": ballot}
    first = compare(**act, better=one.pk, worse=other.pk)
    assert compare(**act, better=one.pk, worse=other.pk) == first
    assert live() == [(one.pk, other.pk, 1)]
    compare(**act, better=other.pk, worse=one.pk)
    assert live() == [(other.pk, one.pk, 1)]
    compare(**act, better=other.pk, worse=one.pk, is_tie=True)
    assert live() == [(one.pk, other.pk, 0)]
    fold()
    assert (folded(), recount()) == (recounted(), ())
    take_back(**act, one=other.pk, other=one.pk)
    assert (live(), Vote.objects.count()) == ([], 3)


def test_what_cannot_be_compared_is_refused(ballot):
    voter, (one, other) = ParticipantFactory(), items_of(ballot, 2)
    (stranger,) = items_of(BallotFactory(pairs=True), 1)
    for better, worse in ((one.pk, one.pk), (one.pk, stranger.pk)):
        with pytest.raises(Refused):
            compare(actor=voter, ballot=ballot, better=better, worse=worse)
    support = BallotFactory(support=True)
    first, second = items_of(support, 2)
    with pytest.raises(Refused):
        compare(actor=voter, ballot=support, better=first.pk, worse=second.pk)
    close(ballot)
    with pytest.raises(Refused):
        compare(actor=voter, ballot=ballot, better=one.pk, worse=other.pk)
    assert Vote.objects.count() == 0


def test_each_pair_is_shown_once_and_items_about_as_often(ballot):
    voter = ParticipantFactory()
    items_of(ballot, 5)
    seen = set()
    for turn in range(10):
        card = card_of(ballot=ballot, actor=voter)
        assert (card.done, card.total) == (turn, 10)
        better, worse = (item.pk for item in card.items)
        seen.add(frozenset((better, worse)))
        compare(actor=voter, ballot=ballot, better=better, worse=worse)
    assert (len(seen), card_of(ballot=ballot, actor=voter).items) == (10, [])
