"""Messages leave signed, with what everybody reads then; they are sent again when somebody asks."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import ConsultationPage
from parvis.contributions.domain.withdraw import withdraw
from parvis.ledger.domain.sequence import sequence
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.restore import restore
from parvis.moderation.enums import Reason
from parvis.opendata.api.hook_schemas import DATA
from parvis.opendata.domain import carry_webhook as carrying
from parvis.opendata.domain import keep_webhook as keeping
from parvis.opendata.domain.offer_archive import offer_archive
from parvis.opendata.domain.send_again import send_again, try_webhook
from parvis.opendata.enums import WebhookEvent
from parvis.opendata.models import Delivery, Webhook
from parvis.opendata.tasks import carry_webhook as carry_by_job
from parvis.opendata.tasks import forget_old_messages, tell_of_what_happened
from parvis.opendata.tests.hooked import (
    EVERYTHING,
    TEXTS,
    carry,
    hook_of,
    is_signed,
    said,
    states,
    tell,
)
from parvis.opendata.tests.town import found_town, live
from parvis.restitution.domain.publish_synthesis import publish_synthesis
from parvis.restitution.tests.factories import CommitmentFactory
from parvis.restitution.tests.synthesis_data import square
from parvis.understanding.tests.factories import AnalysisFactory

pytestmark = pytest.mark.django_db


def api(address: str):
    answer = Client().get(f"/api/v1/{address}")
    assert answer.status_code == 200
    return answer.json()


def test_a_message_is_signed_and_says_what_the_api_says(town, receiver) -> None:
    hook, secret = hook_of(town, receiver.address, TEXTS)
    item = town.write("Un banc")
    (delivery,) = tell()
    carry(hook)

    (heard,) = receiver.heard
    assert is_signed(heard, secret)
    assert (heard.path, heard.headers["content-type"]) == ("/told", "application/json")
    assert heard.headers["webhook-id"] == delivery.name
    assert abs(int(heard.headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    told = said(heard)
    assert told["data"] == api(f"contributions/{item.pk}")
    assert (told["type"], told["consultation"]) == ("contribution.published", town.consultation.pk)
    assert set(told) == {"type", "timestamp", "consultation", "data"}
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.status, delivery.failure) == ("delivered", 1, 204, "")


def test_a_signature_is_of_these_words_this_number_and_this_moment(town, receiver) -> None:
    hook, secret = hook_of(town, receiver.address, TEXTS)
    other = keeping.written(b"x" * 32)
    town.write("Un banc")
    tell()
    carry(hook)
    (heard,) = receiver.heard

    assert is_signed(heard, secret)
    assert not is_signed(heard, other)
    for name in ("webhook-id", "webhook-timestamp"):
        assert not is_signed(type(heard)(heard.path, {**heard.headers, name: "1"}, heard.body), secret)
    assert not is_signed(type(heard)(heard.path, heard.headers, heard.body + b" "), secret)


def test_both_secrets_are_good_while_one_is_changed(town, receiver) -> None:
    hook, first = hook_of(town, receiver.address, TEXTS)
    second = keeping.renew_secret(actor=town.organiser, webhook=hook)
    town.write("Un banc")
    tell()
    carry(hook)
    Webhook.objects.update(former_until=timezone.now() - timedelta(seconds=1))
    town.write("Une fontaine")
    tell()
    carry(hook)

    meanwhile, afterwards = receiver.heard
    assert [is_signed(meanwhile, secret) for secret in (first, second)] == [True, True]
    assert [is_signed(afterwards, secret) for secret in (first, second)] == [False, True]


def test_messages_leave_in_their_order(town, hook, receiver) -> None:
    titles = ["Un", "Deux", "Trois"]
    for title in titles:
        town.write(title)
    tell()
    carry(hook)

    assert [said(heard)["data"]["title"] for heard in receiver.heard] == titles


def test_what_is_not_public_any_more_is_not_sent(town, hook, receiver) -> None:
    """Hidden before its message left: its number alone is told, and nothing of its words."""
    rude, shy = town.write("Une insulte"), town.write("Un secret")
    tell()
    hide(actor=town.organiser, target=rude, reason=Reason.INSULT)
    withdraw(actor=shy.author, contribution=shy)
    tell()
    carry(hook)

    told = [said(heard) for heard in receiver.heard]
    assert [(one["type"], one["data"]["id"], set(one["data"])) for one in told] == [
        ("contribution.hidden", rude.pk, {"id", "consultation", "url"}),
        ("contribution.withdrawn", shy.pk, {"id", "consultation", "url"}),
    ]
    assert states(hook) == ["empty", "empty", "delivered", "delivered"]
    sent = b"".join(heard.body for heard in receiver.heard).decode()
    assert ("insulte" in sent.lower(), "secret" in sent.lower(), str(rude.author) in sent) == (False,) * 3


def test_what_is_shown_again_is_told_with_its_words(town, hook, receiver) -> None:
    item = town.write("Du bruit")
    hide(actor=town.organiser, target=item, reason=Reason.OFF_TOPIC)
    restore(actor=town.organiser, target=item)
    tell()
    carry(hook)

    assert [(said(one)["type"], said(one)["data"]["title"]) for one in receiver.heard] == [
        ("contribution.published", "Du bruit"),
        ("contribution.restored", "Du bruit"),
    ]


def test_nothing_of_a_consultation_that_is_taken_down(town, hook, receiver) -> None:
    item = town.write("Un banc")
    withdraw(actor=item.author, contribution=item)
    tell()
    ConsultationPage.objects.filter(pk=town.consultation.pk).update(live=False)
    carry(hook)

    assert (receiver.heard, states(hook)) == ([], ["empty", "empty"])


def test_everything_that_is_told_says_what_the_api_says(town, receiver, settings, tmp_path) -> None:
    settings.ARCHIVES_ROOT = tmp_path / "archives"
    hook, _secret = hook_of(town, receiver.address, EVERYTHING)
    live(town)
    offer_archive(consultation=town.consultation)
    commitment = CommitmentFactory(consultation=town.consultation)
    analysis = AnalysisFactory(consultation=town.consultation, published=True)
    tell()
    for event, subject in (
        ("vote.opened", town.ballot.pk),
        ("vote.closed", town.ballot.pk),
        ("result.published", town.ballot.pk),
        ("commitment.published", commitment.number),
        ("commitment.updated", commitment.number),
        ("topics.published", analysis.pk),
    ):
        Delivery.objects.create(
            webhook=hook, event=event, consultation=town.consultation, subject=subject, source=event,
            at=timezone.now(),
        )  # fmt: skip
    carry(hook)

    page = f"consultations/{town.consultation.pk}"
    told = {said(heard)["type"]: said(heard)["data"] for heard in receiver.heard}
    assert told["answer.published"] == api(f"{page}/answers")["items"][0]
    for event in ("vote.opened", "vote.closed", "result.published"):
        assert told[event] == api(f"{page}/ballots")["items"][0]
    for event in ("commitment.published", "commitment.updated"):
        assert told[event] == api(f"{page}/commitments")["items"][0]
    assert told["archive.published"] == api(f"{page}/exports")["items"][0]
    assert told["checkpoint.signed"] == api("checkpoints/latest")
    assert told["topics.published"]["url"].endswith(f"/topics/{analysis.pk}/")
    for event, data in told.items():
        DATA[WebhookEvent(event)].model_validate(data)


def test_a_synthesis_is_told_with_its_fingerprint(receiver) -> None:
    place = square()
    hook, _secret = keeping.add_webhook(
        actor=place.organiser, consultation=place.consultation, address=receiver.address,
        events=[WebhookEvent.SYNTHESIS_PUBLISHED],
    )  # fmt: skip
    place.finding(contributions=[place.texts[0].pk])
    version = publish_synthesis(actor=place.organiser, synthesis=place.synthesis)
    tell()
    carry(hook)

    told = said(receiver.heard[0])["data"]
    assert (told["version"], told["sha256"], told["consultation"]) == (
        version.number, version.digest, place.consultation.pk,
    )  # fmt: skip


def test_a_test_says_that_nothing_happened(town, receiver) -> None:
    hook, secret = hook_of(town, receiver.address, TEXTS)
    try_webhook(actor=town.organiser, webhook=hook)
    with pytest.raises(Refused):
        try_webhook(actor=town.organiser, webhook=hook)
    carry(hook)
    try_webhook(actor=town.organiser, webhook=hook)

    told = said(receiver.heard[0])
    assert is_signed(receiver.heard[0], secret)
    assert (told["type"], told["consultation"], told["data"]["events"]) == (
        "webhook.tested", None, [event.value for event in WebhookEvent if event in TEXTS],
    )  # fmt: skip


def test_a_message_is_sent_again_by_hand_under_the_same_number(town, hook, receiver) -> None:
    town.write("Un banc")
    (delivery,) = tell()
    carry(hook)
    for actor in (ParticipantFactory(), found_town().organiser):
        with pytest.raises(Refused):
            send_again(actor=actor, delivery=delivery)
    send_again(actor=town.organiser, delivery=delivery)
    carry(hook)

    assert [heard.headers["webhook-id"] for heard in receiver.heard] == [delivery.name] * 2


def test_what_was_given_up_is_sent_again_once_it_is_started_again(town, hook, receiver) -> None:
    receiver.statuses = [410, 200]
    town.write("Un banc")
    (delivery,) = tell()
    carry(hook)
    with pytest.raises(Refused):
        send_again(actor=town.organiser, delivery=delivery)
    keeping.start_webhook(actor=town.organiser, webhook=hook)
    send_again(actor=town.organiser, delivery=delivery)
    carry(hook)

    assert states(hook) == ["delivered"]


def test_messages_that_are_over_are_forgotten_after_a_while(town, hook, receiver) -> None:
    town.write("Un")
    tell()
    carry(hook)
    town.write("Deux")
    tell()
    month = timedelta(days=30)
    assert carrying.forget_deliveries(older_than=month) == 0
    Delivery.objects.update(asked_at=timezone.now() - timedelta(days=31))

    assert carrying.forget_deliveries(older_than=month) == 1
    assert states(hook) == ["waiting"]


def test_a_message_holds_no_address_of_anybody(town, receiver) -> None:
    hook, _secret = hook_of(town, receiver.address, EVERYTHING)
    live(town)
    tell()
    carry(hook)

    sent = b"".join(heard.body for heard in receiver.heard).decode()
    people = [item.author for item in town.items.values()]
    assert [person for person in people if person.email in sent] == []
    assert "@example.org" not in sent


def test_jobs_write_messages_and_send_them(town, hook, receiver) -> None:
    """Each minute; what a job had no time for, the next one sends."""
    town.write("Un banc")
    sequence()
    tell_of_what_happened(timestamp=0)
    tell_of_what_happened(timestamp=60)
    jobs = ProcrastinateJob.objects.filter(task_name="opendata.carry_webhook")
    assert [job.args for job in jobs] == [{"webhook_id": hook.pk}]
    assert receiver.heard == []

    carry_by_job(webhook_id=hook.pk)
    assert states(hook) == ["delivered"]
    forget_old_messages(timestamp=0)
    assert states(hook) == ["delivered"]


def test_a_round_that_is_cut_short_asks_for_another(town, hook, receiver, monkeypatch) -> None:
    monkeypatch.setattr(carrying, "ROUND", timedelta(0))
    town.write("Un banc")
    tell()
    carry_by_job(webhook_id=hook.pk)

    assert ProcrastinateJob.objects.filter(task_name="opendata.carry_webhook").count() == 1
