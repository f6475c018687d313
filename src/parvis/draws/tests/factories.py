"""Draws for tests: four of ten people, two of each sex, a list brought by the organiser."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.draws.domain.prepare_draw import begin_preparation, prepare_draw
from parvis.draws.enums import Source
from parvis.draws.models import Candidate, Draw

RULE = "Les numéros du loto du 12 mai, dans l’ordre croissant, séparés par des espaces"
SEED = "3 14 15 92 65"


class DrawFactory(DjangoModelFactory):
    """A draft; `pool` says how many people are in it, women and men in turn."""

    class Meta:
        model = Draw
        skip_postgeneration_save = True

    class Params:
        calling = factory.Trait(source=Source.VOLUNTEERS, stage="calling")

    consultation = factory.SubFactory(ConsultationFactory)
    title = factory.Sequence(lambda n: f"Jury citoyen {n}")
    size = 4
    source = Source.LIST
    one_by_home = False
    features = factory.LazyFunction(
        lambda: [
            {"name": "Sexe", "values": [["Femme", 2, 2], ["Homme", 2, 2]]},
            {"name": "Âge", "values": [["Moins de 40 ans", 1, 3], ["40 ans et plus", 1, 3]]},
        ]
    )

    @factory.post_generation
    def pool(self, create: bool, extracted: int | None, **_given: Any) -> None:
        for place in range(extracted or 0):
            CandidateFactory(draw=self, place=place)


class CandidateFactory(DjangoModelFactory):
    class Meta:
        model = Candidate

    class Params:
        place = factory.Sequence(lambda n: n)

    draw = factory.SubFactory(DrawFactory)
    name = factory.LazyAttribute(lambda one: f"Personne {one.place}")
    email = factory.LazyAttribute(lambda one: f"personne{one.place}@example.org")
    address = factory.LazyAttribute(lambda one: f"{one.place} rue du Pont")
    said = factory.LazyAttribute(
        lambda one: {
            "Sexe": ("Femme", "Homme")[one.place % 2],
            "Âge": ("Moins de 40 ans", "40 ans et plus")[one.place // 2 % 2],
        }
    )


def organiser_of(consultation: ConsultationPage) -> Any:
    return TeamMemberFactory(consultation=consultation, role=Role.ORGANISER).participant


def asked(draw: Draw, **changes: Any) -> Draw:
    """Being prepared."""
    given = {"seed_rule": RULE, "seed_at": timezone.now() + timedelta(days=1)} | changes
    begin_preparation(actor=organiser_of(draw.consultation), draw=draw, **given)
    draw.refresh_from_db()
    return draw


def prepared(draw: Draw) -> Draw:
    """Its list is public."""
    prepare_draw(draw=asked(draw))
    draw.refresh_from_db()
    return draw


def due(draw: Draw) -> Draw:
    """Prepared two days ago, and its seed is known since yesterday."""
    day = timedelta(days=1)
    Draw.objects.filter(pk=draw.pk).update(prepared_at=timezone.now() - 2 * day, seed_at=timezone.now() - day)
    draw.refresh_from_db()
    return draw
