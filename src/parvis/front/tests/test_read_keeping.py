"""The public page of rules says how the consultation is kept; counters say what they are not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.limits import Act, Scope, spend
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.tests.factories import BallotFactory, item_of
from parvis.conduct.domain.explain import explain
from parvis.consultations.domain.edit_themes import edit_themes
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.consultations.tests.factories import PhaseActionFactory, PhaseFactory, TeamMemberFactory
from parvis.contributions.enums import WaitingState
from parvis.contributions.tests.factories import ContributionFactory, WaitingTextFactory

pytestmark = pytest.mark.django_db
NO_POLL = "Ceci n’est ni un sondage ni un référendum"


@pytest.fixture
def place() -> ConsultationPage:
    return PhaseActionFactory().phase.consultation


def read(client, place: ConsultationPage) -> str:
    return client.get(reverse("front:rules", args=[place.slug])).content.decode()


def test_the_minutes_of_grace_are_said(client, place: ConsultationPage) -> None:
    assert "pendant 15 minutes" in read(client, place)


def test_how_long_texts_wait_to_be_read_is_said_where_some_do(client, place: ConsultationPage) -> None:
    assert "à lire avant de paraître" not in read(client, place)
    WaitingTextFactory(
        consultation=place,
        state=WaitingState.REFUSED,
        received_at=timezone.now() - timedelta(hours=30),
        settled_at=timezone.now(),
    )
    page = read(client, place)
    assert "1 texte est arrivé, à lire avant de paraître" in page
    assert "31 heures" in page or "30 heures" in page
    assert "3 jours" in page


def test_what_is_promised_and_what_is_late_is_said_to_everybody(client, place: ConsultationPage) -> None:
    PhaseAction.objects.filter(phase__consultation=place).update(read_within=24)
    came = timezone.now() - timedelta(hours=25)
    late = {"author": ParticipantFactory(), "identity_level": 1, "hours": 24, "received_at": came}
    WaitingTextFactory(consultation=place, **late)
    page = read(client, place)
    assert ("sous 24 heures" in page, "1 texte attend depuis plus longtemps que promis." in page) == (
        True,
        True,
    )
    assert "sous 24 heures" in client.get(reverse("front:consultation", args=[place.slug])).content.decode()


def test_what_changed_is_read_with_its_reason_or_without(client, place: ConsultationPage) -> None:
    organiser = TeamMemberFactory(consultation=place).participant
    tell_rules(consultation=place)
    assert "les règles sont celles de l’ouverture" in read(client, place)

    edit_themes(actor=organiser, consultation=place, names=["Parcs"])
    assert "L’organisateur n’a pas encore dit pourquoi" in read(client, place)

    explain(actor=organiser, rules=place.rules.last(), words="Vous parlez de <parcs>.")
    page = read(client, place)
    assert "L’organisateur n’a pas encore dit pourquoi" not in page
    assert "Vous parlez de &lt;parcs&gt;." in page


def test_before_it_opens_nothing_is_said_of_changes(client) -> None:
    place = PhaseActionFactory(phase=PhaseFactory(future=True)).phase.consultation
    assert 'id="changes"' not in read(client, place)


def test_what_is_refused_is_counted_in_public(client, place: ConsultationPage) -> None:
    while spend(Act.REPORT, {Scope.PERSON: "1"}) is None:
        pass
    response = client.get(reverse("front:rules", args=[place.slug]))
    table = response.context["keeping"].refused
    assert [row[1:] for row in table.rows] == [["1", "0", "0"], *[["0", "0", "0"]] * 3]
    assert table.caption in response.content.decode()


def test_a_list_with_counters_says_that_it_is_no_poll(client) -> None:
    ballot = BallotFactory()
    item_of(ballot)
    page = client.get(reverse("front:contributions", args=[ballot.phase.consultation.slug]), follow=True)
    assert page.content.decode().count(NO_POLL) == 1


def test_the_counters_of_a_text_say_that_they_are_no_poll(client) -> None:
    item = item_of(BallotFactory())
    assert NO_POLL in client.get(reverse("front:contribution", args=[item.pk])).content.decode()


def test_lists_are_drawn_at_random_and_never_by_votes(client) -> None:
    ballot = BallotFactory()
    item_of(ballot)
    address = reverse("front:contributions", args=[ballot.phase.consultation.slug])
    assert client.get(address, follow=True).context["view"].wanted.order == "random"
    assert client.get(f"{address}?order=votes", follow=True).context["view"].wanted.order == "random"


def test_who_finds_a_text_in_their_name_is_told_what_to_do(client) -> None:
    item = ContributionFactory()
    assert (
        "dire qu’il n’est pas de vous"
        in client.get(reverse("front:contribution", args=[item.pk])).content.decode()
    )
    client.force_login(ParticipantFactory())
    page = client.get(reverse("moderation:report_contribution", args=[item.pk])).content.decode()
    assert "Est-il signé de votre nom" in page
    assert 'value="misattributed"' in page
