"""Consultations, phases and teams for tests."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.consultations.domain.appoint import appoint
from parvis.consultations.domain.prepare_site import prepare_site
from parvis.consultations.enums import BallotMethod, QuestionType, Role, Verb
from parvis.consultations.models import (
    ConsultationPage,
    Kind,
    Phase,
    PhaseAction,
    TeamMember,
    Theme,
)
from parvis.consultations.questions import Question

PARTICIPANT = "parvis.accounts.tests.factories.ParticipantFactory"


class ConsultationFactory(DjangoModelFactory):
    """A published consultation, below the folder of consultations of a prepared site."""

    class Meta:
        model = ConsultationPage

    title = factory.Sequence(lambda n: f"How shall we move around town ({n})?")
    slug = factory.Sequence(lambda n: f"consultation-{n}")
    organiser = "Town of Valmont-sur-Orle"

    @classmethod
    def _create(cls, model_class: type[ConsultationPage], *args: Any, **kwargs: Any) -> ConsultationPage:
        page = model_class(*args, **kwargs)
        prepare_site().add_child(instance=page)
        return page


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    consultation = factory.SubFactory(ConsultationFactory)
    name = factory.Sequence(lambda n: f"Theme {n}")
    position = factory.Sequence(lambda n: n % 30_000)


class KindFactory(DjangoModelFactory):
    class Meta:
        model = Kind

    consultation = factory.SubFactory(ConsultationFactory)
    code = factory.Sequence(lambda n: f"idea-{n}")
    name = "idea"
    plural_name = "ideas"
    call = "Propose an idea"


class QuestionFactory(DjangoModelFactory):
    """A short text that need not be answered; `settings` are those of its type, as they are kept."""

    class Meta:
        model = Question

    kind = factory.SubFactory(KindFactory)
    code = factory.Sequence(lambda n: f"question-{n}")
    type = QuestionType.SHORT_TEXT
    label = factory.LazyAttribute(lambda question: f"What do you say to {question.code}?")
    position = factory.Sequence(lambda n: n % 30_000)


class PhaseFactory(DjangoModelFactory):
    """Under way for a week, and for another one; traits `past`, `future` and `endless`."""

    class Meta:
        model = Phase

    class Params:
        past = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=14)),
            ends_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=7)),
        )
        future = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=7)),
            ends_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=14)),
        )
        endless = factory.Trait(ends_at=None)

    consultation = factory.SubFactory(ConsultationFactory)
    title = factory.Sequence(lambda n: f"Phase {n}")
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=7))
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class PhaseActionFactory(DjangoModelFactory):
    """A deposit on a kind of the same consultation; traits are the other verbs, `vote` has a method."""

    class Meta:
        model = PhaseAction

    class Params:
        vote = factory.Trait(verb=Verb.VOTE, ballot_method=BallotMethod.FOR_MIXED_AGAINST)
        argue = factory.Trait(verb=Verb.ARGUE)
        comment = factory.Trait(verb=Verb.COMMENT)
        ask = factory.Trait(verb=Verb.ASK)

    phase = factory.SubFactory(PhaseFactory)
    verb = Verb.DEPOSIT
    kind = factory.SubFactory(KindFactory, consultation=factory.SelfAttribute("..phase.consultation"))


class TeamMemberFactory(DjangoModelFactory):
    """Appointed as the platform does it: with the groups and permissions of the desk."""

    class Meta:
        model = TeamMember

    consultation = factory.SubFactory(ConsultationFactory)
    participant = factory.SubFactory(PARTICIPANT)
    role = Role.ORGANISER

    @classmethod
    def _create(cls, _model: type[TeamMember], *_args: Any, **kwargs: Any) -> TeamMember:
        return appoint(
            actor=None,
            consultation=kwargs["consultation"],
            person=kwargs["participant"],
            role=kwargs["role"],
        )
