"""Commissions for tests: open, with whoever sits there, what they say and what they are handed."""

from __future__ import annotations

from datetime import date
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.commissions.enums import Office
from parvis.commissions.models import Commission, CommissionMember, HandOver, Opinion, OpinionVersion
from parvis.consultations.tests.factories import ConsultationFactory, KindFactory
from parvis.contributions.tests.factories import ContributionFactory


class CommissionFactory(DjangoModelFactory):
    class Meta:
        model = Commission

    consultation = factory.SubFactory(ConsultationFactory)
    name = factory.Sequence(lambda number: f"Commission {number}")
    slug = factory.Sequence(lambda number: f"commission-{number}")
    mandate = "Examiner les contributions sur la mobilité, et rendre un avis."


class CommissionMemberFactory(DjangoModelFactory):
    """Somebody with an account who accepted, and is named; `invited`: nobody accepted yet."""

    class Meta:
        model = CommissionMember

    class Params:
        invited = factory.Trait(participant=None, is_public=False, agreed_at=None)

    commission = factory.SubFactory(CommissionFactory)
    participant = factory.SubFactory(ParticipantFactory, public_name="Ada")
    office = Office.MEMBER
    is_public = True
    invited_at = factory.LazyFunction(timezone.now)
    agreed_at = factory.LazyFunction(timezone.now)


class OpinionFactory(DjangoModelFactory):
    """Published, in one version."""

    class Meta:
        model = Opinion
        skip_postgeneration_save = True

    commission = factory.SubFactory(CommissionFactory)

    @factory.post_generation
    def title(self, create: bool, extracted: str | None, **_given: Any) -> None:
        OpinionVersion.objects.create(
            opinion=self,
            number=1,
            title=extracted or "Un bus toutes les vingt minutes",
            text="La commission demande un bus toutes les vingt minutes.",
            adopted_on=date(2026, 11, 20),
            digest="0" * 64,
        )


class HandOverFactory(DjangoModelFactory):
    """A contribution under examination, of the consultation of the commission."""

    class Meta:
        model = HandOver

    commission = factory.SubFactory(CommissionFactory)
    contribution = factory.LazyAttribute(
        lambda row: ContributionFactory(kind=KindFactory(consultation=row.commission.consultation))
    )
    reason = "Elle parle des bus."


def officer_of(commission: Commission, office: Office = Office.CHAIR) -> Any:
    """Somebody with an account who acts for it, and has no place in the team."""
    return CommissionMemberFactory(commission=commission, office=office).participant
