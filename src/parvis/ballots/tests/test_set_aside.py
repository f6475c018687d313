"""Votes set aside by what they have in common: out of the counts, still there, and put back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.models import Footprint
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.aside import Aside, preview, set_aside_in, set_aside_on
from parvis.ballots.criteria import Criterion, matching, voters_alike
from parvis.ballots.domain.cast import cast, withdraw
from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.recount import recount
from parvis.ballots.domain.set_aside import put_back, set_aside
from parvis.ballots.enums import Choice
from parvis.ballots.models import Vote
from parvis.ballots.tests.factories import BallotFactory, VoteFactory, folded, item_of, recounted
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db
DOMAIN = Criterion(domain="new.example")


@pytest.fixture
def ballot():
    return BallotFactory()


@pytest.fixture
def item(ballot):
    return item_of(ballot)


@pytest.fixture
def moderator(ballot):
    return TeamMemberFactory(consultation=ballot.phase.consultation, role=Role.MODERATOR).participant


def voted(ballot, item, *, email="{}@new.example", count=1, **fields):
    return [
        VoteFactory(
            ballot=ballot, contribution=item, voter=ParticipantFactory(email=email.format(n)), **fields
        )
        for n in range(count)
    ]


def aside(moderator, ballot, criterion=DOMAIN):
    return set_aside(
        actor=moderator, consultation=ballot.phase.consultation, criterion=criterion, reason="off_topic"
    )


def test_they_leave_the_counts_and_stay_in_the_table(ballot, item, moderator):
    voted(ballot, item, count=3, identity_level=1)
    voted(ballot, item, email="{}@ville.example", count=2)
    fold()
    act = aside(moderator, ballot)
    fold()
    assert folded() == recounted() == {(item.pk, Choice.FOR): 2}
    assert recount() == ()
    assert act.figures == {"votes": 3, "people": 3, "ballots": {str(ballot.pk): 3}, "levels": {"1": 3}}
    assert (Vote.objects.count(), Vote.objects.filter(set_aside=act, is_live=True).count()) == (5, 3)
    assert set_aside_on([item.pk]) == {item.pk: [Aside("off_topic", 3)]}
    assert set_aside_in([ballot.pk]) == {ballot.pk: [Aside("off_topic", 3)]}


def test_they_come_back_as_they_left(ballot, item, moderator):
    voted(ballot, item, count=3)
    act = aside(moderator, ballot)
    put_back(actor=moderator, act=act)
    fold()
    assert folded() == recounted() == {(item.pk, Choice.FOR): 3}
    assert (recount(), set_aside_on([item.pk])) == ((), {})
    act.refresh_from_db()
    assert act.put_back_by == moderator
    with pytest.raises(Refused):
        put_back(actor=moderator, act=act)


def test_a_preview_changes_nothing(ballot, item):
    voted(ballot, item, count=2)
    found = preview(ballot.phase.consultation, DOMAIN)
    assert (found.votes, found.people, found.ballots, found.levels) == (2, 2, {ballot.pk: 2}, {0: 2})
    assert Vote.objects.filter(set_aside__isnull=False).count() == 0


def test_voting_again_is_no_way_back(ballot, item, moderator):
    [vote] = voted(ballot, item)
    vote.voter.identity_level = 1
    vote.voter.save()
    aside(moderator, ballot)
    cast(actor=vote.voter, ballot=ballot, contribution=item, choice=Choice.AGAINST)
    withdraw(actor=vote.voter, ballot=ballot, contribution=item)
    cast(actor=vote.voter, ballot=ballot, contribution=item, choice=Choice.MIXED)
    fold()
    assert (folded(), recount()) == ({}, ())
    put_back(actor=moderator, act=vote.voter.votes.get(is_live=True).set_aside)
    fold()
    assert (folded(), recount()) == ({(item.pk, Choice.MIXED): 1}, ())


def test_each_criterion_finds_its_votes(ballot, item):
    page = ballot.phase.consultation
    [old] = voted(ballot, item, email="{}@sub.new.example", created_at=timezone.now() - timedelta(days=3))
    [near] = voted(ballot, item, email="{}@notnew.example")
    Footprint.objects.create(participant=near.voter, network="n", browser="a")
    Footprint.objects.create(participant=near.voter, network="n", browser="b")
    day = timezone.now() - timedelta(days=1)
    found = {
        "domain": list(matching(page, DOMAIN)),
        "network": list(matching(page, Criterion(network="n"))),
        "since": list(matching(page, Criterion(since=day))),
        "until": list(matching(page, Criterion(until=day))),
        "both": list(matching(page, Criterion(domain="new.example", since=day))),
        "item alone": list(matching(page, Criterion(contribution=item.pk))),
        "nothing": list(matching(page, Criterion())),
    }
    assert found == {
        "domain": [old],
        "network": [near],
        "since": [near],
        "until": [old],
        "both": [],
        "item alone": [],
        "nothing": [],
    }


def test_a_group_is_those_who_gave_the_same_answers(ballot):
    items = [item_of(ballot) for _ in range(3)]
    flock = [ParticipantFactory() for _ in range(2)]
    for voter in flock:
        for item in items:
            VoteFactory(ballot=ballot, contribution=item, voter=voter)
    other = VoteFactory(ballot=ballot, contribution=items[0], choice=Choice.AGAINST).voter
    answers = _answers(ballot)
    assert voters_alike(ballot.phase.consultation, answers[flock[0].pk]) == [voter.pk for voter in flock]
    votes = matching(ballot.phase.consultation, Criterion(answers=answers[flock[0].pk]))
    assert (votes.count(), votes.filter(voter=other).count()) == (6, 0)


def _answers(ballot):
    from django.db import connection

    from parvis.ballots.criteria import ALIKE

    with connection.cursor() as cursor:
        cursor.execute(ALIKE, {"consultation": ballot.phase.consultation_id})
        return {row[1]: row[5] for row in cursor.fetchall()}


def test_a_criterion_survives_being_kept():
    kept = Criterion(domain="a.example", since=timezone.now(), contribution=3)
    assert Criterion.from_json(kept.to_json()) == kept


def test_the_log_tells_both_acts_with_figures_and_never_whose(ballot, item, moderator):
    voted(ballot, item, count=2, identity_level=1)
    act = aside(moderator, ballot)
    put_back(actor=moderator, act=act)
    set_leaf, back_leaf = Pending.objects.filter(kind__startswith="moderation.").order_by("pk")
    public = dict(set_leaf.public)
    assert len(public.pop("trackers")) == 64
    assert public == {"reason": "off_topic", "votes": 2, "ballots": {str(ballot.pk): 2}, "levels": {"1": 2}}
    assert (set_leaf.kind, set_leaf.entry, set_leaf.commitment is not None) == (
        "moderation.set_aside",
        act.entry,
        True,
    )
    assert (back_leaf.kind, back_leaf.reference, back_leaf.public) == (
        "moderation.put_back",
        act.entry,
        {"reason": "off_topic", "votes": 2},
    )


@pytest.mark.parametrize("criterion", [Criterion(), Criterion(domain="nobody.example")])
def test_nothing_in_common_or_nobody_is_refused(ballot, item, moderator, criterion):
    voted(ballot, item)
    with pytest.raises(Refused):
        aside(moderator, ballot, criterion)
    assert Pending.objects.filter(kind__startswith="moderation.").count() == 0


@pytest.mark.parametrize("role", [Role.ANALYST, Role.GUARANTOR, None])
def test_only_who_moderates_this_consultation_decides(ballot, item, role):
    voted(ballot, item)
    place = {"consultation": ballot.phase.consultation} if role else {}
    person = TeamMemberFactory(role=role or Role.MODERATOR, **place).participant
    with pytest.raises(Refused):
        aside(person, ballot)
    assert Vote.objects.filter(set_aside__isnull=False).count() == 0
