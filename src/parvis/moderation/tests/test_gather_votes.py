"""What merging and splitting do to votes: nothing is rewritten, and each person counts once."""

import pytest
from django.utils import translation

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.acts import items_of
from parvis.ballots.criteria import Criterion
from parvis.ballots.domain.best import best
from parvis.ballots.domain.cast import withdraw
from parvis.ballots.domain.cast_paper import cast_paper
from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.recount import recount
from parvis.ballots.domain.set_aside import put_back, set_aside
from parvis.ballots.domain.weigh import weigh_all, weigh_stale
from parvis.ballots.models import Vote
from parvis.ballots.outcomes import figures_of
from parvis.ballots.queries import controls
from parvis.ballots.ranking import ranking
from parvis.ballots.tests.factories import BallotFactory, close, folded, item_of, recounted
from parvis.consultations.tests.factories import (
    PhaseFactory,
)
from parvis.contributions.models import Contribution
from parvis.contributions.queries import votable
from parvis.moderation.domain.gather import part
from parvis.moderation.tests.gathered import WHY, merged, organiser_of, shown, vote

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_whoever_supported_both_counts_once_and_a_split_gives_every_figure_back():
    ballot = BallotFactory(support=True)
    bridge, footbridge, bench = (item_of(ballot) for _ in range(3))
    both = vote(ballot, bridge, 1)
    vote(ballot, footbridge, 1, both)
    vote(ballot, bridge, 1)
    vote(ballot, footbridge, 1)
    vote(ballot, bench, 1)
    fold()
    before = (folded(), shown(bridge), shown(footbridge))

    merge = merged(ballot, bridge, footbridge)
    assert shown(bridge) == {"support": 3}
    assert (folded(), recounted()) == (before[0], before[0])
    assert recount() == ()
    assert [line.people for line in ranking(ballot, 5)] == [3, 1]
    assert best(ballot=ballot, limit=1) == [bridge.pk]

    part(actor=organiser_of(ballot), merge=merge, reason="Elles ne sont pas au même endroit.")
    after = (folded(), shown(bridge), shown(footbridge))
    assert after == before
    assert recount() == ()
    fresh = Contribution.objects.get(pk=footbridge.pk)
    assert (fresh.merged_into_id, fresh.is_lead) == (None, True)


@pytest.mark.parametrize("method", [{"support": True}, {}])
def test_the_order_of_items_counts_each_person_once(method):
    ballot = BallotFactory(**method)
    bridge, footbridge, bench = (item_of(ballot) for _ in range(3))
    for _ in range(2):
        person = vote(ballot, bridge, 1)
        vote(ballot, footbridge, 1, person)
    for _ in range(3):
        vote(ballot, bench, 1)
    fold()
    merged(ballot, bridge, footbridge)
    assert best(ballot=ballot, limit=1) == [bench.pk]
    assert [(line.contribution, line.net, line.people) for line in ranking(ballot, 5)] == [
        (bench, 3, 3),
        (bridge, 2, 2),
    ]


def test_among_opposite_answers_the_latest_one_counts():
    ballot = BallotFactory()
    one, other = item_of(ballot), item_of(ballot)
    person = vote(ballot, one, 1)
    vote(ballot, other, -1, person)
    merged(ballot, one, other)
    assert shown(one) == {"against": 1}
    assert (
        controls(
            actor=person, consultation=one.consultation, contributions=[Contribution.objects.get(pk=one.pk)]
        )[one.pk].chosen
        == -1
    )
    assert Vote.objects.filter(is_live=True).count() == 2


def test_a_new_answer_replaces_those_on_all_the_texts_and_withdrawing_leaves_none():
    ballot = BallotFactory()
    one, other, third = (item_of(ballot) for _ in range(3))
    person = vote(ballot, one, 1)
    vote(ballot, other, -1, person)
    vote(ballot, third, 1, person)
    merged(ballot, one, other, third)
    assert shown(one) == {"for": 1}
    vote(ballot, one, 0, person)
    assert shown(one) == {"mixed": 1}
    assert Vote.objects.filter(is_live=True).count() == 1
    fold()
    assert (recount(), weigh_all(), weigh_stale(), shown(one)) == ((), 0, 1, {"mixed": 1})
    withdraw(actor=person, ballot=ballot, contribution=other)
    assert shown(one) == {"mixed": 1}
    withdraw(actor=person, ballot=ballot, contribution=Contribution.objects.get(pk=other.pk))
    assert (shown(one), weigh_all(), recount()) == ({}, 0, ())


