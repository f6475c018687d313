"""Reading what came out."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.enums import Choice
from parvis.ballots.tests.factories import BallotFactory, TallyFactory, item_of
from parvis.consultations.tests.factories import ConsultationFactory, PhaseFactory, TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.front.composition.charts import contributions_by
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.restitution.figures import Figures, Heap
from parvis.restitution.tests.factories import SynthesisFactory

pytestmark = pytest.mark.django_db


def address(consultation, name="result"):
    return reverse(f"front:{name}", args=[consultation.slug])


def closed_ballot(**fields):
    return BallotFactory(phase=PhaseFactory(past=True), kind__plural_name="ideas", **fields)


def tally(ballot, title, counts, *, imported=0, state=State.PUBLISHED):
    contribution = item_of(ballot, title=title, state=state)
    for choice, count in counts.items():
        TallyFactory(ballot=ballot, contribution=contribution, choice=choice, count=count)
    if imported:
        TallyFactory(
            ballot=ballot, contribution=contribution, choice=Choice.MIXED, count=0, imported_count=imported
        )
    return contribution


def test_one_sentence_says_what_came_out(client):
    ballot = closed_ballot()
    consultation = ballot.phase.consultation
    tally(ballot, "Un banc", {Choice.FOR: 30, Choice.AGAINST: 5})
    tally(ballot, "Un kiosque", {Choice.FOR: 10, Choice.AGAINST: 2})
    take_snapshot(consultation=consultation)
    assert client.get(address(consultation)).context["view"].sentences == [
        "2 personnes ont participé\u00a0: 2 contributions.",
        "En tête des ideas\u00a0: «\u00a0Un banc\u00a0», 30 personnes pour et 5 contre, sur 35.",
    ]


def test_how_far_people_went_is_drawn_with_its_table(client):
    ballot = closed_ballot(support=True)
    first = item_of(ballot, title="Un banc")
    item_of(ballot, title="Un kiosque", author=first.author)
    take_snapshot(consultation=ballot.phase.consultation)
    page = client.get(address(ballot.phase.consultation))
    chart = page.context["view"].depth
    assert [(bar.label, bar.value) for bar in chart.bars] == [
        ("ont participé", 1),
        ("ont écrit une contribution, un argument ou une réponse", 1),
        ("ont participé d’au moins deux manières", 0),
        ("sont revenues un autre jour", 0),
    ]
    assert chart.title in page.content.decode()


def test_one_agrees_or_not_with_a_statement(client):
    ballot = closed_ballot(statements=True)
    tally(ballot, "Des bancs", {Choice.FOR: 30, Choice.MIXED: 2, Choice.AGAINST: 5})
    take_snapshot(consultation=ballot.phase.consultation)
    said = client.get(address(ballot.phase.consultation)).context["view"].sentences[1]
    assert said.endswith("«\u00a0Des bancs\u00a0», 30 personnes d’accord et 5 pas d’accord, sur 37.")


def test_a_tie_is_said_to_be_one(client):
    ballot = closed_ballot(support=True)
    for title in ("Un banc", "Un kiosque"):
        tally(ballot, title, {Choice.FOR: 30})
    take_snapshot(consultation=ballot.phase.consultation)
    sentences = client.get(address(ballot.phase.consultation)).context["view"].sentences
    assert sentences[1] == "2 contributions arrivent en tête à égalité parmi les ideas."


def test_a_chart_names_every_theme_that_comes_first():
    heaps = [Heap("1", "Vélo", 14), Heap("2", "Bus", 14), Heap("3", "Marche", 11)]
    with translation.override("en"):
        chart = contributions_by("themes", heaps, row_header="theme")
    assert chart.title == "Most written about: “Vélo” and “Bus”, with 14 contributions"


def test_the_ranking_stands_beside_its_caveat(client):
    ballot = closed_ballot(support=True)
    tally(ballot, "Un banc", {Choice.FOR: 3})
    text = client.get(address(ballot.phase.consultation)).content.decode()
    assert "ni un sondage ni un référendum" in text
    assert "1. Un banc" in text


def test_an_open_vote_is_not_ranked(client):
    ballot = BallotFactory()
    tally(ballot, "Un banc", {Choice.FOR: 3})
    page = client.get(address(ballot.phase.consultation))
    assert page.context["view"].ballots[0].ranked == []
    assert "Le classement sera affiché après sa clôture" in page.content.decode()


def test_hidden_contributions_are_not_ranked(client):
    ballot = closed_ballot()
    tally(ballot, "MASQUEE", {Choice.FOR: 99}, state=State.HIDDEN)
    tally(ballot, "Un banc", {Choice.FOR: 1})
    assert "MASQUEE" not in client.get(address(ballot.phase.consultation)).content.decode()


def test_imported_totals_are_marked(client):
    ballot = closed_ballot()
    tally(ballot, "Un banc", {Choice.FOR: 1}, imported=40)
    take_snapshot(consultation=ballot.phase.consultation)
    text = client.get(address(ballot.phase.consultation)).content.decode()
    assert "40 de ces votes ont été importés sous forme de totaux." in text
    assert "et 40 importés sous forme de total" in text


def test_acts_of_nobody_that_the_site_knows_are_not_said_to_be_of_nobody(client):
    contribution = ContributionFactory(author=None)
    take_snapshot(consultation=contribution.consultation)
    text = client.get(address(contribution.consultation)).content.decode()
    assert "1 contribution\u00a0; rien ne dit combien de personnes cela fait." in text
    assert '<p class="figure__noun">contributions</p>' in text
    assert "a participé</p>" not in text


def test_the_figures_say_what_they_leave_out(client):
    contribution = ContributionFactory(state=State.HIDDEN)
    take_snapshot(consultation=contribution.consultation)
    text = client.get(address(contribution.consultation)).content.decode()
    assert "masquées par la modération (1)" in text
    assert "avec les votes et les arguments qu’elles avaient reçus" in text


def test_channels_and_levels_are_named_in_the_language_of_the_reader(client):
    contribution = ContributionFactory()
    ContributionFactory(kind=contribution.kind, origin=Origin.PAPER, identity_level=IdentityLevel.VISITOR)
    take_snapshot(consultation=contribution.consultation)
    french = client.get(address(contribution.consultation)).content.decode()
    english = client.get(f"/en{address(contribution.consultation)}").content.decode()
    for in_french, in_english in (("Papier", "Paper"), ("Visiteur", "Visitor")):
        assert (in_french in french, in_english in french) == (True, False)
        assert (in_french in english, in_english in english) == (False, True)


def test_before_the_first_count_it_says_when_figures_come(client):
    text = client.get(address(ConsultationFactory())).content.decode()
    assert "Les chiffres ne sont pas encore comptés" in text
    assert "Personne n’a encore participé." in text


def test_the_team_alone_may_count_again(client):
    consultation = ConsultationFactory()
    take_snapshot(consultation=consultation)
    member = TeamMemberFactory(consultation=consultation, participant=ParticipantFactory()).participant
    other = TeamMemberFactory(
        consultation=ConsultationFactory(), participant=ParticipantFactory()
    ).participant
    offered = []
    for actor in (None, ParticipantFactory(), other, member):
        client.logout()
        if actor:
            client.force_login(actor)
        offered.append(client.get(address(consultation)).context["may_count"])
    assert offered == [False, False, False, True]


def test_the_synthesis_is_read_with_its_authors(client):
    synthesis = SynthesisFactory(consultation=ConsultationFactory(slug="rues"))
    text = client.get(reverse("front:synthesis", args=["rues"])).content.decode()
    for words in (synthesis.title, synthesis.summary, synthesis.method, "Trois demandes reviennent."):
        assert words in text


def test_a_draft_synthesis_does_not_exist(client):
    consultation = ConsultationFactory()
    SynthesisFactory(consultation=consultation, live=False)
    assert client.get(address(consultation, "synthesis")).status_code == 404


def test_the_cost_does_not_depend_on_the_items(client, cost):
    ballot = closed_ballot()
    tally(ballot, "Un banc", {Choice.FOR: 1})
    take_snapshot(consultation=ballot.phase.consultation)
    before = cost(client, address(ballot.phase.consultation))
    for number in range(2):
        tally(ballot, f"Un kiosque {number}", {Choice.FOR: 1, Choice.AGAINST: 2})
        ContributionFactory(kind__consultation=ballot.phase.consultation)
    take_snapshot(consultation=ballot.phase.consultation)
    assert cost(client, address(ballot.phase.consultation)) == before


@pytest.mark.parametrize(
    ("guests", "organisations", "said"),
    [
        (2, 1, "dont 2 d’invités, dont le nombre n’est pas connu\u00a0; dont 1 d’une organisation"),
        (1, 0, "dont 1 d’un invité, qui n’est pas compté parmi les personnes"),
        (0, 3, "dont 3 d’organisations"),
        (0, 0, ""),
    ],
)
def test_guests_and_organisations_are_told_apart_together(guests, organisations, said):
    figures = Figures(contributions=9, guests=guests, organisations=organisations)
    html = render_to_string("front/_figures.html", {"figures": figures})
    notes = re.findall(r"dont [^<]*", html)
    assert notes == ([said] if said else [])
