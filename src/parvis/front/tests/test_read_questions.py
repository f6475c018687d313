"""The page of the questions asked to the organiser."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory
from parvis.contributions.domain.submit import submit
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.models import AnswerPromise
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(phase):
    kind = KindFactory(
        consultation=phase.consultation, code="question", plural_name="questions", call="Poser une question"
    )
    return PhaseActionFactory(phase=phase, kind=kind, ask=True)


def ask(asking, **fields):
    return ContributionFactory(phase=asking.phase, kind=asking.kind, **fields)


def shown(client, asking, query=""):
    url = reverse("front:questions", args=[asking.phase.consultation.slug])
    return client.get(url + query).content.decode()


def test_anybody_reads_what_waits_how_long_and_what_was_promised(client, asking):
    now = timezone.now()
    AnswerPromise.objects.create(
        consultation=asking.phase.consultation, days=5, made_at=now - timedelta(days=40)
    )
    late = ask(asking, title="Et la pluie ?", created_at=now - timedelta(days=30))
    ask(asking, title="Combien ?")
    page = shown(client, asking)
    for words in (
        "Et la pluie ?",
        "Posée il y a 30 jours, en attente d’une réponse",
        "en retard",
        "promet de répondre en 5 jours ouvrés",
        "1 question est en retard.",
        "Poser une question",
        reverse("front:contribution", args=[late.pk]),
    ):
        assert words in page
    assert "Avec une réponse" in page


def test_one_asks_by_the_form_of_its_kind_and_the_log_says_that_it_is_a_question(client, asking):
    author = ParticipantFactory()
    made = submit(
        actor=author,
        action=asking,
        title="Et la pluie ?",
        text="Y aura-t-il un abri ?",
        theme=None,
        responds_to=None,
        idempotency_key=uuid4(),
    )
    assert Pending.objects.get(entry=made.entry).kind == "question.accepted"
    assert "Et la pluie ?" in shown(client, asking)
    assert client.get(reverse("contributions:submit", args=[asking.pk])).status_code == 200
    client.force_login(author)
    url = reverse("contributions:revise", args=[made.pk])
    client.post(url, {"title": "Et la neige ?", "text": "Y aura-t-il un abri ?", "step": "publish"})
    assert Contribution.objects.get().title == "Et la neige ?"


def test_questions_are_not_among_the_contributions_unless_one_asks_for_them(client, asking, kind):
    ask(asking, title="Et la pluie ?")
    ContributionFactory(kind=kind, phase=asking.phase, title="Un banc")
    address = reverse("front:contributions", args=[asking.phase.consultation.slug])
    everything = client.get(address).content.decode()
    assert ("Un banc" in everything, "Et la pluie ?" in everything) == (True, False)
    assert "Et la pluie ?" in client.get(f"{address}?kind=question").content.decode()


def test_the_page_of_the_consultation_leads_to_them(client, asking):
    slug = asking.phase.consultation.slug
    page = client.get(reverse("front:consultation", args=[slug])).content.decode()
    assert page.count(reverse("front:questions", args=[slug])) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_cost_does_not_depend_on_the_number_of_questions(client, asking, cost, count):
    for _ in range(count):
        ask(asking)
    url = reverse("front:questions", args=[asking.phase.consultation.slug])
    assert cost(client, url) == 13
