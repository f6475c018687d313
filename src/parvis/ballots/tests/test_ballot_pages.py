"""The page of a whole ballot, without scripts: a paper, or one card after another."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.domain.fold import fold
from parvis.ballots.models import Vote
from parvis.ballots.queries import controls
from parvis.ballots.tests.factories import BallotFactory, TallyFactory, close, items_of
from parvis.consultations.tests.factories import TeamMemberFactory

pytestmark = pytest.mark.django_db
PAPERS = [
    ("approval", {0: "1", 1: "1"}, [1, 1]),
    ("points", {0: "7", 1: "0"}, [7]),
    ("ranking", {0: "2", 1: "1"}, [2, 1]),
    ("budget", {1: "1"}, [1]),
]


def address(ballot):
    return reverse("ballots:ballot", args=[ballot.pk])


def form(items, typed):
    values = {f"item-{items[at].pk}": value for at, value in typed.items()}
    return {"shown": ",".join(str(item.pk) for item in items), **values}


def mine(voter):
    return list(
        Vote.objects.filter(voter=voter, is_live=True).order_by("pk").values_list("choice", flat=True)
    )


@pytest.fixture
def voter(client):
    person = ParticipantFactory(language="en")
    client.force_login(person)
    return person


@pytest.mark.parametrize(("method", "typed", "recorded"), PAPERS)
def test_a_paper_is_filled_and_found_again(client, voter, method, typed, recorded):
    ballot = BallotFactory(**{method: True})
    items = items_of(ballot, 2, costs=(700, 400))
    page = unescape(client.get(address(ballot)).content.decode())
    assert all(str(item) in page for item in items)
    done = client.post(address(ballot), form(items, typed))
    assert (done.status_code, done["Location"]) == (302, address(ballot))
    assert mine(voter) == recorded
    again = client.get(address(ballot)).content.decode()
    expected = {
        "approval": again.count(" checked") == 2,
        "points": 'value="7"' in again,
        "ranking": again.count(" selected") == 2,
        "budget": again.count(" checked") == 1,
    }
    assert expected[method]
    client.post(address(ballot), form(items, {}))
    assert mine(voter) == []


@pytest.mark.parametrize("typed", [{0: "11"}, {0: "6", 1: "5"}, {0: "many"}])
def test_what_is_refused_stays_typed(client, voter, typed):
    ballot = BallotFactory(points=True)
    items = items_of(ballot, 2)
    page = client.post(address(ballot), form(items, typed))
    assert (page.status_code, mine(voter)) == (422, [])
    assert f'value="{typed[0]}"' in page.content.decode()
    assert 'role="alert"' in page.content.decode()


def test_a_visitor_fills_a_paper_signs_in_and_finds_it_filled(client):
    ballot = BallotFactory(points=True)
    items = items_of(ballot, 2)
    away = client.post(address(ballot), form(items, {0: "4"}))
    assert away["Location"].startswith(reverse("account_login"))
    client.force_login(ParticipantFactory())
    assert 'value="4"' in client.get(address(ballot)).content.decode()


def test_one_page_changes_nothing_of_another(client, voter):
    ballot = BallotFactory(points=True)
    items = items_of(ballot, 2)
    client.post(address(ballot), form(items, {0: "4"}))
    client.post(address(ballot), form(items[1:], {0: "6"}))
    assert sorted(mine(voter)) == [4, 6]


def test_a_statement_then_another_until_all_are_seen(client, voter):
    ballot = BallotFactory(statements=True)
    items = {item.pk for item in items_of(ballot, 3)}
    for answer in ("agree", "pass", "disagree"):
        card = client.get(address(ballot)).context["card"]
        assert {item.pk for item in card.items} <= items
        items -= {item.pk for item in card.items}
        client.post(address(ballot), {"items": card.posted, "choice": answer})
    last = client.get(address(ballot))
    assert (items, last.context["card"].items, last.context["card"].done) == (set(), [], 3)
    assert sorted(mine(voter)) == [-1, 0, 1]


@pytest.mark.parametrize(("answer", "choice", "first_wins"), [("first", 1, True), ("second", 1, False)])
def test_of_two_one_is_preferred_and_the_answer_taken_back(client, voter, answer, choice, first_wins):
    ballot = BallotFactory(pairs=True)
    one, other = items_of(ballot, 2)
    items = f"{one.pk},{other.pk}"
    client.post(address(ballot), {"items": items, "choice": answer})
    vote = Vote.objects.get(is_live=True)
    assert (vote.choice, vote.contribution == one) == (choice, first_wins)
    page = client.get(address(ballot))
    assert page.context["card"].last_posted in (f"{one.pk},{other.pk}", f"{other.pk},{one.pk}")
    client.post(address(ballot), {"items": items, "choice": "back"})
    assert mine(voter) == []


@pytest.mark.parametrize("typed", [{}, {"items": "1"}, {"items": "0,0", "choice": "first"}, {"choice": "x"}])
def test_a_card_that_makes_no_sense_is_refused(client, voter, typed):
    ballot = BallotFactory(pairs=True)
    items_of(ballot, 2)
    assert client.post(address(ballot), typed).status_code == 422
    assert mine(voter) == []


def test_who_may_not_vote_is_told_why_and_finds_no_button(client):
    ballot = BallotFactory(points=True)
    items = items_of(ballot, 1)
    client.force_login(TeamMemberFactory(consultation=ballot.phase.consultation).participant)
    page = client.get(address(ballot))
    assert page.context["closed_reason"]
    assert "data-parvis-left" not in page.content.decode()
    assert client.post(address(ballot), form(items, {0: "1"})).status_code == 422
    close(ballot)
    client.logout()
    assert client.get(address(ballot)).context["closed_reason"]


def test_a_method_with_buttons_beside_items_has_no_page_of_its_own(client):
    assert client.get(address(BallotFactory())).status_code == 404


@pytest.mark.parametrize("method", ["points", "statements"])
@pytest.mark.parametrize("number", [1, 3])
def test_the_cost_of_a_page_does_not_depend_on_the_number_of_items(client, voter, method, number):
    ballot = BallotFactory(**{method: True})
    items_of(ballot, number)
    client.get(address(ballot))
    with CaptureQueriesContext(connection) as queries:
        client.get(address(ballot))
    assert len(queries) == 11


def test_hidden_counts_show_once_the_vote_is_closed():
    ballot, voter = BallotFactory(ballot_hides_counts=True, ballot_threshold=2), ParticipantFactory()
    (item,) = items_of(ballot, 1)
    TallyFactory(ballot=ballot, contribution=item, choice=1, count=3, imported_count=4)
    cast(actor=voter, ballot=ballot, contribution=item, choice=-1)
    fold()

    def control():
        return controls(actor=voter, consultation=item.consultation, contributions=[item])[item.pk]

    running = control()
    assert ([choice.count for choice in running.choices], running.imported) == ([None] * 3, 0)
    assert (running.chosen, running.progress) == (-1, "")
    close(ballot)
    assert [choice.count for choice in control().choices] == [7, 0, 1]
    assert "7" in control().progress


def test_an_item_says_where_one_votes_on_all_and_what_one_gave():
    ballot, voter = BallotFactory(points=True), ParticipantFactory()
    (item,) = items_of(ballot, 1)
    cast(actor=voter, ballot=ballot, contribution=item, choice=3)
    control = controls(actor=voter, consultation=item.consultation, contributions=[item])[item.pk]
    assert (control.page_url, control.choices) == (address(ballot), ())
    assert "3" in control.held


def test_a_public_vote_is_read_with_names_a_secret_one_is_not(client):
    ballot, voter = BallotFactory(ballot_is_public=True), ParticipantFactory(public_name="Marguerite")
    (item,) = items_of(ballot, 1)
    cast(actor=voter, ballot=ballot, contribution=item, choice=-1)
    path = reverse("ballots:voters", args=[ballot.pk, item.pk])
    page = client.get(path).content.decode()
    assert ("Marguerite" in page, "Contre" in page) == (True, True)
    control = controls(actor=voter, consultation=item.consultation, contributions=[item])[item.pk]
    assert control.voters_url == path
    for hidden in ({"ballot_hides_counts": True}, {"ballot_is_public": False}):
        type(ballot).objects.filter(pk=ballot.pk).update(**hidden)
        assert client.get(path).status_code == 404
        control = controls(actor=voter, consultation=item.consultation, contributions=[item])[item.pk]
        assert control.voters_url == ""
