"""Papers and cards on a phone: what is left is said as one goes, an order is moved, nothing sticks out."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast_paper import cast_paper
from parvis.ballots.domain.count_outcome import count_endings
from parvis.ballots.models import Vote
from parvis.ballots.tests.factories import BallotFactory, close, item_of, items_of
from parvis.testing.browser import PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLES = (
    "Une fontaine sur la place du marché, ouverte de mai à octobre",
    "Ralentir les voitures devant l’école",
    "Un potager partagé derrière la médiathèque",
    "Réparer les trottoirs de la rue des Tilleuls pour les fauteuils et les poussettes",
)


def titled(ballot, costs=()):
    items = items_of(ballot, len(TITLES), costs=costs)
    for item, title in zip(items, TITLES, strict=True):
        item.title = title
        item.save()
    return items


@pytest.fixture
def page(new_page: NewPage, live_server: LiveServer, client) -> Page:
    opened = new_page(size=PHONE)
    client.force_login(ParticipantFactory(language="fr"))
    opened.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return opened


def visit(page: Page, live_server: LiveServer, ballot, name: str) -> None:
    page.goto(live_server.url + reverse("ballots:ballot", args=[ballot.pk]))
    photograph(page, f"ballot-{name}")
    assert (name, axe_violations(page), overflowing(page)) == (name, [], [])


def test_points_and_a_budget_say_what_is_left(page: Page, live_server: LiveServer) -> None:
    points, budget = BallotFactory(points=True), BallotFactory(budget=True)
    titled(points)
    titled(budget, costs=(400, 700, 250, 300))
    visit(page, live_server, points, "points")
    left = page.locator("[data-parvis-left]")
    page.locator('[data-parvis-step="1"]').first.click()
    page.locator(".paper__number").nth(1).fill("7")
    expect(left).to_have_text("Points restants : 2")
    page.locator(".paper__number").nth(2).fill("5")
    expect(left).to_contain_text("C’est trop")
    page.locator(".paper__number").nth(2).fill("2")
    page.get_by_role("button", name="Enregistrer mes points").click()
    expect(page.get_by_text("Votre vote est enregistré")).to_be_visible()
    assert sorted(Vote.objects.values_list("choice", flat=True)) == [1, 2, 7]
    visit(page, live_server, budget, "budget")
    page.get_by_label(TITLES[0]).check()
    expect(left).to_contain_text("600")
    photograph(page, "ballot-budget-begun")


def test_an_order_is_made_with_buttons(page: Page, live_server: LiveServer) -> None:
    ballot = BallotFactory(ranking=True)
    items = titled(ballot)
    visit(page, live_server, ballot, "ranking")
    for title in (TITLES[2], TITLES[0]):
        page.get_by_role("button", name=f"Monter : {title}").click()
    expect(page.locator(".paper__line--ranked")).to_have_count(2)
    page.get_by_role("button", name=f"Monter : {TITLES[0]}").click()
    photograph(page, "ballot-ranking-begun")
    page.get_by_role("button", name="Enregistrer mon classement").click()
    expect(page.get_by_text("Votre vote est enregistré")).to_be_visible()
    found = Vote.objects.order_by("choice").values_list("contribution", flat=True)
    assert list(found) == [items[0].pk, items[2].pk]


def test_cards_are_answered_by_thumb(page: Page, live_server: LiveServer) -> None:
    statements, pairs = BallotFactory(statements=True), BallotFactory(pairs=True)
    titled(pairs)
    item_of(statements, title="", text="Il faut fermer le centre aux voitures le dimanche.")
    visit(page, live_server, statements, "statement")
    page.get_by_role("button", name="D’accord", exact=True).click()
    expect(page.get_by_text("Vous les avez toutes vues")).to_be_visible()
    visit(page, live_server, pairs, "pair")
    page.locator(".cards__card--press").first.click()
    expect(page.get_by_text("1 réponse donnée")).to_be_visible()
    assert Vote.objects.count() == 2


@pytest.mark.parametrize("method", ["ranking", "judgment", "budget"])
def test_results_hold_on_a_phone(page: Page, live_server: LiveServer, method) -> None:
    ballot = BallotFactory(**{method: True}, **({"ballot_limit": 4} if method == "ranking" else {}))
    items = titled(ballot, costs=(400, 500, 250, 300))
    papers = {
        "ranking": ([1, 2, 3, 4], [2, 1, 4, 3], [4, 1, 2, 3]),
        "judgment": ([5, 4, 0, 2], [4, 4, 1, 3], [3, 5, 0, 2]),
        "budget": ([1, None, 1, None], [1, 1, None, None], [None, None, 1, 1]),
    }[method]
    for choices in papers:
        given = {item.pk: choice for item, choice in zip(items, choices, strict=True)}
        cast_paper(actor=ParticipantFactory(), ballot=ballot, choices=given)
    close(ballot)
    count_endings()
    page.goto(live_server.url + reverse("front:result", args=[ballot.phase.consultation.slug]))
    photograph(page, f"ballot-result-{method}")
    assert (method, axe_violations(page), overflowing(page)) == (method, [], [])
