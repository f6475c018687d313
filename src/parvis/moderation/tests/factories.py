"""Decisions for tests."""

import factory
from factory.django import DjangoModelFactory

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.moderation.enums import Act, CaseKind, Reason
from parvis.moderation.models import Appeal, Case, Decision


class DecisionFactory(DjangoModelFactory):
    """A decision to hide, as kept by `hide`; the contribution's state is the caller's."""

    class Meta:
        model = Decision

    contribution = factory.SubFactory(ContributionFactory)
    act = Act.HIDE
    reason = Reason.INSULT
    moderator = factory.SubFactory(ParticipantFactory)


class AppealFactory(DjangoModelFactory):
    """An appeal that waits, against a decision that still hides its text."""

    class Meta:
        model = Appeal

    decision = factory.SubFactory(DecisionFactory, contribution__state=State.HIDDEN)
    author = factory.LazyAttribute(lambda appeal: appeal.decision.target.author)
    text = "Je n’insulte personne."


class CaseFactory(DjangoModelFactory):
    """An open case about a domain."""

    class Meta:
        model = Case

    consultation = factory.SubFactory("parvis.consultations.tests.factories.ConsultationFactory")
    kind = CaseKind.DOMAIN
    subject = "new.example"
    evidence = factory.LazyFunction(lambda: {"size": 20, "figures": {"people": 20}, "levels": {"1": 20}})


def hidden_contribution(**fields: object) -> Contribution:
    """A contribution that moderation hid for an insult."""
    contribution: Contribution = ContributionFactory(state=State.HIDDEN, **fields)
    DecisionFactory(contribution=contribution)
    return contribution


def moderator_of(consultation: ConsultationPage) -> Participant:
    """Somebody who moderates this consultation."""
    member = TeamMemberFactory(
        consultation=consultation, participant=ParticipantFactory(), role=Role.MODERATOR
    )
    person: Participant = member.participant
    return person
