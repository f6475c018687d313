"""A crowd that deposits, votes and argues over HTTP, and insists until each act is acknowledged.

An act has one key from beginning to end, as a form has in a browser: sent again as it is, however the first
answer was lost. What was acknowledged, and what was only tried, is kept to be held against the database.
"""

import http.client
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

ACKNOWLEDGED = 302
CHOICES = {"for": 1, "mixed": 0, "against": -1}


@dataclass(frozen=True)
class Act:
    """One thing that one person does; `key` names it in the database, or (person, item) for a vote."""

    kind: str
    person: int
    path: str
    fields: dict[str, str]
    key: Any


@dataclass
class Crowd:
    """People of a scene (see `inside.prepare`), at the door of the site that listens on `port`."""

    port: int
    scene: dict[str, Any]
    patience: float = 90.0
    tried: dict[Any, Any] = field(default_factory=dict)
    done: dict[Any, Any] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    sent: int = 0
    refused: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    addresses: dict[Any, set[str]] = field(default_factory=dict)

    def act(self, number: int) -> Act:
        """The act of this number: three votes, a text, two votes, an argument, and so on."""
        person = number % len(self.scene["people"])
        if number % 7 == 3:
            return self._deposit(person, number)
        return self._argue(person, number) if number % 7 == 6 else self._vote(person, number)

    def do(self, act: Act) -> None:
        """Send it until it is acknowledged."""
        began = time.monotonic()
        while not self.attempt(act):
            assert time.monotonic() - began < self.patience, f"no answer for {self.patience} s"
            time.sleep(0.5)
        self.waits.append(time.monotonic() - began)

    def attempt(self, act: Act) -> bool:
        """Send it once; whether it is acknowledged."""
        self.tried[act.key] = act.fields.get("choice", True)
        acknowledged = self._send(act)
        if acknowledged:
            self.done[act.key] = self.tried[act.key]
        return acknowledged

    def held_against(self, found: dict[str, Any]) -> dict[str, int]:
        """What `inside.audit` found, against what was tried and acknowledged.

        Counts of what is wrong, all zero when nothing is, then of what is there: acts and leaves.
        """
        live = {(voter, item): choice for voter, item, choice in found["votes"]}
        stored: list[Any] = [*found.pop("keys"), *((voter, item) for voter, item, _ in found.pop("votes"))]
        done = {key: CHOICES.get(choice) for key, choice in self.done.items()}
        wrong = [key for key, choice in done.items() if key in live and live[key] != choice]
        return {
            "lost": len(done.keys() - set(stored)) + len(wrong),
            "doubled": len(stored) - len(set(stored)),
            "never_sent": len(set(stored) - self.tried.keys()),
            "acts": len(self.waits),
            **found,
        }

    def _deposit(self, person: int, number: int) -> Act:
        key = str(uuid4())
        words = {"title": f"Un banc de plus, numéro {number}", "text": "Sous les arbres.", "step": "publish"}
        path = f"/contributions/new/{self.scene['deposit']}/"
        return Act("deposit", person, path, words | {"key": key}, key)

    def _argue(self, person: int, number: int) -> Act:
        key = str(uuid4())
        words = {"text": f"Une raison de plus, numéro {number}.", "side": ("for", "against")[number % 2]}
        return Act("argue", person, f"/debate/{self._item(number)}/argue/", words | {"key": key}, key)

    def _vote(self, person: int, number: int) -> Act:
        """Each time that somebody comes back to an item, with another choice."""
        item = self._item(number // len(self.scene["people"]))
        key = (self.scene["people"][person]["id"], item)
        choices = list(CHOICES)
        former = self.tried.get(key)
        choice = choices[0] if former is None else choices[(choices.index(former) + 1) % len(choices)]
        return Act("vote", person, f"/ballots/{self.scene['ballot']}/{item}/", {"choice": choice}, key)

    def _item(self, number: int) -> int:
        return self.scene["items"][number % len(self.scene["items"])]

    def _send(self, act: Act) -> bool:
        """Whether the site acknowledged. An answer that is neither that nor its failure fails the test."""
        self.sent += 1
        try:
            status, page, address = self._post(act)
        except (OSError, http.client.HTTPException):
            return False
        assert status == ACKNOWLEDGED or status >= 500, f"{status} {act}\n{page}"
        self.refused += status >= 500
        if status == ACKNOWLEDGED:
            self.addresses.setdefault(act.key, set()).add(address)
        return status == ACKNOWLEDGED

    def _post(self, act: Act) -> tuple[int, str, str]:
        secret = secrets.token_hex(16)
        session = self.scene["people"][act.person]["session"]
        headers = {
            "Cookie": f"sessionid={session}; csrftoken={secret}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Host": "localhost",
            **self.headers,
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            body = urlencode(act.fields | {"csrfmiddlewaretoken": secret})
            connection.request("POST", act.path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers.get("Location", "")
        finally:
            connection.close()


class March:
    """Acts one after the other, so many a second, in several threads, until `stop()` or `acts` are done.

    A number belongs to one thread, by the person who acts: nobody does two things at once.
    """

    def __init__(self, crowd: Crowd, *, rate: float, acts: int = 10**9, threads: int = 8) -> None:
        assert len(crowd.scene["people"]) % threads == 0
        self._crowd, self._rate, self._acts = crowd, rate, acts
        self._over = threading.Event()
        self._failures: list[BaseException] = []
        self._threads = [threading.Thread(target=self._walk, args=[n, threads]) for n in range(threads)]

    def __enter__(self) -> "March":
        self._began = time.monotonic()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()
        self.seconds = time.monotonic() - self._began
        if self._failures:
            raise self._failures[0]

    def wait_for(self, count: int, *, seconds: float = 120) -> None:
        """Until so many acts were acknowledged."""
        self.wait_until(lambda: len(self._crowd.waits) >= count, seconds=seconds)

    def wait_for_pace(self, seconds: float) -> bool:
        """Whether as many acts were acknowledged in one second as are asked, before so many have gone."""
        given_up = time.monotonic() + seconds
        while time.monotonic() < given_up and not self._failures:
            before = len(self._crowd.waits)
            time.sleep(1)
            if len(self._crowd.waits) - before >= self._rate:
                return True
        return False

    def wait_until(self, condition: Callable[[], object], *, seconds: float = 120) -> None:
        began = time.monotonic()
        while not condition() and not self._failures:
            assert time.monotonic() - began < seconds, "the crowd does not get through"
            time.sleep(0.02)

    def _walk(self, first: int, step: int) -> None:
        """What could not be sent in time is not sent all at once afterwards: people do not do that."""
        began = self._began
        try:
            for number in range(first, self._acts, step):
                wait = began + number / self._rate - time.monotonic()
                began += max(0.0, -wait)
                if self._over.wait(max(0.0, wait)):
                    return
                self._crowd.do(self._crowd.act(number))
        except BaseException as failure:
            self._failures.append(failure)


def faults(found: dict[str, int]) -> dict[str, int]:
    """What of an audit is wrong."""
    return {name: count for name, count in found.items() if count and name not in {"acts", "leaves"}}
