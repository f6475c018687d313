"""Commissions for tests."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from parvis.commissions.models import Commission
from parvis.consultations.tests.factories import ConsultationFactory


class CommissionFactory(DjangoModelFactory):
    class Meta:
        model = Commission

    consultation = factory.SubFactory(ConsultationFactory)
    name = factory.Sequence(lambda number: f"Commission {number}")
    slug = factory.Sequence(lambda number: f"commission-{number}")
    mandate = "Examiner les contributions sur la mobilité, et rendre un avis."
