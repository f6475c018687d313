"""What does not arrive is tried again, given up, told no more; and what is never asked of another site."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.opendata.domain import carry_webhook as carrying
from parvis.opendata.domain.carry_webhook import carry_webhook
from parvis.opendata.enums import DeliveryState, Failure, StopCause
from parvis.opendata.models import Webhook
from parvis.opendata.tests.hooked import (
    carry,
    later,
    states,
    tell,
)

pytestmark = pytest.mark.django_db


def test_the_same_message_is_tried_again_later_and_later(town, hook, receiver) -> None:
    receiver.statuses = [500]
    town.write("Un banc")
    (delivery,) = tell()
    waits = []
    for _try in range(len(carrying.DELAYS)):
        carry(hook)
        delivery.refresh_from_db()
        waits.append((delivery.next_at - delivery.tried_at).total_seconds())
        carry(hook)
        later(hook, seconds=waits[-1] + 1)
    assert len(receiver.heard) == len(carrying.DELAYS)
    assert {heard.headers["webhook-id"] for heard in receiver.heard} == {delivery.name}
    assert all(base <= wait <= base * 1.11 for base, wait in zip(carrying.DELAYS, waits, strict=True))
    assert (delivery.state, delivery.status, delivery.failure) == ("waiting", 500, Failure.STATUS)

    carry(hook)
    delivery.refresh_from_db()
    assert (delivery.state, hook.given_up, hook.stopped_at) == (DeliveryState.GIVEN_UP, 1, None)


def test_a_message_that_arrives_at_last_ends_the_wait(town, hook, receiver) -> None:
    receiver.statuses = [503, 500, 200]
    town.write("Un")
    town.write("Deux")
    tell()
    assert carry(hook).failures == 1
    assert len(receiver.heard) == 1
    later(hook, minutes=2)
    assert carry(hook).failures == 2
    later(hook, minutes=8)
    carry(hook)

    assert (hook.failures, hook.given_up, hook.paused_until) == (0, 0, None)
    assert states(hook) == ["delivered", "delivered"]


def test_one_message_that_is_never_taken_does_not_hold_the_others_for_long(town, hook, receiver) -> None:
    """The first fails again and again; a minute after each failure, the others go on."""
    town.write("Un")
    tell()
    receiver.statuses = [500]
    carry(hook)
    receiver.statuses = [200]
    town.write("Deux")
    tell()
    Webhook.objects.update(paused_until=timezone.now() - timedelta(seconds=1))
    carry(hook)

    assert states(hook) == ["waiting", "delivered"]
    assert hook.paused_until is None


def test_after_three_days_it_is_given_up_and_so_is_what_waited_behind_it(town, hook, receiver) -> None:
    receiver.statuses = [500]
    for title in ("Un", "Deux", "Trois"):
        town.write(title)
    tell()
    carry(hook)
    assert len(receiver.heard) == 1
    later(hook, hours=92)
    carry(hook)

    assert states(hook) == ["given_up"] * 3
    assert (hook.stop_cause, len(receiver.heard)) == (StopCause.FAILING, 2)
    town.write("Quatre")
    tell()
    carry(hook)
    assert len(receiver.heard) == 2


def test_an_address_that_is_gone_is_told_no_more(town, hook, receiver) -> None:
    receiver.statuses = [410]
    town.write("Un")
    town.write("Deux")
    tell()
    carry(hook)

    assert (hook.stop_cause, states(hook), len(receiver.heard)) == (StopCause.GONE, ["given_up"] * 2, 1)


@pytest.mark.parametrize(
    ("said_wait", "least"), [("7200", 7200), ("Wed, 21 Oct 2026 07:28:00 GMT", 60), ("9" * 30, 60)]
)
def test_the_other_site_may_ask_for_time(said_wait, least, town, hook, receiver) -> None:
    receiver.statuses, receiver.headers = [429], {"Retry-After": said_wait}
    town.write("Un banc")
    tell()
    carry(hook)

    waits = (hook.paused_until - timezone.now()).total_seconds()
    assert least - 10 < waits < least * 1.2


def test_a_redirect_is_a_failure_and_is_not_followed(town, hook, receiver) -> None:
    receiver.statuses, receiver.headers = [302, 200], {"Location": receiver.address}
    town.write("Un banc")
    (delivery,) = tell()
    carry(hook)

    delivery.refresh_from_db()
    assert (len(receiver.heard), delivery.status, delivery.failure) == (1, 302, Failure.STATUS)


def test_a_long_answer_is_not_read_to_its_end(town, hook, receiver) -> None:
    receiver.statuses, receiver.body = [200], b"x" * (carrying.MOST_ANSWER + 1)
    town.write("Un banc")
    (delivery,) = tell()
    carry(hook)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.failure) == ("waiting", Failure.UNREADABLE)


def test_a_name_that_leads_inside_the_network_is_told_nothing(town, hook, receiver, settings) -> None:
    settings.PARVIS_OUTBOUND_INSIDE = []
    town.write("Un banc")
    (delivery,) = tell()
    carry(hook)

    delivery.refresh_from_db()
    assert (delivery.failure, delivery.status, receiver.heard) == (Failure.REFUSED, None, [])


def test_a_certificate_that_nobody_signed_is_told_nothing(town, hook, receiver, monkeypatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    town.write("Un banc")
    (delivery,) = tell()
    carry(hook)

    delivery.refresh_from_db()
    assert (delivery.failure, delivery.status, receiver.heard) == (Failure.INSECURE, None, [])


def test_two_jobs_do_not_send_to_one_address(town, hook, receiver) -> None:
    town.write("Un banc")
    tell()
    Webhook.objects.update(carried_until=timezone.now() + timedelta(seconds=30))
    assert not carry_webhook(webhook_id=hook.pk)
    assert receiver.heard == []
    Webhook.objects.update(carried_until=timezone.now() - timedelta(seconds=1))
    carry(hook)

    assert (len(receiver.heard), hook.carried_until) == (1, None)


def test_a_round_ends_and_leaves_its_place_to_others(town, hook, receiver, monkeypatch) -> None:
    monkeypatch.setattr(carrying, "ROUND", timedelta(0))
    town.write("Un banc")
    tell()

    assert carry_webhook(webhook_id=hook.pk)
    assert receiver.heard == []
