"""Minutes for tests: of an event that took place, in passages, signed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.accounts.secret_links import hash_link
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.gatherings.tests.factories import EventFactory
from parvis.minutes.domain.publish_minutes import publish_minutes
from parvis.minutes.models import Correction, Minutes, MinutesVersion, Passage

CODE = "a-code-that-nobody-guesses"


class MinutesFactory(DjangoModelFactory):
    """Three passages, the first a heading; `shared`: their link is open, under `CODE`."""

    class Meta:
        model = Minutes
        skip_postgeneration_save = True

    class Params:
        shared = factory.Trait(share_hash=hash_link(CODE), shared_at=factory.LazyFunction(timezone.now))

    event = factory.SubFactory(
        EventFactory, starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=2))
    )
    written_by = "Léa Martin, animatrice"

    @factory.post_generation
    def words(self, create: bool, extracted: list[str] | None, **_given: Any) -> None:
        said = ["Les bus", "Le dernier bus part trop tôt.", "Il manque un abri."]
        Passage.objects.bulk_create(
            Passage(minutes=self, position=place, text=text, is_heading=place == 0 and extracted is None)
            for place, text in enumerate(said if extracted is None else extracted)
        )


def _last_passage() -> Passage | None:
    return MinutesFactory().passages.last()


class CorrectionFactory(DjangoModelFactory):
    class Meta:
        model = Correction

    passage = factory.LazyFunction(_last_passage)
    old_text = factory.SelfAttribute("passage.text")
    new_text = "Il manque deux abris."
    name = "Rosa"


def writer_of(minutes: Minutes) -> Any:
    """An organiser of its consultation."""
    return TeamMemberFactory(consultation=minutes.event.consultation).participant


def published(minutes: Minutes | None = None) -> MinutesVersion:
    held = minutes or MinutesFactory()
    return publish_minutes(actor=writer_of(held), minutes=held)
