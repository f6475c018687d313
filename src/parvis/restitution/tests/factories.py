"""Answers, syntheses and figures for tests."""

from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.models import Answer, SynthesisPage


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer

    contribution = factory.SubFactory(ContributionFactory)
    status = AnswerStatus.KEPT
    text = "Les travaux commencent au printemps."
    author = factory.SubFactory(ParticipantFactory)
    signature = "Le service des mobilités"


class SynthesisFactory(DjangoModelFactory):
    """A synthesis below its consultation, public unless `live` is False."""

    class Meta:
        model = SynthesisPage

    consultation = factory.SubFactory(ConsultationFactory)
    title = factory.Sequence(lambda n: f"Ce que vous avez dit {n}")
    summary = "Des rues plus calmes, et des bus plus tard le soir."
    method = "Écrite par le service des mobilités, relue par le garant."
    body = "<p>Trois demandes reviennent.</p>"
    first_published_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(
        cls,
        model_class: type[SynthesisPage],
        *args: Any,
        consultation: ConsultationPage,
        **kwargs: Any,
    ) -> SynthesisPage:
        consultation.refresh_from_db()
        page: SynthesisPage = consultation.add_child(instance=model_class(*args, **kwargs))
        return page
