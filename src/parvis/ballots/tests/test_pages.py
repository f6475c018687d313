"""Voting from a page: with scripts, without, signed in or not."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.enums import Choice
from parvis.ballots.models import Vote
from parvis.ballots.queries import controls
from parvis.ballots.tests.factories import BallotFactory, VoteFactory, item_of
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory

pytestmark = pytest.mark.django_db
LIVE = {"HX-Request": "true"}


def without_token(html):
    return re.sub(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>', "", html)


def scene(client, **fields):
    ballot, person = BallotFactory(**fields), ParticipantFactory()
    item = item_of(ballot)
    client.force_login(person)
    return ballot, item, person, reverse("ballots:cast", args=[ballot.pk, item.pk])


def live_choice():
    return list(Vote.objects.filter(is_live=True).values_list("choice", flat=True))


@pytest.mark.parametrize("word", ["for", "mixed", "against"])
@pytest.mark.parametrize("already", [False, True])
def test_the_swapped_fragment_is_the_one_of_the_fresh_page(client, word, already):
    ballot, item, person, url = scene(client)
    if already:
        cast(actor=person, ballot=ballot, contribution=item, choice=Choice.MIXED)
    swapped = client.post(url, {"choice": word}, headers=LIVE).content.decode().strip()
    control = controls(actor=person, consultation=item.consultation, contributions=[item])[item.pk]
    request = RequestFactory().get("/")
    request.user = person
    fresh = render_to_string("ballots/_control.html", {"control": control}, request)
    assert without_token(swapped) == without_token(fresh).strip()
    assert 'aria-pressed="true"' in swapped


def test_without_scripts_one_comes_back_to_the_page_of_the_control(client):
    _, item, _, url = scene(client)
    answer = client.post(
        url, {"choice": "for"}, headers={"Referer": "http://testserver/consultations/x/?a=1#b"}
    )
    assert answer["Location"] == f"http://testserver/consultations/x/?a=1#vote-{item.pk}"
    answer = client.post(url, {"choice": "for", "next": "/somewhere/"})
    assert answer["Location"] == f"/somewhere/#vote-{item.pk}"
    assert live_choice() == [1]


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_one_is_never_sent_to_another_site(client, address):
    _, item, _, url = scene(client)
    answer = client.post(url, {"choice": "for", "next": address})
    assert answer["Location"] == f"{reverse('front:contribution', args=[item.pk])}#vote-{item.pk}"


def test_pressing_the_pressed_answer_withdraws_and_a_double_click_does_no_harm(client):
    _, item, person, url = scene(client)
    client.post(url, {"choice": "for"})
    client.post(url, {"choice": "for"})
    assert live_choice() == [1]
    pressed = controls(actor=person, consultation=item.consultation, contributions=[item])[item.pk].url
    client.post(pressed, {"choice": "for"})
    client.post(pressed, {"choice": "for"})
    assert live_choice() == []


def test_the_word_withdraw_takes_the_vote_back(client):
    _, _, _, url = scene(client)
    client.post(url, {"choice": "for"})
    client.post(url, {"choice": "withdraw"})
    assert live_choice() == []


def test_a_visitors_answer_survives_sign_in(client):
    ballot = BallotFactory()
    item = item_of(ballot)
    url = reverse("ballots:cast", args=[ballot.pk, item.pk])
    answer = client.post(url, {"choice": "against", "next": "/list/"})
    assert (answer.status_code, live_choice()) == (302, [])
    client.force_login(ParticipantFactory())
    page = client.get(f"{url}?next=%2Flist%2F").content.decode()
    assert '<input type="hidden" name="choice" value="against">' in page
    assert '<input type="hidden" name="next" value="/list/">' in page
    assert live_choice() == []


def test_a_visitor_with_scripts_is_led_to_sign_in(client):
    ballot = BallotFactory()
    url = reverse("ballots:cast", args=[ballot.pk, item_of(ballot).pk])
    assert client.post(url, {"choice": "for"}, headers=LIVE)["HX-Redirect"].startswith("/account/login/")


def test_extra_fields_are_ignored(client):
    _, _, person, url = scene(client)
    other = ParticipantFactory()
    typed = {
        "choice": "for",
        "weight": 9,
        "identity_level": 3,
        "voter": other.pk,
        "origin": "paper",
        "amount": 9,
    }
    client.post(url, typed)
    vote = Vote.objects.get()
    assert (vote.voter, vote.identity_level, vote.origin, vote.choice) == (person, 1, "web", 1)


@pytest.mark.parametrize("word", ["", "1", "support", "no-such"])
def test_an_unknown_answer_is_refused_in_place(client, word):
    _, _, _, url = scene(client)
    assert client.post(url, {"choice": word}).status_code == 422
    assert "vote__reason" in client.post(url, {"choice": word}, headers=LIVE).content.decode()
    assert live_choice() == []


def test_a_closed_ballot_says_so_and_keeps_its_counts(client):
    ballot, item, _, url = scene(client, phase__past=True)
    VoteFactory(ballot=ballot, contribution=item)
    answer = client.post(url, {"choice": "for"})
    assert (answer.status_code, len(live_choice())) == (422, 1)
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_what_is_not_public_has_no_page(client, state):
    ballot = BallotFactory()
    item = item_of(ballot, state=state)
    client.force_login(ParticipantFactory())
    assert client.get(reverse("ballots:cast", args=[ballot.pk, item.pk])).status_code == 404


def test_a_ballot_and_an_item_that_have_nothing_in_common_have_no_page(client):
    ballot, stranger = BallotFactory(), ContributionFactory()
    client.force_login(ParticipantFactory())
    assert client.post(reverse("ballots:cast", args=[ballot.pk, stranger.pk])).status_code == 404
    assert client.post(reverse("ballots:cast", args=[ballot.pk, 0])).status_code == 404
