"""What the tests of merges share: merging in one line, voting, and what a control shows."""

from django.contrib.auth.models import AnonymousUser

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.queries import controls
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import (
    TeamMemberFactory,
)
from parvis.contributions.merges import Merge
from parvis.contributions.models import Contribution
from parvis.moderation.domain.gather import gather

WHY = "Les deux demandent la même passerelle."


def organiser_of(ballot: PhaseAction) -> Participant:
    return TeamMemberFactory(consultation=ballot.phase.consultation).participant


def merged(ballot: PhaseAction, kept: Contribution, *others: Contribution, **given: object) -> Merge:
    return gather(
        actor=organiser_of(ballot),
        kept=kept,
        others=[item.pk for item in others],
        **{"reason": WHY, **given},
    )


def shown(item: Contribution, actor: Participant | None = None) -> dict[str, int]:
    """The counts of a control, by answer."""
    item = Contribution.objects.get(pk=item.pk)
    control = controls(
        actor=actor or AnonymousUser(), consultation=item.consultation, contributions=[item]
    ).get(item.pk)
    return {choice.value: choice.count for choice in control.choices if choice.count}


def vote(
    ballot: PhaseAction, item: Contribution, choice: int, voter: Participant | None = None
) -> Participant:
    voter = voter or ParticipantFactory()
    cast(actor=voter, ballot=ballot, contribution=Contribution.objects.get(pk=item.pk), choice=choice)
    return voter