def test_the_same_answer_again_changes_nothing_even_when_it_was_given_to_a_merged_text():
    ballot = BallotFactory()
    one, other = item_of(ballot), item_of(ballot)
    person = vote(ballot, other, 1)
    merged(ballot, one, other)
    vote(ballot, one, 1, person)
    assert Vote.objects.get().contribution_id == other.pk


def test_a_merged_text_takes_no_vote():
    ballot = BallotFactory()
    one, other = item_of(ballot), item_of(ballot)
    merged(ballot, one, other)
    assert list(votable(ballot)) == [one]
    with pytest.raises(Refused, match="not, or no longer"):
        vote(ballot, other, 1)


def test_grades_keep_the_latest_one_of_each_person():
    ballot = BallotFactory(grade=True)
    one, other = item_of(ballot), item_of(ballot)
    person = ParticipantFactory()
    for item, grade in ((one, 5), (other, 2)):
        cast_paper(actor=person, ballot=ballot, choices={item.pk: grade})
    cast_paper(actor=ParticipantFactory(), ballot=ballot, choices={other.pk: 4})
    merged(ballot, one, other)
    [line] = figures_of(ballot)["lines"]
    assert (line["item"], line["people"], line["mean"]) == (one.pk, 2, 3.0)
    cast_paper(actor=person, ballot=ballot, choices={one.pk: None})
    assert [line["people"] for line in figures_of(ballot)["lines"]] == [1]


def test_approvals_are_a_union_within_the_limit():
    ballot = BallotFactory(approval=True)
    one, other, third = (item_of(ballot) for _ in range(3))
    person = ParticipantFactory()
    cast_paper(actor=person, ballot=ballot, choices={one.pk: 1, other.pk: 1})
    merged(ballot, one, other)
    assert [(line["item"], line["people"]) for line in figures_of(ballot)["lines"]] == [(one.pk, 1)]
    with pytest.raises(Refused):
        cast_paper(actor=person, ballot=ballot, choices={one.pk: 1, third.pk: 1})
    cast_paper(actor=person, ballot=ballot, choices={one.pk: None, third.pk: 1})
    assert [(line["item"], line["people"]) for line in figures_of(ballot)["lines"]] == [(third.pk, 1)]


@pytest.mark.parametrize("method", ["ranking", "budget", "points", "pairs"])
def test_while_a_vote_on_whole_sheets_is_open_nothing_is_merged_nor_split(method):
    ballot = BallotFactory(**{method: True})
    one, other = item_of(ballot), item_of(ballot)
    with pytest.raises(Refused, match="each answer depends on the others"):
        merged(ballot, one, other)
    close(ballot)
    merge = merged(ballot, one, other)
    BallotFactory(phase=PhaseFactory(consultation=one.consultation), kind=ballot.kind, **{method: True})
    with pytest.raises(Refused, match="each answer depends on the others"):
        part(actor=organiser_of(ballot), merge=merge, reason=WHY)


def test_votes_set_aside_are_weighed_with_the_merge():
    ballot = BallotFactory(support=True)
    one, other = item_of(ballot), item_of(ballot)
    person = ParticipantFactory(email="one@crowd.example")
    vote(ballot, one, 1, person)
    vote(ballot, other, 1, person)
    vote(ballot, one, 1)
    merged(ballot, one, other)
    actor = organiser_of(ballot)
    act = set_aside(
        actor=actor,
        consultation=one.consultation,
        criterion=Criterion(domain="crowd.example"),
        reason="off_topic",
    )
    assert shown(one) == {"support": 1}
    put_back(actor=actor, act=act)
    assert (shown(one), weigh_all()) == ({"support": 2}, 0)


def test_a_text_merged_between_two_steps_of_a_vote_keeps_one_vote_of_its_voter(monkeypatch):
    ballot = BallotFactory()
    bridge, footbridge = item_of(ballot), item_of(ballot)
    voter = vote(ballot, bridge, 1)
    vote(ballot, footbridge, 1, voter)

    def found_then_merged(*asked):
        found = items_of(*asked)
        merged(ballot, bridge, footbridge)
        return found

    monkeypatch.setattr("parvis.ballots.domain.cast.items_of", found_then_merged)
    vote(ballot, footbridge, -1, voter)
    fold()
    weigh_stale()
    assert (shown(bridge), recount()) == ({"against": 1}, ())
