"""Texts read before they appear: what waits, what its author may do, what the clock does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.models.functions import Now
from django.urls import reverse

from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import Phase, PhaseAction
from parvis.consultations.tests.factories import PhaseActionFactory, QuestionFactory
from parvis.contributions.attachments import Attachment, mention
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.domain.answers import keep_personal
from parvis.contributions.domain.forget_guests import forget_due_guests
from parvis.contributions.domain.keep_attachment import forget_unused_attachments
from parvis.contributions.domain.publish_waiting import keep_refused, publish_waiting
from parvis.contributions.domain.receive import receive, receive_revision
from parvis.contributions.domain.revise import revise
from parvis.contributions.domain.submit import submit
from parvis.contributions.domain.take_back_waiting import (
    change_waiting,
    take_back_waiting,
    why_not_changed,
)
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import (
    AttachmentFactory,
    ContributionFactory,
    WaitingTextFactory,
)
from parvis.contributions.tests.test_submit_page import fill
from parvis.contributions.waiting import WaitingText
from parvis.contributions.waiting_leaves import payload
from parvis.jobs import forgetting
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending
from parvis.merkle.commitments import commit

pytestmark = pytest.mark.django_db
WORDS = {"title": "Un banc", "text": "Il manque.", "theme": None, "responds_to": None}


@pytest.fixture
def action() -> PhaseAction:
    return PhaseActionFactory(read_within=24)


@pytest.fixture
def author() -> Participant:
    return ParticipantFactory()


def send(actor: Participant, action: PhaseAction, **given) -> WaitingText:
    return receive(actor=actor, action=action, **{"idempotency_key": uuid4(), **WORDS, **given})


def public_text(action: PhaseAction, author: Participant, **given) -> Contribution:
    return ContributionFactory(kind=action.kind, phase=action.phase, author=author, **given)


def kinds_told() -> list[str]:
    return list(Pending.objects.order_by("pk").values_list("kind", flat=True))


def test_a_text_waits_apart_and_its_author_alone_opens_its_line(action, author) -> None:
    key = uuid4()
    text, twin = (send(author, action, idempotency_key=key) for _again in range(2))

    assert twin == text == WaitingText.objects.get()
    assert (text.state, text.author, text.hours, text.reference) == ("waiting", author, 24, f"W-{text.pk}")
    text.refresh_from_db()
    assert text.due_at - text.received_at == timedelta(hours=24)
    assert Contribution.objects.count() == 0
    (leaf,) = Pending.objects.all()
    assert (leaf.kind, leaf.entry, leaf.public) == (
        "contribution.received",
        text.entry,
        {"level": 1, "channel": "web", "private": True},
    )
    assert bytes(leaf.commitment) == commit(bytes(text.salt), payload(text))
    (mail,) = Mail.objects.all()
    assert (mail.recipient, text.reference in mail.subject) == (author.email, True)


@pytest.mark.parametrize("become", [publish_waiting, keep_refused])
def test_the_way_by_which_it_came_is_kept(action, author, become) -> None:
    text = send(author, action, origin=Origin.EMAIL)
    text.refresh_from_db()
    assert (text.origin, Pending.objects.get().public["channel"]) == ("email", "email")
    assert bytes(Pending.objects.get().commitment) == commit(bytes(text.salt), payload(text))

    made = become(text=text)

    made.refresh_from_db()
    assert (made.origin, Pending.objects.order_by("pk").last().public["channel"]) == ("email", "email")


def test_each_door_takes_its_own_texts_alone(action, author) -> None:
    at_once = PhaseActionFactory()
    with pytest.raises(Refused):
        submit(actor=author, action=action, idempotency_key=uuid4(), **WORDS)
    with pytest.raises(Refused):
        send(author, at_once)
    item = public_text(action, author)
    with pytest.raises(Refused):
        revise(actor=author, contribution=item, title="Autre", text="Autre.")
    with pytest.raises(Refused):
        receive_revision(actor=author, contribution=public_text(at_once, author), title="Un", text="Deux")
    assert (WaitingText.objects.count(), Contribution.objects.count(), kinds_told()) == (0, 2, [])


def test_what_the_team_alone_reads_never_waits(author) -> None:
    action = PhaseActionFactory(kind__visibility="private", read_within=24)
    made = submit(actor=author, action=action, idempotency_key=uuid4(), **WORDS)
    assert made.state == "private"


def test_each_person_answers_once_whether_it_is_read_or_waits(author) -> None:
    action = PhaseActionFactory(kind__one_per_person=True, read_within=24)
    text = send(author, action)
    with pytest.raises(Refused):
        send(author, action)
    take_back_waiting(actor=author, text=text)
    assert send(author, action).is_waiting


def test_an_answer_that_waits_counts_once_texts_appear_at_once_again(author) -> None:
    action = PhaseActionFactory(kind__one_per_person=True, read_within=24)
    text, key = send(author, action), uuid4()
    PhaseAction.objects.filter(pk=action.pk).update(read_within=None)
    action.refresh_from_db()
    with pytest.raises(Refused):
        submit(actor=author, action=action, idempotency_key=key, **WORDS)
    take_back_waiting(actor=author, text=text)
    made, twin = (submit(actor=author, action=action, idempotency_key=key, **WORDS) for _again in range(2))
    assert (made, made.is_only) == (twin, True)
    with pytest.raises(Refused):
        submit(actor=author, action=action, idempotency_key=uuid4(), **WORDS)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_read_first", [True, False])
def test_the_only_answer_sent_twice_at_once_is_kept_once_and_given_twice(author, is_read_first) -> None:
    action = PhaseActionFactory(kind__one_per_person=True, read_within=24 if is_read_first else None)
    do, key, begun = receive if is_read_first else submit, uuid4(), Barrier(4)

    def once(_number: int) -> int:
        try:
            begun.wait(timeout=10)
            return do(actor=author, action=action, idempotency_key=key, **WORDS).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(once, range(4)))) == 1
    assert WaitingText.objects.count() + Contribution.objects.count() == 1


def test_another_word_keeps_the_place_and_replaces_the_line(action, author) -> None:
    text = send(author, action)
    came, entry = text.received_at, text.entry

    changed = change_waiting(actor=author, text=text, title="Un banc", words="Deux bancs.")

    changed.refresh_from_db()
    assert (changed.text, changed.changed_at is None, changed.entry == entry) == ("Deux bancs.", False, False)
    assert changed.received_at == came or came is None
    leaf = Pending.objects.order_by("pk").last()
    assert (leaf.kind, leaf.reference) == ("contribution.received", entry)
    change_waiting(actor=author, text=text, title="Un banc", words="Deux bancs.")
    assert kinds_told() == ["contribution.received"] * 2


@pytest.mark.parametrize("act", [change_waiting, take_back_waiting])
def test_nobody_else_touches_what_waits(action, author, act) -> None:
    text = send(author, action)
    stranger = ParticipantFactory()
    words = {"title": "Un", "words": "Deux"} if act is change_waiting else {}
    with pytest.raises(Refused):
        act(actor=stranger, text=text, **words)
    text.refresh_from_db()
    assert (text.state, text.text) == ("waiting", "Il manque.")


def test_once_the_phase_is_closed_it_waits_and_is_no_longer_changed(action, author) -> None:
    text = send(author, action)
    Phase.objects.filter(pk=action.phase_id).update(starts_at=Now() - timedelta(2), ends_at=Now())
    with pytest.raises(Refused):
        change_waiting(actor=author, text=text, title="Un", words="Deux")
    with pytest.raises(Refused):
        send(author, action)
    assert take_back_waiting(actor=author, text=text).state == "withdrawn"


def test_taking_it_back_erases_words_answers_and_files(author) -> None:
    action = PhaseActionFactory(read_within=24)
    QuestionFactory(kind=action.kind, code="plan", type="file", settings={"count": 1})
    QuestionFactory(kind=action.kind, code="age", is_personal=True, purpose="To draw a panel.")
    file = AttachmentFactory(contribution=None, owner=author)
    answers = {"plan": [{**mention(file), "description": "Plan."}], "age": "40"}
    text = send(author, action, answers=answers)
    text.refresh_from_db()
    assert (text.personal, [one["id"] for one in text.form_answers["plan"]]) == (
        {"age": "40"},
        [str(file.pk)],
    )
    Attachment.objects.update(sent_at=Now() - timedelta(days=30))
    assert (forget_unused_attachments(), Attachment.objects.get().held_for) == (0, text)

    take_back_waiting(actor=author, text=text)
    take_back_waiting(actor=author, text=text)

    text.refresh_from_db()
    assert (text.title, text.form_answers, text.personal, text.salt) == ("", {}, {}, None)
    assert Attachment.objects.count() == 0
    assert kinds_told() == ["contribution.received", "contribution.withdrawn"]


@pytest.mark.parametrize(
    ("answers", "kept"), [(None, {"age": "40"}), ({}, {}), ({"age": "41"}, {"age": "41"})]
)
def test_personal_answers_are_changed_or_cleared_once_read_and_stay_when_not_given(
    author, answers, kept
) -> None:
    action = PhaseActionFactory(read_within=24)
    QuestionFactory(kind=action.kind, code="age", is_personal=True, purpose="To draw a panel.")
    item = public_text(action, author)
    keep_personal(item, {"age": "40"})

    waits = receive_revision(actor=author, contribution=item, title="Un banc", text="Deux.", answers=answers)
    publish_waiting(text=WaitingText.objects.get(pk=waits.pk))

    assert dict(item.personal_answers.values_list("question__code", "value")) == kept


def test_what_somebody_said_of_themselves_is_theirs_alone(author) -> None:
    action = PhaseActionFactory(read_within=24)
    QuestionFactory(kind=action.kind, code="age", is_personal=True, purpose="To draw a panel.")
    text = send(author, action, answers={"age": "40"})
    colleague = ParticipantFactory()

    assert (text.answers_for(author), text.answers_for(colleague)) == ({"age": "40"}, {})
    assert (why_not_changed(author, text), bool(why_not_changed(colleague, text))) == ("", True)


def test_a_file_that_waits_is_read_by_its_sender_and_by_the_team(client, action, author) -> None:
    text = WaitingTextFactory(kind=action.kind, phase=action.phase, author=author, identity_level=1)
    file = AttachmentFactory(contribution=None, owner=author, held_for=text)
    address = reverse("files:file", args=[file.pk])
    assert client.get(address).status_code == 404
    client.force_login(ParticipantFactory())
    assert client.get(address).status_code == 404
    client.force_login(author)
    assert client.get(address).status_code == 200


def test_new_words_wait_and_the_public_text_stays_as_it_is(action, author) -> None:
    item = public_text(action, author)
    text = receive_revision(actor=author, contribution=item, title="Un banc", text="Deux bancs.")

    item.refresh_from_db()
    assert (text.revises, text.based_on, item.text == "Deux bancs.", item.versions.count()) == (
        item,
        item.entry,
        False,
        0,
    )
    with pytest.raises(Refused):
        receive_revision(actor=author, contribution=item, title="Un banc", text="Trois bancs.")
    same = {"title": item.title, "text": item.text}
    take_back_waiting(actor=author, text=text)
    assert receive_revision(actor=author, contribution=item, **same) is None


def test_changes_leave_with_the_text_that_their_author_withdraws(action, author) -> None:
    item = public_text(action, author)
    text = receive_revision(actor=author, contribution=item, title="Un banc", text="Deux bancs.")
    withdraw(actor=author, contribution=item)
    text.refresh_from_db()
    assert (text.state, text.has_words) == ("withdrawn", False)


def test_who_leaves_takes_back_what_waits(action, author) -> None:
    text = send(author, action)
    anonymise(author=author)
    text.refresh_from_db()
    assert (text.author, text.state, text.text, text.salt) == (None, "withdrawn", "", None)
    assert kinds_told() == ["contribution.received", "contribution.withdrawn", "erasure"]


def test_what_somebody_signed_is_late_and_never_dropped() -> None:
    old = Now() - forgetting.UNREAD - timedelta(days=1)
    signed = WaitingTextFactory(author=ParticipantFactory(), identity_level=1, received_at=old)
    guest = WaitingTextFactory(received_at=old)
    assert forget_due_guests() == 1
    signed.refresh_from_db()
    guest.refresh_from_db()
    assert (signed.state, guest.state) == ("waiting", "lapsed")


def test_the_database_holds_what_waits(author) -> None:
    item = ContributionFactory(author=author)
    signed = {"author": author, "identity_level": 1}
    WaitingTextFactory(revises=item, kind=item.kind, **signed)
    for wrong, name in (
        ({"author": author}, "waiting_text_guest_unknown"),
        ({"revises": item, "kind": item.kind, **signed}, "waiting_text_one_revision"),
        ({"state": "refused", "settled_at": Now(), "contribution": item}, "waiting_text_became"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            WaitingTextFactory(**wrong)
    with pytest.raises(IntegrityError, match="attachment_held"), transaction.atomic():
        AttachmentFactory(contribution=item, owner=None, held_for=WaitingTextFactory(**signed))


def test_the_form_says_so_and_sends_it_to_be_read(client, action, author) -> None:
    client.force_login(author)
    address = reverse("contributions:submit", args=[action.pk])
    preview = client.post(address, fill(client, action, step="preview")).content.decode()
    assert ("Envoyer pour lecture" in preview, "sous 24 heures" in preview) == (True, True)
    sent = client.post(address, fill(client, action, step="publish"))
    text = WaitingText.objects.get()
    assert sent["Location"] == f"{reverse('moderation:waiting', args=[text.pk])}?receipt=1"
    assert Contribution.objects.count() == 0


def test_revising_by_the_page_waits_then_leads_to_what_waits(client, action, author) -> None:
    item = public_text(action, author)
    client.force_login(author)
    address = reverse("contributions:revise", args=[item.pk])
    assert "Envoyer les modifications pour lecture" in client.get(address).content.decode()
    typed = {"title": "Un banc", "text": "Deux bancs.", "based_on": str(item.entry or "")}
    sent = client.post(address, typed)
    text = WaitingText.objects.get()
    assert sent["Location"] == reverse("moderation:waiting", args=[text.pk])
    assert client.get(address)["Location"] == reverse("moderation:change_waiting", args=[text.pk])
