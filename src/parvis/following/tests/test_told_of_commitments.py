"""A commitment and its news are told to those whom it answers, and to those who follow."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from parvis.ballots.tests.factories import VoteFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.following.enums import Fact
from parvis.following.news.gather import gather
from parvis.following.tests.factories import DigestFactory, SubscriptionFactory
from parvis.following.words import address, sentence
from parvis.restitution.tests.factories import CommitmentFactory, CommitmentUpdateFactory

pytestmark = pytest.mark.django_db


def until():
    return timezone.now() + timedelta(hours=1)


def test_authors_supporters_and_followers_are_told_once_each_of_it_and_of_its_news():
    author, supporter, follower, stranger = (DigestFactory() for _each in range(4))
    text = ContributionFactory(author=author.participant)
    VoteFactory(contribution=text, voter=supporter.participant, choice=1)
    SubscriptionFactory(participant=follower.participant, consultation=text.consultation)
    SubscriptionFactory(participant=follower.participant, consultation=None, contribution=text)
    SubscriptionFactory(participant=author.participant, consultation=text.consultation)
    held = CommitmentFactory(consultation=text.consultation, answers=[text])
    CommitmentUpdateFactory(commitment=held)
    CommitmentUpdateFactory()

    found = gather([author, supporter, follower, stranger], until=until())

    def told(digest):
        facts = (Fact.COMMITMENT, Fact.COMMITMENT_NEWS)
        return [line for line in found[digest.participant_id] if line.fact in facts]

    for digest in (author, supporter, follower):
        lines = told(digest)
        assert [line.fact for line in lines] == [Fact.COMMITMENT, Fact.COMMITMENT_NEWS]
        assert {line.is_own for line in lines} == {digest is not follower}
    line = told(author)[0]
    assert sentence(line, 1) == f"Un engagement répond à ce que vous avez dit\xa0: {held.title}"
    assert address(line).endswith(reverse("front:commitment", args=[text.consultation.slug, held.number]))
    assert told(stranger) == []


def test_the_cost_does_not_depend_on_how_many_there_are():
    digest = DigestFactory()
    text = ContributionFactory(author=digest.participant)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            gather([digest], until=until())
        return len(queries)

    CommitmentUpdateFactory(commitment=CommitmentFactory(consultation=text.consultation, answers=[text]))
    before = cost()
    for _each in range(3):
        other = ContributionFactory(kind=text.kind)
        made = CommitmentFactory(consultation=text.consultation, answers=[text, other])
        CommitmentUpdateFactory(commitment=made)
    assert cost() == before


def test_the_feed_of_a_consultation_tells_them(client):
    held = CommitmentFactory(title="Dix bancs")
    CommitmentUpdateFactory(commitment=held, text="Ils sont commandés.")
    feed = client.get(reverse("following:feed", args=["consultation", held.consultation_id])).content.decode()
    assert feed.count("Engagement n°\xa01\xa0: Dix bancs") == 2
    assert "Ils sont commandés." in feed
    assert f"/consultations/{held.consultation.slug}/follow-up/1/" in feed
