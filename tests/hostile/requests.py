"""Sending the requests of the table, and saying in one word what came back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zlib import crc32

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.hostile.matrix import GROUPS, Line
from tests.hostile.world import World

SIGN_IN = ("/account/login/", "/en/account/login/", "/desk/login/")
FACTOR = ("/me/second-factor/", "/account/2fa/reauthenticate/")
WORDS = {200: "200", 201: "200", 400: "refused", 422: "refused"}
# In Wagtail's own pages these have the same rights, which a test holds: one of each is tried, in turn.
ALIKE = (("L1", "L2", "L3"), ("moderator", "analyst", "animator", "guarantor", "observer"))
# What one of these may do and not the other is done at the desk, which a test holds: elsewhere, in turn.
ALIKE_ELSEWHERE = ("animator", "observer")
# What every one of a crowd is given is no secret to any of them: one participant, one of the staff or, where
# others of the staff are refused, one of the team try it, each in turn.
CROWDS = (GROUPS["participants"], GROUPS["staff"], GROUPS["team"])
NO_SECRET = frozenset({"200", "405"})
OWN_DESK = ("/desk/animate/", "/desk/consultations/", "/desk/site/")
NOTHING = "/nothing/"
"""An address where there is nothing: what is forbidden must look the same, to every role."""
NOTHING_OF_THE_API = "/api/v1/nothing"
"""The same for programs."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a word of the table, and the body."""

    outcome: str
    body: bytes
    content_type: str


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def is_sent(line: Line, role: str, method: str) -> bool:
    """Whether this role is tried at this address by this method (see `ALIKE` and `CROWDS`)."""
    if line.address.startswith((NOTHING, NOTHING_OF_THE_API)):
        return True
    group = next((group for group in _alike(line, method) if role in group), None)
    return group is None or group[crc32(line.address.encode()) % len(group)] == role


def _alike(line: Line, method: str) -> tuple[tuple[str, ...], ...]:
    """Groups of which one is tried, in turn."""
    said = line.outcomes[method]
    open_to = [
        crowd for crowd in CROWDS if said[crowd[0]] in NO_SECRET and len({said[role] for role in crowd}) == 1
    ]
    if line.address.startswith(OWN_DESK):
        return (*open_to, GROUPS["participants"])
    return (*open_to, *(ALIKE if line.address.startswith("/desk/") else (ALIKE_ELSEWHERE,)))


def send(client: Client, world: World, line: Line, method: str) -> Answer:
    """One request of the table, undone afterwards."""
    address = line.address.format(**world.names)
    form = {name: value.format(**world.names) for name, value in line.form.items()}
    with undone():
        return read(client.get(address) if method == "GET" else client.post(address, form))


def read(response: HttpResponse) -> Answer:
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return Answer(outcome(response), body, response.headers.get("Content-Type", ""))


def outcome(response: HttpResponse) -> str:
    if response.status_code in (301, 302):
        address = response.headers["Location"]
        if address.startswith(SIGN_IN):
            return "sign in"
        return "second factor" if address.startswith(FACTOR) else "done"
    return WORDS.get(response.status_code, str(response.status_code))
