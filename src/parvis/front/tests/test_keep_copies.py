"""Which pages a shared cache may keep, and the languages they come in."""

import pytest
from django.urls import reverse
from django.utils import translation

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import PhaseActionFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.restitution.tests.factories import SynthesisFactory

pytestmark = pytest.mark.django_db
FOR_ANYBODY, FOR_ITS_READER = "public, max-age=60", "private, no-cache"


@pytest.fixture
def over():
    """A consultation that is over: nothing on its pages can be pressed."""
    consultation = PhaseActionFactory(phase__past=True, vote=True).phase.consultation
    SynthesisFactory(consultation=consultation)
    take_snapshot(consultation=consultation)
    return consultation


def addresses(consultation, language="fr"):
    contribution = ContributionFactory(kind__consultation=consultation)
    with translation.override(language):
        named = [
            reverse(f"front:{name}", args=[consultation.slug])
            for name in ("consultation", "contributions", "result", "synthesis")
        ]
        return [
            reverse("front:home"),
            reverse("front:consultations"),
            f"{reverse('front:search')}?q=ville",
            reverse("front:contribution", args=[contribution.pk]),
            *named,
        ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_in_both_languages(client, over, language):
    for url in addresses(over, language):
        response = client.get(url)
        assert (response.status_code, url) == (200, url)
        assert f'<html lang="{language}"' in response.content.decode()
        assert response.content.decode().count("<h1") == 1


def test_a_visitor_gets_pages_that_may_be_kept(client, over):
    for url in addresses(over):
        target = f"{url}?order=recent" if url.endswith("/contributions/") else url
        response = client.get(target)
        assert (url, response["Cache-Control"]) == (url, FOR_ANYBODY)
        assert "Cookie" in response["Vary"]
        assert not response.cookies


def test_somebody_signed_in_gets_their_own(client, over):
    client.force_login(ParticipantFactory())
    for url in addresses(over):
        assert client.get(url)["Cache-Control"] == FOR_ITS_READER


def test_a_page_that_leaves_a_cookie_is_for_its_reader(client, over):
    response = client.get(reverse("front:contributions", args=[over.slug]))
    assert (list(response.cookies), response["Cache-Control"]) == (["order"], FOR_ITS_READER)


def test_a_page_with_a_form_that_carries_a_token_is_for_its_reader(client, phase, kind):
    contribution = ContributionFactory(phase=phase, kind=kind)
    response = client.get(reverse("front:contribution", args=[contribution.pk]))
    assert ("csrftoken" in response.cookies, response["Cache-Control"]) == (True, FOR_ITS_READER)


def test_pages_are_only_read(client, over):
    for url in addresses(over):
        assert client.post(url).status_code == 405
