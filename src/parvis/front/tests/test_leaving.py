"""Leaving for good: what was said stays, signed by nobody, and nothing opens what the log held of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from parvis.accounts.errors import Refused
from parvis.accounts.models import InactivityNotice
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.models import Vote
from parvis.contributions import leaves
from parvis.contributions.domain.revise import revise
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.models import Contribution, Version
from parvis.debate.domain.argue import argue
from parvis.debate.models import Argument
from parvis.following.models import Digest, PublicThread, Subscription
from parvis.following.tests.factories import DigestFactory, PublicThreadFactory, SubscriptionFactory
from parvis.front.composition.leaving import leave
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.models import Leaf, Pending
from parvis.merkle.commitments import commit
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.restore import restore
from parvis.moderation.enums import Reason
from parvis.opendata.domain.make_token import make_token
from parvis.opendata.models import ApiToken
from parvis.opendata.tests.town import Town, export, found_town, live, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return found_town()


def told() -> list[tuple[str, dict]]:
    return list(Pending.objects.order_by("pk").values_list("kind", "public"))


def test_words_stay_public_and_signed_by_nobody(town, client):
    bench = town.write("Un banc")
    argue(actor=bench.author, contribution=bench, side="for", text="Oui.", idempotency_key=uuid4())
    leave(actor=bench.author)
    row, said = Contribution.objects.get(), Argument.objects.get()
    assert (row.author, row.title, row.state) == (None, "Un banc", "published")
    assert (said.author, said.text, said.state) == (None, "Oui.", "published")
    assert "Un banc" in client.get(f"/contributions/{row.pk}/").content.decode()


def test_no_program_acts_for_whoever_left():
    person = ParticipantFactory()
    make_token(actor=person, name="Mon téléphone", scopes=["vote"], days=30)
    leave(actor=person)
    assert not ApiToken.objects.exists()


def test_nothing_opens_the_former_leaf_and_a_new_one_has_no_author(town):
    bench = town.write("Un banc")
    before = leaves.payload(bench)
    sequence()
    held = Leaf.objects.filter(entry=bench.entry)
    leave(actor=bench.author)
    row = Contribution.objects.get()
    assert row.entry != bench.entry
    assert commit(bytes(row.salt), before).hex() not in bytes(held.get().data).decode()
    assert told() == [
        ("erasure", {"ground": "17-1-b"}),
        ("contribution.revised", {"level": 1, "channel": "web", "anonymised": True}),
    ]
    assert leaves.payload(row) == {**before, "author": None}


def test_former_versions_lose_their_salt(town):
    bench = town.write("Un banc")
    revise(actor=bench.author, contribution=bench, title="Deux bancs", text="Deux bancs.")
    sequence()
    leave(actor=bench.author)
    assert Version.objects.get().salt is None
    assert [kind for kind, _public in told()] == ["erasure", "erasure", "contribution.revised"]


def test_what_was_withdrawn_goes_for_good(town):
    bench = town.write("Un banc")
    withdraw(actor=bench.author, contribution=bench)
    leave(actor=bench.author)
    row = Contribution.objects.get()
    assert (row.title, row.text, row.salt, row.author) == ("", "", None, None)


def test_what_is_hidden_is_committed_to_anew_if_it_comes_back(town):
    bench = town.write("Un banc")
    hide(actor=town.organiser, target=bench, reason=Reason.INSULT)
    leave(actor=bench.author)
    assert Contribution.objects.get().salt is None
    sequence()
    restore(actor=town.organiser, target=bench)
    assert [kind for kind, _public in told()] == ["moderation.restore", "contribution.revised"]
    assert Contribution.objects.get().salt is not None


def test_votes_stay_and_what_one_followed_goes(town):
    bench, person = town.write("Un banc"), ParticipantFactory()
    cast(actor=person, ballot=town.ballot, contribution=bench, choice=1)
    SubscriptionFactory(consultation=town.consultation, participant=person)
    PublicThreadFactory(participant=person)
    DigestFactory(participant=person)
    SubscriptionFactory(consultation=None, author=person)
    leave(actor=person)
    person.refresh_from_db()
    assert Vote.objects.get(is_live=True).voter == person
    assert (person.email, person.public_name, Subscription.objects.count()) == (None, "", 0)
    assert (Digest.objects.count(), PublicThread.objects.count()) == (0, 0)


def test_the_notice_of_an_account_that_was_unused_goes(town):
    person = ParticipantFactory()
    InactivityNotice.objects.create(participant=person, sent_at=timezone.now())
    leave(actor=person)
    assert InactivityNotice.objects.count() == 0


def test_the_page_says_until_when_backups_keep_a_trace(client):
    client.force_login(ParticipantFactory())
    until = date_format(timezone.localtime() + timedelta(days=35), "j F Y")
    assert f"en gardent une trace jusqu’au {until} au plus tard" in client.get("/me/delete/").content.decode()


def test_one_leaves_once(town):
    bench = town.write("Un banc")
    leave(actor=bench.author)
    bench.author.refresh_from_db()
    with pytest.raises(Refused):
        leave(actor=bench.author)


def test_the_verifier_says_why_the_proof_is_gone(town, tmp_path):
    live(town)
    leave(actor=town.items["Un banc"].author)
    leave(actor=town.items["Un secret"].author)
    result = verified(export(town, tmp_path))
    assert (result.findings.counts, result.sound) == ({}, True)
    assert (result.outcome["erased"], result.unproved_rows) == (3, 1)
