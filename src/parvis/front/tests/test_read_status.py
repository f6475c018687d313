"""The page that tells the state of the site, and what a consultation says by itself of an outage."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.availability.enums import Cause, Watcher
from parvis.availability.models import Watch
from parvis.availability.tests.factories import MaintenanceFactory, OutageFactory, WatchFactory
from parvis.conduct.outages import OutageRuling
from parvis.consultations.tests.factories import ConsultationFactory, PhaseActionFactory

pytestmark = pytest.mark.django_db


def read(client, address="/en/status/"):
    return client.get(address).content.decode()


def consultation(*, closes_in: timedelta, **said):
    place = ConsultationFactory(**said)
    now = timezone.now()
    PhaseActionFactory(
        phase__consultation=place,
        phase__starts_at=now - timedelta(days=40),
        phase__ends_at=now + closes_in,
    )
    return place


def test_a_site_that_nobody_looked_at_says_so(client):
    page = read(client)
    assert "Nobody has looked at the site from inside yet" in page
    assert "The site answers." in page


def test_it_says_how_the_site_is_and_what_lasts(client):
    WatchFactory()
    assert "No outage in the last ninety days, as far as was seen." in read(client)
    OutageFactory(started_at=timezone.now() - timedelta(minutes=5), ended_at=None, cause=Cause.PAGE)
    page = read(client)
    assert "Some pages do not answer at the moment" in page
    assert "so far" in page


def test_each_outage_has_its_time_its_cause_and_the_words_of_the_operator(client):
    WatchFactory()
    OutageFactory(words="Le disque était plein.", cause=Cause.DATABASE)
    OutageFactory(started_at=timezone.now() - timedelta(days=91), cause=Cause.REBOOT)
    page = read(client)
    assert "1 outage in the last ninety days, 90 minutes in all." in page
    assert ("Le disque était plein." in page, "The database was started again" in page) == (True, True)
    assert "The machine was started again" not in page
    assert "minutes without the site" in page


def test_a_silence_of_jobs_has_its_line_and_is_told_as_no_outage(client):
    WatchFactory()
    OutageFactory(cause=Cause.SILENCE)
    consultation(closes_in=timedelta(days=9), title="Le canal")
    page = read(client)
    assert "No outage in the last ninety days" in page
    assert "Jobs gave no sign of life; pages may have answered meanwhile" in page
    assert "Le canal" not in page
    assert "joignable" not in near(client, consultation(closes_in=timedelta(hours=20)))


def test_what_is_planned_is_announced_and_an_outage_in_it_was(client):
    WatchFactory()
    now = timezone.now()
    MaintenanceFactory(words="Une nouvelle version.")
    MaintenanceFactory(cancelled_at=now, words="Annulée.")
    MaintenanceFactory(
        starts_at=now - timedelta(hours=30), ends_at=now - timedelta(hours=20), words="Le toit."
    )
    OutageFactory()
    page = read(client)
    assert ("Une nouvelle version." in page, "Annulée." in page) == (True, False)
    assert ("Planned, and announced beforehand." in page, "Le toit." in page) == (True, True)


def test_consultations_that_were_open_meanwhile_are_named_and_no_draft(client):
    WatchFactory()
    OutageFactory()
    consultation(closes_in=timedelta(days=9), title="Le canal")
    consultation(closes_in=-timedelta(days=3), title="Le kiosque")
    consultation(closes_in=timedelta(days=9), title="Le secret", live=False)
    page = read(client)
    found = [title in page for title in ("Le canal", "Le kiosque", "Le secret")]
    assert found == [True, False, False]


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_whatever_happened(client, count, django_assert_max_num_queries):
    WatchFactory()
    for number in range(count):
        OutageFactory(started_at=timezone.now() - timedelta(days=number + 1))
        consultation(closes_in=timedelta(days=9))
    read(client)
    with django_assert_max_num_queries(12):
        read(client)


def test_what_looks_from_elsewhere_is_told_when_jobs_have_stopped(client):
    address = reverse("front:alive")
    assert client.get(address).status_code == 503
    WatchFactory()
    found = client.get(address)
    assert (found.status_code, found.json()) == (200, {"alive": True})
    assert "no-store" in found["Cache-Control"]
    Watch.objects.update(last_at=timezone.now() - timedelta(minutes=10))
    assert client.get(address).status_code == 503
    WatchFactory(watcher=Watcher.OUTSIDE)
    assert client.get(address).status_code == 503


def near(client, place):
    return client.get(reverse("front:consultation", args=[place.slug])).content.decode()


def test_a_consultation_says_what_was_lost_near_its_close(client):
    WatchFactory()
    place = consultation(closes_in=timedelta(hours=20))
    assert "joignable" not in near(client, place)
    outage = OutageFactory()
    assert "L’équipe organisatrice doit dire si elle dure plus longtemps" in near(client, place)
    covered = [[outage.started_at.isoformat(), outage.ended_at.isoformat()]]
    OutageRuling.objects.create(
        consultation=place, seconds=5400, covered=covered, words="Personne ne s’est plaint."
    )
    page = near(client, place)
    assert ("les dates restent ce qu’elles étaient" in page, "Personne ne s’est plaint." in page) == (
        True,
        True,
    )


def test_far_from_its_close_a_consultation_says_nothing(client):
    WatchFactory()
    OutageFactory()
    assert "joignable" not in near(client, consultation(closes_in=timedelta(days=9)))
