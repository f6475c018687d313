"""Organisers who merge at the same moment, and people who vote meanwhile, on real connections."""

import random

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast, withdraw
from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.recount import recount
from parvis.ballots.domain.weigh import weigh, weigh_stale
from parvis.ballots.models import Vote
from parvis.ballots.queries import controls
from parvis.ballots.tests.factories import BallotFactory, item_of
from parvis.ballots.tests.parallel import no_session_stays_open, together
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.domain.withdraw import withdraw as take_text_back
from parvis.contributions.merges import Merge, MergedText
from parvis.contributions.models import Contribution
from parvis.moderation.domain.gather import gather, part

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["no_session_stays_open"]
WHY = "La même idée."


def tried(act):
    try:
        return act()
    except Refused:
        return None


def test_of_crossing_merges_one_wins_and_nothing_turns_in_a_ring():
    ballot = BallotFactory()
    for _ in range(5):
        one, other, third = (item_of(ballot) for _ in range(3))
        crossing = [(one, other), (other, one), (other, third), (third, one)]
        people = [TeamMemberFactory(consultation=ballot.phase.consultation).participant for _ in crossing]
        made = together(
            [
                lambda actor=actor, pair=pair: tried(
                    lambda: gather(actor=actor, kept=pair[0], others=[pair[1].pk], reason=WHY)
                )
                for actor, pair in zip(people, crossing, strict=True)
            ],
            threads=4,
        )
        assert len([merge for merge in made if merge]) == 1
        rows = Contribution.objects.filter(pk__in=[one.pk, other.pk, third.pk])
        merged = rows.filter(merged_into__isnull=False)
        assert (merged.count(), rows.filter(gathering__isnull=False).count()) == (1, 1)
        assert merged.filter(merged_into__merged_into__isnull=False).count() == 0


def test_two_splits_at_once_are_one():
    ballot = BallotFactory()
    one, other = item_of(ballot), item_of(ballot)
    actor = TeamMemberFactory(consultation=one.consultation).participant
    merge = gather(actor=actor, kept=one, others=[other.pk], reason=WHY)
    done = together([lambda: tried(lambda: part(actor=actor, merge=merge, reason=WHY))] * 4, threads=4)
    assert len([end for end in done if end]) == 1
    assert MergedText.objects.filter(is_live=True).count() == 0


def test_a_text_withdrawn_while_it_is_merged_is_in_no_merge():
    ballot = BallotFactory()
    actor = TeamMemberFactory(consultation=ballot.phase.consultation).participant

    def turn():
        kept, left, stays = (item_of(ballot) for _ in range(3))
        others = [left.pk, stays.pk]
        together(
            [
                lambda: tried(lambda: gather(actor=actor, kept=kept, others=others, reason=WHY)),
                lambda: take_text_back(actor=left.author, contribution=left),
            ],
            threads=2,
        )
        return Contribution.objects.get(pk=left.pk)

    for _ in range(5):
        gone = turn()
        assert (gone.state, gone.merged_into_id) == ("withdrawn", None)
        assert not MergedText.objects.filter(contribution=gone, is_live=True).exists()


def test_votes_during_merges_and_splits_end_with_counts_equal_to_the_votes():
    ballot = BallotFactory()
    items, voters = [item_of(ballot) for _ in range(3)], [ParticipantFactory() for _ in range(8)]
    actor = TeamMemberFactory(consultation=ballot.phase.consultation).participant
    draw = random.Random(5)  # noqa: S311

    def act(voter, item, choice):
        fresh = Contribution.objects.get(pk=item.pk)
        if choice is None:
            withdraw(actor=voter, ballot=ballot, contribution=fresh)
        else:
            cast(actor=voter, ballot=ballot, contribution=fresh, choice=choice)

    def turn():
        merge = gather(actor=actor, kept=items[0], others=[item.pk for item in items[1:]], reason=WHY)
        part(actor=actor, merge=merge, reason=WHY)

    plans = [(draw.choice(voters), draw.choice(items), draw.choice([1, 0, -1, None])) for _ in range(120)]
    acts = [lambda plan=plan: tried(lambda: act(*plan)) for plan in plans]
    together([*acts[:60], turn, *acts[60:], turn, fold], threads=6)
    gather(actor=actor, kept=items[0], others=[item.pk for item in items[1:]], reason=WHY)
    together(acts, threads=6)
    fold()
    weigh_stale()
    assert recount() == ()
    assert weigh(merges=list(Merge.objects.filter(split_at=None).values_list("pk", flat=True))) == 0
    latest = {vote.voter_id: vote.choice for vote in Vote.objects.filter(is_live=True).order_by("pk")}
    kept = Contribution.objects.get(pk=items[0].pk)
    control = controls(actor=ParticipantFactory(), consultation=kept.consultation, contributions=[kept])[
        kept.pk
    ]
    said = {"for": 1, "mixed": 0, "against": -1}
    assert {choice.value: choice.count for choice in control.choices} == {
        word: list(latest.values()).count(value) for word, value in said.items()
    }
