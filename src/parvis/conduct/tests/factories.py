"""Consultations that nothing prevents from opening, and what hangs on the rules."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.conduct.enums import Degree, Outcome, Trial
from parvis.conduct.models import Attestation, DataRecord, Evaluation, FinalDecision, Instance, Rehearsal
from parvis.conduct.rehearsal.report import Step
from parvis.conduct.tests import made
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, KindFactory, PhaseActionFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.moderation.models import AppealPromise

SAID = (
    "summary", "contact", "decision_maker", "funder", "operator", "presentation", "use_of_contributions",
    "open_points", "settled_points", "alternatives", "offline_ways", "answer_in_charge", "profile",
    "has_no_guarantor", "replaced_committee",
)  # fmt: skip


class DataRecordFactory(DjangoModelFactory):
    """A whole record."""

    class Meta:
        model = DataRecord

    consultation = factory.SubFactory(ConsultationFactory)

    @classmethod
    def _create(cls, model_class: type[DataRecord], *args: Any, **kwargs: Any) -> DataRecord:  # noqa: ARG003
        record = made.record(**kwargs)
        record.save()
        return record


class AttestationFactory(DjangoModelFactory):
    class Meta:
        model = Attestation

    consultation = factory.SubFactory(ConsultationFactory)
    rule = "C14"
    words = "Des feuilles sont à la mairie, chaque mardi."
    name = "A. Martin, directrice"


class RehearsalFactory(DjangoModelFactory):
    """One that passed, some minutes ago."""

    class Meta:
        model = Rehearsal

    consultation = factory.SubFactory(ConsultationFactory)
    started_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=10))
    passed = True
    steps = factory.LazyFunction(
        lambda: [asdict(Step(trial, Outcome.PASSED, 12, "Idées")) for trial in Trial]
    )


class FinalDecisionFactory(DjangoModelFactory):
    class Meta:
        model = FinalDecision

    consultation = factory.SubFactory(ConsultationFactory)
    taken_on = factory.LazyFunction(timezone.localdate)
    title = "La passerelle sera au pont du moulin"
    text = "Le lieu le plus demandé est retenu. La largeur ne l’est pas : le budget manque."
    signature = "Le conseil municipal"


def sound(consultation: ConsultationPage, **changes: Any) -> ConsultationPage:
    """Give it all that the rules before the opening ask for, with a phase of thirty days when it has none."""
    texts = made.texts(answer_due=timezone.localdate() + timedelta(days=90), **changes)
    for name in (*SAID, "answer_due", *changes):
        setattr(consultation, name, getattr(texts, name))
    consultation.save()
    if not consultation.phases.exists():
        PhaseActionFactory(
            phase__consultation=consultation,
            phase__starts_at=timezone.now() + timedelta(days=1),
            phase__ends_at=timezone.now() + timedelta(days=31),
            kind=KindFactory(consultation=consultation),
        )
    DataRecordFactory(consultation=consultation)
    AppealPromise.objects.create(consultation=consultation, days=5)
    return consultation


class EvaluationFactory(DjangoModelFactory):
    """Somebody who says rather yes to everything."""

    class Meta:
        model = Evaluation

    consultation = factory.SubFactory(ConsultationFactory)
    participant = factory.SubFactory("parvis.accounts.tests.factories.ParticipantFactory")
    aim = information = speech = views = learning = trust = again = Degree.RATHER


def closed_consultation(*, days: int = 3, **said: Any) -> ConsultationPage:
    """One that closed some days ago, with a contribution of somebody."""
    place: ConsultationPage = ConsultationFactory(**said)
    action = PhaseActionFactory(
        phase__consultation=place,
        phase__starts_at=timezone.now() - timedelta(days=days + 500),
        phase__ends_at=timezone.now() - timedelta(days=days),
    )
    ContributionFactory(kind=action.kind, phase=action.phase)
    return place


class InstanceFactory(DjangoModelFactory):
    """A consultation that another site asks for."""

    class Meta:
        model = Instance

    identifier = factory.Sequence(lambda number: f"request-{number}")
    name = "Quelle école demain ?"
    slug = factory.Sequence(lambda number: f"quelle-ecole-{number}")
    organisation = "Ministère"
    contact_name = "Awa Diop"
    contact_email = "awa@ministere.example"
