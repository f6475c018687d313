"""What happens soon: on the home page for everybody, and in the space of somebody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import ConsultationFactory, KindFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.following.models import Subscription
from parvis.gatherings.models import Event
from parvis.gatherings.tests.factories import EventFactory, RegistrationFactory
from parvis.gatherings.tokens import path_of

pytestmark = pytest.mark.django_db
MINE = reverse("front:mine")


def in_days(days: int, **given: object) -> Event:
    starts_at = timezone.now() + timedelta(days=days)
    return EventFactory(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **given)


def seen(client: Client, address: str) -> list[str]:
    return [getattr(row, "event", row).title for row in client.get(address).context["soon"]]


def test_everybody_sees_the_next_events_of_the_site(client: Client) -> None:
    assert "Bientôt" not in client.get("/").content.decode()
    later, sooner = in_days(9, title="Plus tard"), in_days(2, title="Demain")
    for hidden in ({"state": "draft"}, {"called_off": True}, {"consultation__live": False}):
        in_days(3, **hidden)
    in_days(-3)
    assert seen(client, "/") == [sooner.title, later.title]
    assert later.consultation.title in client.get("/").content.decode()


def test_somebody_sees_their_own_then_those_of_what_concerns_them() -> None:
    person, client = ParticipantFactory(), Client()
    client.force_login(person)
    follows, took_part = ConsultationFactory(), ConsultationFactory()
    Subscription.objects.create(participant=person, consultation=follows)
    ContributionFactory(kind=KindFactory(consultation=took_part), author=person)
    first, second = in_days(2, consultation=follows), in_days(3, consultation=took_part)
    in_days(1)  # of no concern
    held = RegistrationFactory(event=in_days(8, called_off=True), participant=person)
    assert seen(client, MINE) == [held.event.title, first.title, second.title]
    page = client.get(MINE).content.decode()
    assert (path_of(held) in page, "Annulé" in page) == (True, True)


def test_queries_do_not_grow_with_events() -> None:
    counts = []
    for count in (1, 3):
        person, client = ParticipantFactory(), Client()
        client.force_login(person)
        for _each in range(count):
            RegistrationFactory(event=in_days(2), participant=person)
        with CaptureQueriesContext(connection) as captured:
            client.get(MINE)
        counts.append(len(captured))
    assert counts[0] == counts[1]
