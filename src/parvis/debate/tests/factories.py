"""Arguments for tests."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from parvis.accounts.enums import IdentityLevel
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import PhaseActionFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.enums import Side, TextKind
from parvis.debate.models import Argument, ArgumentSupport

PARTICIPANT = "parvis.accounts.tests.factories.ParticipantFactory"


class ArgumentFactory(DjangoModelFactory):
    """A published argument for; traits `against`, `comment`."""

    class Meta:
        model = Argument

    class Params:
        against = factory.Trait(side=Side.AGAINST)
        comment = factory.Trait(kind=TextKind.COMMENT, side="")

    contribution = factory.SubFactory(ContributionFactory)
    side = Side.FOR
    author = factory.SubFactory(PARTICIPANT)
    identity_level = IdentityLevel.EMAIL
    text = factory.Sequence(lambda n: f"Une raison de plus ({n}).")


class ReplyFactory(ArgumentFactory):
    parent = factory.SubFactory(ArgumentFactory)
    contribution = factory.SelfAttribute("parent.contribution")
    kind = factory.SelfAttribute("parent.kind")
    depth = factory.LazyAttribute(lambda made: made.parent.depth + 1)
    side = ""


class SupportFactory(DjangoModelFactory):
    class Meta:
        model = ArgumentSupport

    argument = factory.SubFactory(ArgumentFactory)
    participant = factory.SubFactory(PARTICIPANT)


def open_comments(**fields: Any) -> Contribution:
    """A contribution on which one may comment; `fields` are those of the action."""
    action: PhaseAction = PhaseActionFactory(comment=True, **fields)
    item: Contribution = ContributionFactory(kind=action.kind, phase=action.phase)
    return item


def open_debate(**fields: Any) -> Contribution:
    """A contribution whose debate is open; `fields` are those of the action."""
    action: PhaseAction = PhaseActionFactory(argue=True, **fields)
    item: Contribution = ContributionFactory(kind=action.kind, phase=action.phase)
    return item
