"""Decisions for tests."""

import factory
from factory.django import DjangoModelFactory

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.moderation.enums import Act, Reason
from parvis.moderation.models import Decision


class DecisionFactory(DjangoModelFactory):
    """A decision to hide, as kept by `hide`; the contribution's state is the caller's."""

    class Meta:
        model = Decision

    contribution = factory.SubFactory(ContributionFactory)
    act = Act.HIDE
    reason = Reason.INSULT
    moderator = factory.SubFactory(ParticipantFactory)


def hidden_contribution(**fields: object) -> Contribution:
    """A contribution that moderation hid for an insult."""
    contribution: Contribution = ContributionFactory(state=State.HIDDEN, **fields)
    DecisionFactory(contribution=contribution)
    return contribution
