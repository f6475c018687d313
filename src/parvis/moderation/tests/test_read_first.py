"""A moderator reads what people sign before it appears, and publishes it or refuses it, with an appeal."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models.functions import Now
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.models import Vote
from parvis.consultations.models import Phase, PhaseAction
from parvis.consultations.tests.factories import PhaseActionFactory, QuestionFactory
from parvis.contributions.attachments import mention
from parvis.contributions.domain.receive import receive, receive_revision
from parvis.contributions.domain.revise import replace_words
from parvis.contributions.domain.take_back_waiting import change_waiting
from parvis.contributions.leaves import payload
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import AttachmentFactory, ContributionFactory
from parvis.contributions.waiting import OF_GUESTS, OF_PEOPLE, WaitingText
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending
from parvis.merkle.commitments import commit
from parvis.moderation.domain.appeal import appeal
from parvis.moderation.domain.rule import rule
from parvis.moderation.domain.screen import admit, refuse
from parvis.moderation.enums import AppealOutcome, Reason, Wait
from parvis.moderation.models import Decision, Screening
from parvis.moderation.queue import Filters
from parvis.moderation.queue_lines import queue_page
from parvis.moderation.register import cells_of, refusal_lines, register_page
from parvis.moderation.tests.factories import moderator_of
from parvis.moderation.waiting_texts import figures_of

pytestmark = pytest.mark.django_db
WORDS = {"title": "Un banc", "text": "Il manque.", "theme": None, "responds_to": None}


@pytest.fixture
def action() -> PhaseAction:
    return PhaseActionFactory(read_within=24)


@pytest.fixture
def author() -> Participant:
    return ParticipantFactory()


@pytest.fixture
def text(action, author) -> WaitingText:
    return receive(actor=author, action=action, idempotency_key=uuid4(), **WORDS)


@pytest.fixture
def moderator(action) -> Participant:
    return moderator_of(action.phase.consultation)


def told(after: int) -> list[str]:
    return list(Pending.objects.filter(pk__gt=after).order_by("pk").values_list("kind", flat=True))


def last() -> int:
    found = Pending.objects.order_by("pk").last()
    return found.pk if found else 0


def test_what_is_published_is_its_author_s_with_both_hours(text, author, moderator) -> None:
    came, before, mails = Now() - timedelta(hours=3), last(), Mail.objects.count()
    WaitingText.objects.filter(pk=text.pk).update(received_at=came)

    item = admit(actor=moderator, text=text)

    item.refresh_from_db()
    text.refresh_from_db()
    assert (item.author, item.identity_level, item.is_guest, item.state) == (author, 1, False, "published")
    assert item.created_at - item.received_at >= timedelta(hours=3)
    assert (item.to_read_since, text.state, text.contribution, text.has_words) == (
        None,
        "published",
        item,
        False,
    )
    assert told(before) == ["moderation.admit", "contribution.accepted"]
    leaf = Pending.objects.order_by("pk").last()
    assert (leaf.reference, bytes(leaf.commitment)) == (
        text.entry,
        commit(bytes(item.salt), payload(item)),
    )
    assert payload(item)["received"] == int(item.received_at.timestamp())
    mail = Mail.objects.order_by("pk").last()
    assert (Mail.objects.count() - mails, mail.recipient) == (1, author.email)


def test_it_came_in_time_when_the_phase_closed_meanwhile(text, action, moderator) -> None:
    Phase.objects.filter(pk=action.phase_id).update(starts_at=Now() - timedelta(2), ends_at=Now())
    assert (admit(actor=moderator, text=text).state, Contribution.objects.get().is_late) == (
        "published",
        False,
    )


def test_votes_begin_once_it_is_published(text, action, moderator) -> None:
    ballot = PhaseActionFactory(phase=action.phase, kind=action.kind, vote=True)
    item = admit(actor=moderator, text=text)
    cast(actor=ParticipantFactory(), ballot=ballot, contribution=item, choice=1)
    assert Vote.objects.get().contribution == item


def test_answers_and_files_go_with_it(action, author, moderator) -> None:
    QuestionFactory(kind=action.kind, code="plan", type="file", settings={"count": 1})
    QuestionFactory(kind=action.kind, code="age", is_personal=True, purpose="To draw a panel.")
    file = AttachmentFactory(contribution=None, owner=author)
    answers = {"plan": [{**mention(file), "description": "Plan."}], "age": "40"}
    text = receive(actor=author, action=action, idempotency_key=uuid4(), answers=answers, **WORDS)

    item = admit(actor=moderator, text=text)

    file.refresh_from_db()
    assert (file.contribution, file.owner, file.held_for, file.sent_by) == (item, None, None, author)
    assert [row.value for row in item.personal_answers.all()] == ["40"]


def test_what_is_refused_is_hidden_from_its_first_second_and_may_be_appealed(text, author, moderator) -> None:
    before = last()
    refuse(actor=moderator, text=text, reason=Reason.INSULT, message="Sans insulte.")

    text.refresh_from_db()
    item, decision = Contribution.objects.get(), Decision.objects.get()
    assert (item.state, item.author, item.text, decision.message) == (
        "hidden",
        author,
        "Il manque.",
        "Sans insulte.",
    )
    assert (text.state, text.contribution, text.has_words) == ("refused", item, False)
    assert told(before) == ["moderation.refuse", "contribution.accepted", "moderation.hide"]
    mail = Mail.objects.order_by("pk").last()
    assert (mail.recipient, "Sans insulte." in mail.text) == (author.email, True)

    sent = appeal(actor=author, decision=decision, text="Je n’insulte personne.")
    with pytest.raises(Refused):
        rule(actor=moderator, appeal=sent, outcome=AppealOutcome.REVERSED, message="Non.")
    other = moderator_of(text.consultation)
    rule(actor=other, appeal=sent, outcome=AppealOutcome.REVERSED, message="En effet.")
    item.refresh_from_db()
    assert item.state == "published"
    assert "finalement" in Mail.objects.order_by("pk").last().subject


def test_the_register_counts_each_decision_once(text, action, author, moderator) -> None:
    refuse(actor=moderator, text=text, reason=Reason.INSULT)
    admitted = receive(actor=author, action=action, idempotency_key=uuid4(), **WORDS)
    item = admit(actor=moderator, text=admitted)
    changes = receive_revision(actor=author, contribution=item, title="Un banc", text="Deux bancs.")
    refuse(actor=moderator, text=changes, reason=Reason.HATE)

    assert sum(cell.sum.acts for cell in cells_of(text.consultation)) == 3
    assert len(register_page(text.consultation).lines) == 1
    assert [line.screening.reason for line in refusal_lines(text.consultation)] == ["hate"]
    figures = figures_of(text.consultation, OF_PEOPLE)
    assert (figures.received, figures.published, figures.refused) == (3, 1, 2)
    assert figures_of(text.consultation, OF_GUESTS).received == 0


def test_it_is_decided_once_by_another_than_its_author(text, author, moderator) -> None:
    teammate = moderator_of(text.consultation)
    WaitingText.objects.filter(pk=text.pk).update(author=teammate)
    for stranger in (ParticipantFactory(), teammate):
        with pytest.raises(Refused):
            admit(actor=stranger, text=text)
    admit(actor=moderator, text=text)
    with pytest.raises(Refused):
        refuse(actor=moderator, text=text, reason=Reason.INSULT)
    assert Screening.objects.count() == 1


def test_words_that_changed_meanwhile_are_not_decided_on_unread(text, author, moderator) -> None:
    seen = str(text.entry)
    changed = change_waiting(actor=author, text=text, title="Un banc", words="Autre chose.")
    with pytest.raises(Refused):
        admit(actor=moderator, text=text, seen=seen)
    assert admit(actor=moderator, text=text, seen=str(changed.entry)).text == "Autre chose."


def test_changes_that_are_published_replace_the_words_and_keep_the_former_ones(
    action, author, moderator
) -> None:
    item = ContributionFactory(kind=action.kind, phase=action.phase, author=author)
    former = item.text
    changes = receive_revision(actor=author, contribution=item, title="Un banc", text="Deux bancs.")

    admit(actor=moderator, text=changes)

    item.refresh_from_db()
    changes.refresh_from_db()
    assert (item.text, item.to_read_since, item.versions.get().text) == ("Deux bancs.", None, former)
    assert (changes.state, changes.contribution, changes.has_words) == ("published", None, False)


def test_changes_of_words_that_changed_since_can_only_be_refused(action, author, moderator) -> None:
    item = ContributionFactory(kind=action.kind, phase=action.phase, author=author)
    changes = receive_revision(actor=author, contribution=item, title="Un banc", text="Deux bancs.")
    replace_words(item, (item.title, "Trois bancs.", {}))
    with pytest.raises(Refused):
        admit(actor=moderator, text=changes)
    refuse(actor=moderator, text=changes, reason=Reason.OFF_TOPIC)
    item.refresh_from_db()
    assert item.text == "Trois bancs."


def test_changes_that_were_refused_and_come_again_are_read_by_another(action, author, moderator) -> None:
    item = ContributionFactory(kind=action.kind, phase=action.phase, author=author)
    words = {"contribution": item, "title": "Un banc", "text": "Deux bancs."}
    first = receive_revision(actor=author, **words)
    refuse(actor=moderator, text=first, reason=Reason.OFF_TOPIC, message="Hors sujet.")
    first.refresh_from_db()
    assert (first.text, Decision.objects.count()) == ("Deux bancs.", 0)
    assert "Hors sujet." in Mail.objects.order_by("pk").last().text

    again = receive_revision(actor=author, **words)
    with pytest.raises(Refused):
        admit(actor=moderator, text=again)
    assert admit(actor=moderator_of(item.consultation), text=again).text == "Deux bancs."


def test_a_second_answer_of_one_person_can_only_be_refused(author) -> None:
    action = PhaseActionFactory(kind__one_per_person=True, read_within=24)
    text = receive(actor=author, action=action, idempotency_key=uuid4(), **WORDS)
    ContributionFactory(kind=action.kind, phase=action.phase, author=author, is_only=True)
    moderator = moderator_of(text.consultation)
    with pytest.raises(Refused):
        admit(actor=moderator, text=text)
    refuse(actor=moderator, text=text, reason=Reason.OFF_TOPIC)
    assert sorted(Contribution.objects.values_list("state", "is_only")) == [
        ("hidden", False),
        ("published", True),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_they_wait_in_the_one_queue(action, author, count, django_assert_num_queries) -> None:
    for _number in range(count):
        receive(actor=author, action=action, idempotency_key=uuid4(), **WORDS)
    with django_assert_num_queries(2):
        page = queue_page(
            consultation=action.phase.consultation, filters=Filters(wait=Wait.GUEST), beside=None
        )
    assert [line.why for line in page.lines] == ["à lire avant de paraître"] * count


def test_its_page_is_its_author_s_alone_and_says_where_it_stands(client, text, author, moderator) -> None:
    address = reverse("moderation:waiting", args=[text.pk])
    for stranger in (ParticipantFactory(), moderator):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
    client.force_login(author)
    page = client.get(address).content.decode()
    assert ("Il attend un modérateur." in page, "Il manque." in page, text.reference in page) == (
        True,
        True,
        True,
    )
    WaitingText.objects.filter(pk=text.pk).update(received_at=Now() - timedelta(hours=25))
    assert "délai est dépassé" in client.get(address).content.decode()
    refuse(actor=moderator, text=text, reason=Reason.INSULT, message="Sans insulte.")
    page = client.get(address).content.decode()
    appealing = reverse("moderation:appeal", args=[Decision.objects.get().pk])
    assert ("Sans insulte." in page, appealing in page) == (True, True)


def test_its_author_changes_it_then_takes_it_back_by_the_pages(client, text, author) -> None:
    client.force_login(author)
    change = reverse("moderation:change_waiting", args=[text.pk])
    assert "Il manque." in client.get(change).content.decode()
    assert client.post(change, {"title": "", "text": ""}).status_code == 422
    client.post(change, {"title": "Un banc", "text": "Deux bancs."})
    text.refresh_from_db()
    assert text.text == "Deux bancs."
    client.post(reverse("moderation:take_back_waiting", args=[text.pk]))
    text.refresh_from_db()
    assert text.state == "withdrawn"
    assert client.get(change)["Location"] == reverse("moderation:waiting", args=[text.pk])
