"""A hidden text that an organisation signs: read, appealed against and told to those who act for it now."""

import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import Reader, can
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.jobs.models import Mail
from parvis.moderation.domain.appeal import appeal
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.rule import rule
from parvis.moderation.enums import AppealOutcome, Reason
from parvis.moderation.models import Decision
from parvis.moderation.tests.factories import moderator_of
from parvis.organisations.domain import part
from parvis.organisations.models import Representative
from parvis.organisations.tests.factories import member_of, organisation

pytestmark = pytest.mark.django_db
WORDS = "Nous n’insultons personne."


@pytest.fixture
def sender() -> Representative:
    lead = ParticipantFactory(email="lead@canal.org")
    return member_of(organisation(lead), ParticipantFactory(email="sender@canal.org"))


@pytest.fixture
def text(sender) -> Contribution:
    return ContributionFactory(organisation=sender.organisation, author=sender.participant, title="Un banc")


@pytest.fixture
def lead(sender) -> Participant:
    return sender.organisation.declared_by


def hidden(text: Contribution) -> Decision:
    return hide(actor=moderator_of(text.consultation), target=text, reason=Reason.INSULT, message="Ce mot.")


def told() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("recipient", flat=True))


def page_of(person: Participant, text: Contribution) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("front:contribution", args=[text.pk])).content.decode()


def status_of(person: Participant, decision: Decision) -> int:
    client = Client()
    client.force_login(person)
    return client.get(reverse("moderation:appeal", args=[decision.pk])).status_code


def test_its_other_representatives_read_it_learn_why_and_appeal(sender, text, lead) -> None:
    decision = hidden(text)
    assert told() == ["sender@canal.org"]
    shown = page_of(lead, text)
    for words in ("Un banc", "Ce mot.", reverse("moderation:appeal", args=[decision.pk])):
        assert words in shown
    assert status_of(lead, decision) == 200
    made = appeal(actor=lead, decision=decision, text=WORDS)
    rule(actor=moderator_of(text.consultation), appeal=made, outcome=AppealOutcome.UPHELD, message="Non.")
    assert told() == ["sender@canal.org", "lead@canal.org"]


def test_once_its_sender_left_for_good_it_is_read_all_the_same(sender, text, lead) -> None:
    part.forget(actor=sender.participant)
    anonymise(author=sender.participant)
    text.refresh_from_db()
    decision = hidden(text)
    assert told() == ["lead@canal.org"]
    text.refresh_from_db()
    assert can(lead, "read", text)
    assert not can(ParticipantFactory(), "read", text)
    assert appeal(actor=lead, decision=decision, text=WORDS).author == lead


def test_who_was_removed_no_longer_reads_it_nor_appeals_nor_receives_its_mails(sender, text, lead) -> None:
    part.remove(actor=lead, representative=sender)
    decision = hidden(text)
    assert told() == ["lead@canal.org"]
    assert "Un banc" not in page_of(sender.participant, text)
    assert status_of(sender.participant, decision) == 404
    with pytest.raises(Refused):
        appeal(actor=sender.participant, decision=decision, text=WORDS)
    client = Client()
    client.force_login(sender.participant)
    mine = client.get(reverse("front:mine")).content.decode()
    assert reverse("moderation:appeal", args=[decision.pk]) not in mine
    assert "Un banc" not in mine


def test_of_an_appeal_whose_author_was_removed_those_who_lead_are_told(sender, text, lead) -> None:
    made = appeal(actor=sender.participant, decision=hidden(text), text=WORDS)
    part.remove(actor=lead, representative=sender)
    Mail.objects.all().delete()
    rule(actor=moderator_of(text.consultation), appeal=made, outcome=AppealOutcome.UPHELD, message="Non.")
    assert told() == ["lead@canal.org"]


def test_of_a_closed_one_whoever_sent_it_answers_for_it(sender, text, lead) -> None:
    part.close(actor=lead, organisation=sender.organisation)
    text.refresh_from_db()
    decision = hidden(text)
    assert told() == ["sender@canal.org"]
    assert status_of(sender.participant, decision) == 200
    assert status_of(lead, decision) == 404


def test_an_argument_is_its_author_s_whatever_its_text(text, lead) -> None:
    said = ArgumentFactory(contribution=text)
    decision = hide(actor=moderator_of(text.consultation), target=said, reason=Reason.HATE)
    assert told() == [said.author.email]
    assert (status_of(said.author, decision), status_of(lead, decision)) == (200, 404)


def test_many_hidden_texts_are_read_in_a_fixed_number_of_queries(
    text, lead, django_assert_max_num_queries
) -> None:
    signed = {"organisation": text.organisation, "kind": text.kind, "state": "hidden"}
    rows = [ContributionFactory(**signed) for _ in range(3)]
    reader = Reader(lead, text.consultation)
    with django_assert_max_num_queries(1):
        assert [reader.may_read(row) for row in rows] == [True] * 3
