"""H25 for webhooks: an address that is given makes the site talk to the open Internet alone, in secret."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from parvis.opendata.domain.carry_webhook import carry_webhook
from parvis.opendata.enums import Failure
from parvis.opendata.models import Delivery, Webhook
from parvis.opendata.tests.hooked import hook_of, tell
from parvis.opendata.tests.town import Town, found_town
from parvis.testing.receiver import NAME, Receiver

pytestmark = pytest.mark.django_db
INSIDE = [
    "127.0.0.1", "10.0.0.8", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
    "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
]  # fmt: skip


@pytest.fixture
def town() -> Town:
    return found_town()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What names lead to, as whoever owns them decides, and may decide again."""
    known: dict[str, list[str]] = {}

    def resolve(host: str, port: int, *_rest: Any, **_more: Any) -> list[Any]:
        addresses = known[host]
        family = socket.AF_INET6 if ":" in addresses[0] else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return known


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses to which a connection is begun; none is made."""
    found: list[str] = []

    def connect(_socket: socket.socket, address: Any) -> None:
        found.append(address[0])
        raise OSError("nobody there")

    monkeypatch.setattr(socket.socket, "connect", connect)
    return found


def sent(town: Town, address: str) -> Delivery:
    """What became of a message to an address that was taken when it was typed."""
    hook, _secret = hook_of(town, address)
    town.write("Un banc")
    tell()
    carry_webhook(webhook_id=hook.pk)
    return Delivery.objects.filter(webhook=hook, attempts=1).get()


@pytest.mark.parametrize("address", INSIDE)
def test_h25_a_webhook_whose_name_leads_inside_is_sent_nothing(
    address: str, town: Town, names: dict[str, list[str]], reached: list[str]
) -> None:
    names["hook.example"] = [address]

    assert sent(town, "https://hook.example/").failure == Failure.REFUSED
    assert reached == []


def test_h25_one_address_inside_is_enough_to_refuse(
    town: Town, names: dict[str, list[str]], reached: list[str]
) -> None:
    names["hook.example"] = ["93.184.216.34", "127.0.0.1"]

    assert sent(town, "https://hook.example/").failure == Failure.REFUSED
    assert reached == []


def test_h25_a_name_that_changes_is_judged_at_each_try(
    town: Town, names: dict[str, list[str]], reached: list[str]
) -> None:
    """It led outside when it was added, and at the first try."""
    names["hook.example"] = ["93.184.216.34"]
    delivery = sent(town, "https://hook.example/")
    assert (delivery.failure, reached) == (Failure.ABSENT, ["93.184.216.34"])

    names["hook.example"] = ["127.0.0.1"]
    Webhook.objects.update(paused_until=None)
    Delivery.objects.update(next_at=delivery.asked_at)
    carry_webhook(webhook_id=delivery.webhook_id)
    assert Delivery.objects.filter(failure=Failure.REFUSED).count() == 1
    assert reached == ["93.184.216.34"]


def test_h25_an_answer_leads_a_webhook_nowhere(town: Town, receiver: Receiver) -> None:
    for status in (301, 302, 303, 307, 308):
        receiver.heard.clear()
        receiver.statuses, receiver.headers = [status], {"Location": f"https://{NAME}/elsewhere"}
        delivery = sent(town, f"{receiver.address}/{status}")

        assert (delivery.status, [one.path for one in receiver.heard]) == (status, [f"/told/{status}"])
        Webhook.objects.all().delete()


def test_h25_a_webhook_is_never_sent_in_clear(town: Town, receiver: Receiver) -> None:
    """Even one whose address was changed behind the back of the site."""
    hook, _secret = hook_of(town, receiver.address)
    Webhook.objects.update(address=receiver.address.replace("https://", "http://"))
    town.write("Un banc")
    tell()
    carry_webhook(webhook_id=hook.pk)

    assert (Delivery.objects.get(attempts=1).failure, receiver.heard) == (Failure.REFUSED, [])
