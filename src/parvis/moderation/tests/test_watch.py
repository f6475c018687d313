"""What is strange opens a case for a person, and changes nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.models import Footprint
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.models import Vote
from parvis.ballots.tests.factories import BallotFactory, VoteFactory, item_of
from parvis.contributions.tests.factories import ContributionFactory
from parvis.moderation import signals
from parvis.moderation.cases import closed_cases, criterion_of, title_of, waiting_cases
from parvis.moderation.domain.close_case import close_case
from parvis.moderation.domain.watch import watch
from parvis.moderation.enums import CaseKind, Outcome
from parvis.moderation.models import Case
from parvis.moderation.tasks import watch_all
from parvis.moderation.tests.factories import moderator_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_crowds(monkeypatch):
    """Three people are a crowd here, and two a name."""
    monkeypatch.setattr(signals, "PEOPLE", dict.fromkeys(signals.PEOPLE, 3))
    monkeypatch.setattr(signals, "SHOWN", 2)
    monkeypatch.setattr(signals, "SURGE_ACTS", 3)


@pytest.fixture
def ballot():
    return BallotFactory()


@pytest.fixture
def page(ballot):
    return ballot.phase.consultation


def voters(count, domain="new.example"):
    return [ParticipantFactory(email=f"{domain}-{n}@{domain}") for n in range(count)]


def old_item(ballot):
    """One that nobody of these tests wrote."""
    return item_of(ballot, author=None)


def vote(ballot, people, **fields):
    item = fields.pop("item", None) or old_item(ballot)
    for person in people:
        VoteFactory(ballot=ballot, contribution=item, voter=person, **fields)
    return item


def seen(page):
    return [(case.kind, case.subject) for case in watch(consultation=page)]


def test_a_crowd_of_a_new_domain(ballot, page):
    vote(ballot, voters(3), identity_level=1)
    vote(ballot, voters(3, "gmail.com"))
    vote(ballot, voters(2, "small.example"))
    old = voters(3, "known.example")
    type(old[0]).objects.filter(pk=old[0].pk).update(created_at=timezone.now() - timedelta(days=8))
    vote(ballot, old)
    assert seen(page) == [(CaseKind.DOMAIN, "new.example")]
    case = Case.objects.get()
    assert case.evidence["figures"] == {"people": 3, "votes": 3, "contributions": 0, "arguments": 0}
    assert (case.evidence["levels"], case.evidence["size"]) == ({"1": 3}, 3)
    assert criterion_of(case).domain == "new.example"


def test_a_domain_that_the_installation_knows_is_no_surprise(ballot, page, settings):
    settings.PARVIS_KNOWN_DOMAINS = ["ville.example"]
    vote(ballot, voters(3, "mail.ville.example"))
    assert seen(page) == []


def test_a_crowd_in_one_network_and_one_browser(ballot, page):
    people = voters(3, "gmail.com") + voters(1, "free.fr")
    for person in people:
        Footprint.objects.create(
            participant=person, network="n" * 16, browser="b" if person != people[3] else "c"
        )
    vote(ballot, people)
    assert seen(page) == [(CaseKind.NETWORK, "n" * 16), (CaseKind.BROWSER, "n" * 16 + "/b")]
    [network, _browser] = Case.objects.order_by("pk")
    assert network.evidence["figures"]["people"] == 4
    assert title_of(network).endswith(": nnnnnn")


def test_the_same_answers_to_the_same_items(ballot, page, monkeypatch):
    monkeypatch.setattr(signals, "ALIKE_ITEMS", 2)
    people = voters(4, "gmail.com")
    items = [old_item(ballot) for _ in range(2)]
    for item in items:
        vote(ballot, people[:3], item=item)
    vote(ballot, people[3:], item=items[0])
    vote(ballot, people[3:], item=items[1], choice=-1)
    [case] = [case for case in watch(consultation=page) if case.kind == CaseKind.ALIKE]
    assert case.evidence["figures"] == {"people": 3, "ballot": ballot.pk, "items": 2}


def test_an_item_that_surges_and_not_when_everything_rises(ballot, page):
    before = timezone.now() - timedelta(days=2)
    items = [old_item(ballot) for _ in range(8)]
    for item in items:
        vote(ballot, [ParticipantFactory(email=None) for _ in range(2)], item=item, created_at=before)
        vote(ballot, [ParticipantFactory(email=None) for _ in range(3)], item=item)
    assert seen(page) == []
    vote(ballot, [ParticipantFactory(email=None) for _ in range(60)], item=items[0])
    assert seen(page) == [(CaseKind.SURGE, f"contribution:{items[0].pk}")]


def test_a_flood_of_deposits(ballot, page):
    kind = ballot.kind
    ContributionFactory(kind=kind, created_at=timezone.now() - timedelta(days=3), author__email=None)
    for _ in range(4):
        ContributionFactory(kind=kind, author__email=None)
    assert seen(page) == []
    ContributionFactory(kind=kind, author__email=None)
    assert seen(page) == [(CaseKind.SURGE, "deposits")]


def test_what_others_did_elsewhere_is_not_looked_at(ballot, page):
    vote(BallotFactory(), voters(3))
    assert seen(page) == []


def test_each_pass_of_the_job_brings_the_same_case_up_to_date(ballot, page):
    item = vote(ballot, voters(3))
    watch_all()
    vote(ballot, [*voters(1, "new.example.org"), ParticipantFactory(email="late@new.example")], item=item)
    watch_all()
    case = Case.objects.get()
    assert (case.evidence["figures"]["people"], case.seen_at > case.opened_at) == (4, True)
    assert Vote.objects.filter(set_aside__isnull=False).count() == 0


def test_what_a_person_closed_is_not_opened_again_unless_it_doubled(ballot, page):
    item = vote(ballot, voters(3))
    [case] = watch(consultation=page)
    close_case(actor=moderator_of(page), case=case, outcome=Outcome.UNFOUNDED, note="The swimming club.")
    assert watch(consultation=page) == []
    vote(ballot, [ParticipantFactory(email=f"late{n}@new.example") for n in range(3)], item=item)
    assert [again.pk == case.pk for again in watch(consultation=page)] == [False]
    assert len(waiting_cases(page)) == 1
    assert [line.case.note for line in closed_cases(page)] == ["The swimming club."]


def test_organisers_see_what_trends_before_it_is_strange(ballot, page):
    vote(ballot, voters(2, "gmail.com"))
    [domain] = signals.trending(page)["domain"]
    assert (domain.subject, domain.people) == ("gmail.com", 2)
    assert signals.trending(page)["network"] == []
