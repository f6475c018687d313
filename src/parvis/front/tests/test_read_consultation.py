"""Reading the page of a consultation, and being offered the one useful act."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Verb
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
    ThemeFactory,
)
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.following.tests.factories import SubscriptionFactory
from parvis.front.composition.sentences import first_sentence
from parvis.pages.enums import ResourceOrigin
from parvis.pages.tests.factories import NewsFactory, ResourceFactory
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.restitution.tests.factories import SynthesisFactory

pytestmark = pytest.mark.django_db


def address(consultation):
    return reverse("front:consultation", args=[consultation.slug])


def primary(client, consultation):
    return client.get(address(consultation)).context["view"].offers.primary


def test_a_newcomer_is_offered_to_deposit(client, consultation, phase):
    offer = primary(client, consultation)
    action = phase.actions.get(verb=Verb.DEPOSIT)
    assert (offer.label, offer.url) == (
        "Proposer une idée",
        reverse("contributions:submit", args=[action.pk]),
    )


def test_whoever_has_deposited_is_offered_to_vote(client, consultation, phase, kind):
    author = ParticipantFactory()
    ContributionFactory(kind=kind, phase=phase, author=author)
    client.force_login(author)
    assert primary(client, consultation).label == "Voter sur les ideas"


def test_a_withdrawn_deposit_does_not_count(client, consultation, phase, kind):
    author = ParticipantFactory()
    ContributionFactory(kind=kind, phase=phase, author=author, state=State.WITHDRAWN)
    client.force_login(author)
    assert primary(client, consultation).label == "Proposer une idée"


def test_where_only_the_team_reads_nothing_is_offered_to_be_read(client):
    action = PhaseActionFactory(kind__visibility="private")
    page = client.get(address(action.phase.consultation))
    assert [offer.url for offer in page.context["view"].offers.every] == [
        reverse("contributions:submit", args=[action.pk])
    ]


def test_a_phase_of_votes_alone_offers_to_vote(client):
    action = PhaseActionFactory(vote=True)
    offer = primary(client, action.phase.consultation)
    assert offer.url == (
        f"{reverse('front:contributions', args=[action.phase.consultation.slug])}"
        f"?kind={action.kind.code}&phase={action.phase_id}"
    )


def test_the_newest_phase_comes_first(client, phase, consultation):
    newer = PhaseFactory(consultation=consultation, starts_at=phase.starts_at + timedelta(days=1))
    PhaseActionFactory(phase=newer, kind__consultation=consultation, kind__call="Proposer une solution")
    assert primary(client, consultation).label == "Proposer une solution"


def test_once_over_one_reads_what_came_out(client):
    over = PhaseActionFactory(phase__past=True).phase.consultation
    assert primary(client, over).label == "Lire les contributions"
    ContributionFactory(kind__consultation=over)
    take_snapshot(consultation=over)
    assert primary(client, over).label == "Voir les résultats"
    SynthesisFactory(consultation=over)
    assert primary(client, over).label == "Lire la synthèse"


def test_there_is_one_primary_button(client, consultation):
    assert client.get(address(consultation)).content.decode().count("button--primary") == 1


def test_where_we_are_is_a_sentence(client, consultation):
    PhaseFactory(consultation=consultation, future=True)
    sentence = client.get(address(consultation)).context["view"].sentence
    assert sentence.startswith("Nous en sommes à la phase 1 sur 2, «\u00a0Vos idées\u00a0», jusqu’au ")


def test_closed_phases_stay_readable(client):
    over = PhaseActionFactory(phase__past=True).phase
    page = client.get(address(over.consultation))
    assert "Les contributions sont closes" in page.context["view"].sentence
    assert f"?phase={over.pk}" in page.content.decode()


def test_what_will_be_done_is_said_or_said_to_be_missing(client, consultation):
    assert "L’organisateur ne l’a pas encore précisé." in client.get(address(consultation)).content.decode()
    consultation.use_of_contributions = "<p>Le service lit <b>tout</b>. Puis il répond.</p>"
    consultation.save(update_fields=["use_of_contributions"])
    assert client.get(address(consultation)).context["view"].use == "Le service lit tout."


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("<p>Un&nbsp;seul mot</p>", "Un seul mot"),
        ("<ul><li>Lire.</li><li>Répondre.</li></ul>", "Lire."),
        ("", ""),
    ],
)
def test_first_sentence(html, sentence):
    assert first_sentence(html) == sentence


def test_resources_stand_under_who_speaks(client, consultation):
    for origin in (ResourceOrigin.OPPOSING, ResourceOrigin.ORGANISER):
        ResourceFactory(parent=consultation, origin=origin)
    groups = client.get(address(consultation)).context["view"].resources
    assert [origin for origin, _pages in groups] == [ResourceOrigin.ORGANISER, ResourceOrigin.OPPOSING]


def test_news_of_elsewhere_do_not_show(client, consultation):
    own = NewsFactory(parent=consultation)
    NewsFactory(parent=ConsultationFactory())
    assert [news.pk for news in client.get(address(consultation)).context["view"].news] == [own.pk]


def test_following_shows(client, consultation):
    follow = SubscriptionFactory(consultation=consultation)
    client.force_login(follow.participant)
    assert client.get(address(consultation)).context["view"].follow.followed is True


def test_a_draft_and_an_absent_consultation_are_the_same_404(client):
    draft = ConsultationFactory(live=False, slug="brouillon")
    SynthesisFactory(consultation=draft)
    outsider = TeamMemberFactory(
        consultation=ConsultationFactory(), participant=ParticipantFactory()
    ).participant
    for actor in (None, outsider):
        client.logout()
        if actor:
            client.force_login(actor)
        for name in ("consultation", "contributions", "result", "synthesis"):
            hidden = client.get(reverse(f"front:{name}", args=["brouillon"]))
            absent = client.get(reverse(f"front:{name}", args=["rien-ici-x"]))
            assert (hidden.status_code, absent.status_code) == (404, 404)
            assert hidden.content.replace(b"brouillon", b"rien-ici-x") == absent.content


def test_the_team_reads_its_draft_before_everybody_and_no_cache_keeps_it(client):
    draft = ConsultationFactory(live=False, slug="brouillon")
    SynthesisFactory(consultation=draft)
    client.force_login(TeamMemberFactory(consultation=draft).participant)
    for name in ("consultation", "contributions", "result", "synthesis"):
        page = client.get(reverse(f"front:{name}", args=["brouillon"]))
        assert page.status_code == 200
        assert "public" not in page["Cache-Control"]


def test_the_cost_does_not_depend_on_how_much_there_is(client, consultation, cost):
    ThemeFactory(consultation=consultation)
    NewsFactory(parent=consultation)
    ResourceFactory(parent=consultation)
    before = cost(client, address(consultation))
    for _ in range(2):
        ThemeFactory(consultation=consultation)
        consultation.refresh_from_db()
        NewsFactory(parent=consultation)
        ResourceFactory(parent=consultation)
        PhaseActionFactory(phase__consultation=consultation, kind__consultation=consultation)
    assert cost(client, address(consultation)) == before
