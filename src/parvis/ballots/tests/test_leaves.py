"""What the log holds of votes, and what it is told of their totals."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots import leaves
from parvis.ballots.domain.cast import cast, withdraw
from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.tell_tally import tell_endings, tell_running
from parvis.ballots.models import Tally, Vote
from parvis.ballots.tests.factories import BallotFactory, TallyFactory, item_of
from parvis.ballots.totals import rows_of
from parvis.consultations.models import Phase
from parvis.ledger.models import Pending
from parvis.merkle.commitments import commit

pytestmark = pytest.mark.django_db


@pytest.fixture
def ballot():
    return BallotFactory()


@pytest.fixture
def item(ballot):
    return item_of(ballot)


def end(ballot, *, ago):
    Phase.objects.filter(pk=ballot.phase_id).update(ends_at=timezone.now() - ago)


def told(kind):
    return list(Pending.objects.filter(kind=kind).order_by("pk"))


def test_a_leaf_says_ballot_and_level_and_commits_to_the_rest(ballot, item):
    vote = cast(actor=ParticipantFactory(), ballot=ballot, contribution=item, choice=1)
    (leaf,) = told("vote.cast")
    assert leaf.public == {"ballot": ballot.pk, "level": 1}
    assert (leaf.entry, leaf.reference) == (vote.entry, None)
    vote.refresh_from_db()
    assert bytes(leaf.commitment) == commit(bytes(vote.salt), leaves.payload(vote))
    assert (leaf.at.minute, leaf.at.second, leaf.at.microsecond) == (0, 0, 0)


def test_a_change_refers_to_the_former_vote_that_nobody_can_open_any_longer(ballot, item):
    person = ParticipantFactory()
    first = cast(actor=person, ballot=ballot, contribution=item, choice=1)
    second = cast(actor=person, ballot=ballot, contribution=item, choice=-1)
    (leaf,) = told("vote.changed")
    assert (leaf.entry, leaf.reference) == (second.entry, first.entry)
    first.refresh_from_db()
    assert (first.salt, first.shares, first.entry is not None) == (None, None, True)


def test_a_withdrawal_refers_to_the_vote_and_commits_to_nothing(ballot, item):
    person = ParticipantFactory()
    vote = cast(actor=person, ballot=ballot, contribution=item, choice=1)
    withdraw(actor=person, ballot=ballot, contribution=item)
    (leaf,) = told("vote.withdrawn")
    assert (leaf.reference, leaf.commitment, leaf.public) == (
        vote.entry,
        None,
        {"ballot": ballot.pk, "level": 1},
    )


def test_a_vote_older_than_the_log_is_changed_and_withdrawn_all_the_same(ballot, item):
    person = ParticipantFactory()
    cast(actor=person, ballot=ballot, contribution=item, choice=1)
    Vote.objects.update(entry=None, salt=None, shares=None)
    cast(actor=person, ballot=ballot, contribution=item, choice=-1)
    Vote.objects.update(entry=None, salt=None, shares=None)
    withdraw(actor=person, ballot=ballot, contribution=item)
    assert [told("vote.changed")[0].reference, told("vote.withdrawn")[0].reference] == [None, None]


def test_the_tracker_is_made_of_the_servers_part_and_of_the_browsers(ballot, item):
    share = bytes(range(16))
    vote = cast(actor=ParticipantFactory(), ballot=ballot, contribution=item, choice=1, share=share)
    assert (len(vote.shares), vote.shares[16:]) == (32, share)
    assert vote.tracker == hashlib.sha256(vote.shares).hexdigest()
    other = cast(actor=ParticipantFactory(), ballot=ballot, contribution=item, choice=1)
    assert (len(other.shares), other.tracker != vote.tracker) == (16, True)


def test_running_totals_are_told_when_they_moved(ballot, item):
    cast(actor=ParticipantFactory(), ballot=ballot, contribution=item, choice=1)
    assert (tell_running(), tell_running()) == (1, 0)
    person = ParticipantFactory()
    cast(actor=person, ballot=ballot, contribution=item, choice=1)
    cast(actor=person, ballot=ballot, contribution=item, choice=-1)
    assert tell_running() == 1
    last = told("tally.checkpoint")[-1]
    assert last.public == {"ballot": ballot.pk, "votes": 2, "levels": {"1": 2}, "leaves": 3}


def test_a_ballot_without_a_vote_has_no_running_totals(ballot):
    assert (tell_running(), told("tally.checkpoint")) == (0, [])


def test_an_ending_is_told_once_and_not_before_its_votes_are_settled(ballot, item):
    cast(actor=ParticipantFactory(), ballot=ballot, contribution=item, choice=1)
    assert tell_endings() == 0
    end(ballot, ago=timedelta(seconds=30))
    assert tell_endings() == 0
    end(ballot, ago=timedelta(seconds=90))
    assert (tell_endings(), tell_endings()) == (1, 0)
    (leaf,) = told("tally.final")
    assert (leaf.public["ballot"], leaf.public["votes"]) == (ballot.pk, 1)
    assert tell_running() == 0


def test_totals_by_level_hold_what_was_imported_and_what_votes_do_not_account_for(ballot, item):
    for level in (*[1] * 6, *[3] * 5):
        voter = ParticipantFactory(identity_level=level)
        cast(actor=voter, ballot=ballot, contribution=item, choice=1)
    TallyFactory(ballot=ballot, contribution=item, choice=-1, imported_count=7)
    found = [
        (row["choice"], row["level"], row["count"], row["imported"]) for row in rows_of(ballot, is_split=True)
    ]
    assert found == [(-1, None, 0, 7), (1, 1, 6, 0), (1, 3, 5, 0)]
    fold()
    Tally.objects.filter(choice=1).update(count=16)
    found = [(row["choice"], row["level"], row["count"]) for row in rows_of(ballot, is_split=True)]
    assert found == [(-1, None, 0), (1, None, 5), (1, 1, 6), (1, 3, 5)]
    found = [(row["choice"], row["level"], row["count"]) for row in rows_of(ballot, is_split=False)]
    assert found == [(-1, None, 0), (1, None, 16)]
