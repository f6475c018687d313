"""Ballots and votes for tests."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.ballots.enums import Choice
from parvis.ballots.models import ItemCost, SetAside, Tally, TallyDelta, Vote
from parvis.consultations.enums import BallotMethod
from parvis.consultations.models import Phase, PhaseAction
from parvis.consultations.tests.factories import PhaseActionFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory

PARTICIPANT = "parvis.accounts.tests.factories.ParticipantFactory"
CONSULTATION = "parvis.consultations.tests.factories.ConsultationFactory"


class BallotFactory(PhaseActionFactory):
    """A ballot of a phase under way: for, mixed, against; a trait for each other method."""

    class Params:
        support = factory.Trait(ballot_method=BallotMethod.SUPPORT)
        capped = factory.Trait(ballot_method=BallotMethod.SUPPORT, ballot_limit=2)
        approval = factory.Trait(ballot_method=BallotMethod.APPROVAL, ballot_limit=2)
        points = factory.Trait(ballot_method=BallotMethod.POINTS, ballot_limit=10)
        ranking = factory.Trait(ballot_method=BallotMethod.RANKING, ballot_limit=3)
        grade = factory.Trait(ballot_method=BallotMethod.GRADE, ballot_scale=5)
        judgment = factory.Trait(ballot_method=BallotMethod.MAJORITY_JUDGMENT)
        budget = factory.Trait(ballot_method=BallotMethod.BUDGET, ballot_limit=1000)
        pairs = factory.Trait(ballot_method=BallotMethod.PAIRS)
        statements = factory.Trait(ballot_method=BallotMethod.STATEMENTS)

    vote = True


class VoteFactory(DjangoModelFactory):
    """A live vote written as `cast` writes it, whatever the phase, with what waits to be folded."""

    class Meta:
        model = Vote

    ballot = factory.SubFactory(BallotFactory)
    contribution = factory.LazyAttribute(lambda vote: item_of(vote.ballot))
    voter = factory.SubFactory(PARTICIPANT)
    choice = Choice.FOR

    @classmethod
    def _create(cls, model_class: type[Vote], *_: Any, **fields: Any) -> Vote:
        vote = model_class.objects.create(**fields)
        TallyDelta.objects.create(
            ballot=vote.ballot, contribution=vote.contribution, choice=vote.choice, amount=1
        )
        return vote


class TallyFactory(DjangoModelFactory):
    class Meta:
        model = Tally

    ballot = factory.SubFactory(BallotFactory)
    contribution = factory.LazyAttribute(lambda tally: item_of(tally.ballot))
    choice = Choice.FOR


class SetAsideFactory(DjangoModelFactory):
    """An act as it is kept; the votes are the caller's."""

    class Meta:
        model = SetAside

    consultation = factory.SubFactory(CONSULTATION)
    criterion = factory.LazyFunction(lambda: {"domain": "new.example"})
    reason = "off_topic"
    figures = factory.LazyFunction(lambda: {"votes": 1, "people": 1, "ballots": {}, "levels": {"1": 1}})
    moderator = factory.SubFactory(PARTICIPANT)


def item_of(ballot: PhaseAction, **fields: Any) -> Contribution:
    """A contribution made in the phase of `ballot`, on which it bears."""
    values = {"kind": ballot.kind, "phase": ballot.phase, **fields}
    made: Contribution = ContributionFactory(**values)
    return made


def items_of(ballot: PhaseAction, number: int, *, costs: Sequence[int] = ()) -> list[Contribution]:
    """Items of `ballot`, each with its cost, if there are any."""
    made = [item_of(ballot) for _ in range(number)]
    for item, amount in zip(made, costs, strict=False):
        ItemCost.objects.create(ballot=ballot, contribution=item, amount=amount)
    return made


def close(ballot: PhaseAction) -> None:
    """The phase is over since an hour."""
    Phase.objects.filter(pk=ballot.phase_id).update(ends_at=timezone.now() - timedelta(hours=1))
    ballot.phase.refresh_from_db()


def folded() -> dict[tuple[int, int], int]:
    """Every tally that is not zero, by (item, choice)."""
    rows = Tally.objects.exclude(count=0).values_list("contribution_id", "choice", "count")
    return {(item, choice): count for item, choice, count in rows}


def recounted() -> dict[tuple[int, int], int]:
    """What the votes that count say themselves, one by one in Python."""
    counts: dict[tuple[int, int], int] = {}
    for item, choice in Vote.objects.filter(is_live=True, set_aside=None).values_list(
        "contribution_id", "choice"
    ):
        counts[item, choice] = counts.get((item, choice), 0) + 1
    return counts
