"""Revise, withdraw, versions: the pages."""

import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.domain.react import mark_reaction
from parvis.contributions.domain.revise import revise
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.conftest import Deposit


@pytest.fixture
def contribution(deposit: Deposit) -> Contribution:
    return deposit(title="Un banc", text="Avant.")


@pytest.mark.parametrize("name", ["revise", "withdraw"])
def test_only_the_author_finds_the_page(
    client: Client, contribution: Contribution, person: Participant, action: PhaseAction, name: str
) -> None:
    address = reverse(f"contributions:{name}", args=[contribution.pk])
    teammate = ParticipantFactory.create()
    TeamMemberFactory.create(consultation=action.phase.consultation, participant=teammate)

    assert client.get(address).url.startswith(reverse("account_login"))
    for actor, status in ((ParticipantFactory.create(), 404), (teammate, 404), (person, 200)):
        client.force_login(actor)
        assert client.get(address).status_code == status
    client.force_login(teammate)
    assert client.post(address, {"title": "Autre", "text": "Autre."}).status_code == 404
    contribution.refresh_from_db()
    assert (contribution.title, contribution.state) == ("Un banc", State.PUBLISHED)


def test_revising_publishes_the_new_words(
    client: Client, contribution: Contribution, person: Participant
) -> None:
    client.force_login(person)

    answer = client.post(
        reverse("contributions:revise", args=[contribution.pk]), {"title": "Deux bancs", "text": "Après."}
    )

    assert answer.url == reverse("front:contribution", args=[contribution.pk])
    contribution.refresh_from_db()
    assert (contribution.title, contribution.text) == ("Deux bancs", "Après.")


def test_an_empty_revision_is_said_in_place(
    client: Client, contribution: Contribution, person: Participant
) -> None:
    client.force_login(person)

    page = client.post(
        reverse("contributions:revise", args=[contribution.pk]), {"title": "Deux bancs", "text": ""}
    )

    assert (page.status_code, page.context["form"]["title"].value()) == (422, "Deux bancs")
    assert list(page.context["form"].errors) == ["text"]


def test_withdrawing_asks_first(client: Client, contribution: Contribution, person: Participant) -> None:
    client.force_login(person)
    address = reverse("contributions:withdraw", args=[contribution.pk])

    assert client.get(address).status_code == 200
    contribution.refresh_from_db()
    assert contribution.state == State.PUBLISHED
    client.post(address)
    contribution.refresh_from_db()
    assert contribution.state == State.WITHDRAWN


def test_versions_show_what_changed_after_the_first_reaction(
    client: Client, contribution: Contribution, person: Participant
) -> None:
    revise(actor=person, contribution=contribution, title="Un banc", text="Secret de jeunesse.")
    mark_reaction(contribution)
    revise(actor=person, contribution=contribution, title="Un banc", text="Secret de <b>vieillesse</b>.")

    page = client.get(reverse("contributions:versions", args=[contribution.pk])).content.decode()

    assert "<del>jeunesse</del>" in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "Avant." not in page


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_versions_of_a_text_no_longer_shown_are_not_either(
    client: Client, contribution: Contribution, person: Participant, state: State
) -> None:
    Contribution.objects.filter(pk=contribution.pk).update(state=state)
    address = reverse("contributions:versions", args=[contribution.pk])

    assert client.get(address).status_code == 404
    client.force_login(person)
    assert client.get(address).status_code == 200
