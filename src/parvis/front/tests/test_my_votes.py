"""My votes: each with its tracker, for me alone."""

import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.models import Vote
from parvis.ballots.tests.factories import BallotFactory, VoteFactory, item_of

pytestmark = pytest.mark.django_db
PAGE = "/me/votes/"
SHARE = "00112233445566778899aabbccddeeff"


@pytest.fixture
def ballot():
    return BallotFactory()


def vote(client: Client, ballot, **typed: str) -> Vote:
    item = item_of(ballot)
    client.post(reverse("ballots:cast", args=[ballot.pk, item.pk]), {"choice": "for", **typed})
    return Vote.objects.get(contribution=item)


def test_the_page_gives_the_tracker_and_what_it_is_made_of(client, ballot):
    client.force_login(ParticipantFactory())
    mine, other = vote(client, ballot, share=SHARE), VoteFactory(ballot=ballot)
    page = client.get(PAGE).content.decode()
    assert mine.tracker in page
    assert bytes(mine.shares[:16]).hex() in page
    assert SHARE in page
    assert other.tracker not in page


@pytest.mark.parametrize("share", ["", "xyz", SHARE.upper(), SHARE + "00", SHARE[:-2]])
def test_without_scripts_or_with_anything_else_the_tracker_is_the_servers(client, ballot, share):
    client.force_login(ParticipantFactory())
    assert len(vote(client, ballot, share=share).shares) == 16


def test_a_vote_older_than_the_log_says_so(client, ballot):
    me = ParticipantFactory()
    VoteFactory(ballot=ballot, voter=me, entry=None, salt=None, shares=None)
    client.force_login(me)
    assert "Ce vote est antérieur au journal public" in client.get(PAGE).content.decode()


def test_votes_that_no_longer_count_are_not_there(client, ballot):
    me = ParticipantFactory()
    VoteFactory(ballot=ballot, voter=me, is_live=False)
    client.force_login(me)
    assert "Vous n’avez pas encore voté" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_its_cost_does_not_depend_on_their_number(client, ballot, cost, count):
    me = ParticipantFactory()
    client.force_login(me)
    VoteFactory.create_batch(count, ballot=ballot, voter=me)
    assert cost(client, PAGE) == cost(client, PAGE)
    assert cost(client, PAGE) <= 6


def test_older_votes_are_on_the_next_page(client, ballot):
    me = ParticipantFactory()
    first, *_ = VoteFactory.create_batch(21, ballot=ballot, voter=me)
    client.force_login(me)
    page = client.get(PAGE)
    assert first.tracker not in page.content.decode()
    assert first.tracker in client.get(page.context["next_url"]).content.decode()


def test_a_visitor_signs_in_first(client):
    assert client.get(PAGE).status_code == 302
