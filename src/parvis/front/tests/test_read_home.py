"""Arriving on the home page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.consultations.tests.factories import PhaseActionFactory, PhaseFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.pages.tests.factories import NewsFactory
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.restitution.tests.factories import SynthesisFactory

pytestmark = pytest.mark.django_db
HOME = "/"


def opened(**fields):
    return PhaseActionFactory(phase=PhaseFactory(**fields)).phase.consultation


def stages(client, url=HOME):
    context = client.get(url).context
    return {
        name: [summary.consultation.title for summary in context[name]]
        for name in ("open", "awaiting", "answered")
    }


def test_each_consultation_stands_at_its_stage(client):
    under_way, coming = opened(), opened(future=True)
    over, answered = opened(past=True), opened(past=True)
    SynthesisFactory(consultation=answered)
    opened(consultation__live=False)
    assert stages(client) == {
        "open": [under_way.title, coming.title],
        "awaiting": [over.title],
        "answered": [answered.title],
    }


def test_a_synthesis_published_before_the_end_answers_nothing_yet(client):
    over = opened(past=True)
    SynthesisFactory(consultation=over, first_published_at=timezone.now() - timedelta(days=10))
    assert stages(client)["awaiting"] == [over.title]


def test_a_phase_that_opens_nothing_is_not_open(client):
    over = opened(past=True)
    PhaseFactory(consultation=over, title="Le temps de la synthèse")
    assert stages(client)["awaiting"] == [over.title]


def test_the_first_to_close_comes_first(client):
    later = opened(ends_at=timezone.now() + timedelta(days=9))
    sooner = opened(ends_at=timezone.now() + timedelta(days=2))
    endless = opened(endless=True)
    assert stages(client)["open"] == [sooner.title, later.title, endless.title]


def test_time_left_and_people_are_in_words(client):
    consultation = opened(ends_at=timezone.now() + timedelta(days=12, hours=1))
    ContributionFactory(kind__consultation=consultation)
    take_snapshot(consultation=consultation)
    page = client.get(HOME).content.decode()
    assert "il reste 12 jours" in page
    assert "1 personne a participé" in page


def test_late_answers_are_said_to_be_late(client):
    consultation = opened(past=True)
    consultation.answer_due = timezone.localdate() - timedelta(days=3)
    consultation.save(update_fields=["answer_due"])
    assert "elle a 3 jours de retard" in client.get(HOME).content.decode()


def test_an_empty_site_says_what_will_come(client):
    assert "Aucune consultation n’est ouverte aujourd’hui" in client.get(HOME).content.decode()


def test_the_cost_does_not_depend_on_how_much_there_is(client, cost):
    opened()
    NewsFactory()
    before = cost(client, HOME)
    for _ in range(2):
        SynthesisFactory(consultation=opened(past=True))
        take_snapshot(consultation=opened())
        NewsFactory()
    assert cost(client, HOME) == before


def test_search_finds_stems_and_ignores_accents(client):
    consultation = opened(consultation__title="Comment se déplacer à vélo ?")
    opened(consultation__title="Quel nom pour la passerelle ?")
    found = client.get(reverse("front:consultations"), {"q": "deplacements a velos"}).context["view"].found
    assert [summary.consultation.pk for summary in found] == [consultation.pk]


def test_a_search_without_result_says_so(client):
    page = client.get(reverse("front:consultations"), {"q": "<zeppelin>"}).content.decode()
    assert "Aucun résultat pour «\u00a0&lt;zeppelin&gt;\u00a0»" in page
