"""Consultations where people are asked who they are."""

from collections.abc import Iterable
from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.tests.factories import ConsultationFactory, PhaseActionFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.panel.enums import Trait
from parvis.panel.models import Reference, SelfDescription, Survey


class SurveyFactory(DjangoModelFactory):
    class Meta:
        model = Survey

    consultation = factory.SubFactory(ConsultationFactory)
    traits = factory.LazyFunction(lambda: [Trait.AGE.value, Trait.SEX.value])


class SelfDescriptionFactory(DjangoModelFactory):
    class Meta:
        model = SelfDescription

    consultation = factory.SubFactory(ConsultationFactory)
    participant = factory.SubFactory(ParticipantFactory)
    said = factory.LazyFunction(lambda: {"age": "30-44", "sex": "woman"})
    changed_on = factory.LazyFunction(timezone.localdate)


class ReferenceFactory(DjangoModelFactory):
    """Half women, half men."""

    class Meta:
        model = Reference

    consultation = factory.SubFactory(ConsultationFactory)
    trait = Trait.SEX
    source = "Recensement d’essai"
    year = 2024
    population = factory.LazyFunction(lambda: {"woman": 50.0, "man": 50.0})
    changed_at = factory.LazyFunction(timezone.now)


def open_consultation(*, days_left: int = 10, **said: object) -> ConsultationPage:
    """Something is open for some days, or was."""
    place: ConsultationPage = ConsultationFactory(**said)
    PhaseActionFactory(
        phase__consultation=place,
        phase__starts_at=timezone.now() - timedelta(days=400),
        phase__ends_at=timezone.now() + timedelta(days=days_left),
    )
    return place


def crowd(place: ConsultationPage, answers: Iterable[dict[str, str]], *, phase: Phase | None = None) -> None:
    """As many people as answers, each with a contribution; at once, since rows one by one take long."""
    phase = phase or place.phases.get()
    kind, said = phase.actions.all()[0].kind, list(answers)
    people = Participant.objects.bulk_create(ParticipantFactory.build_batch(len(said)))
    given = {"kind": kind, "consultation": place, "phase": phase, "author": None}
    rows = ContributionFactory.build_batch(len(said), **given)
    for row, person in zip(rows, people, strict=True):
        row.author = person
    Contribution.objects.bulk_create(rows)
    SelfDescription.objects.bulk_create(
        SelfDescription(consultation=place, participant=person, said=one, changed_on=timezone.localdate())
        for person, one in zip(people, said, strict=True)
    )


def somebody(place: ConsultationPage, said: dict[str, str] | None = None) -> Participant:
    """Somebody who contributed, and who answered when `said` is given."""
    phase = place.phases.get()
    action = phase.actions.get()
    wrote = ContributionFactory(kind=action.kind, phase=phase)
    person: Participant = wrote.author
    if said is not None:
        SelfDescriptionFactory(consultation=place, participant=person, said=said)
    return person
