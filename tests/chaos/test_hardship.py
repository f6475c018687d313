"""What the site leans on fails (H45), or visitors drag (H46): reads stay up, writes wait or are refused."""

import http.client
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import pytest

from parvis.config.patience import WAITS
from parvis.config.postgres_place import find_place
from parvis.testing.installation import children_of
from tests.chaos.conftest import Site, wait_until
from tests.chaos.crowd import faults
from tests.chaos.smtp import MailServer

pytestmark = pytest.mark.chaos

FILE_LIMIT = 17_000_000
FILL = """
INSERT INTO jobs_mail (recipient, sender, subject, text, html, headers, state, attempts)
SELECT 'x@example.org', '', '', repeat(md5(n::text), 60), '', '{}', 'sent', 1
FROM generate_series(1, 9600) n
"""
DEPOSIT, VOTE = 3, 0


def get(site: Site, path: str = "/", *, timeout: float = 30) -> tuple[int, float]:
    """The status of a page, 0 without an answer, and how many seconds it took."""
    began, connection = time.monotonic(), http.client.HTTPConnection("127.0.0.1", site.port, timeout=timeout)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status, time.monotonic() - began
    except (OSError, http.client.HTTPException):
        return 0, time.monotonic() - began
    finally:
        connection.close()


@contextmanager
def full_disk(site: Site) -> Iterator[None]:
    """No file of the database grows beyond what the outbox takes already, as if the disk were full."""
    site.ask(f"{FILL} RETURNING 1")
    bound(site, str(FILE_LIMIT))
    try:
        yield
    finally:
        bound(site, "unlimited")


def bound(site: Site, size: str) -> None:
    """Bound the files of the server and of all its processes: as its user, who needs no right for that."""
    place, server = find_place(site.installation.home), site.part("postgres")
    for pid in (server, *children_of(server)):
        place.runner.run(["prlimit", f"--pid={pid}", f"--fsize={size}:unlimited"], cwd=place.site)


def test_h45_a_full_disk_refuses_writes_and_keeps_reads(served: Site) -> None:
    crowd = served.crowd(people=40, items=2)
    with full_disk(served):
        answers = [crowd.attempt(crowd.act(DEPOSIT + 7 * number)) for number in range(3)]
        assert get(served)[0] == 200
        crowd.do(crowd.act(VOTE))
    assert (answers, crowd.refused) == ([False] * 3, 3)
    crowd.do(crowd.act(DEPOSIT))
    assert faults(served.audit(crowd)) == {}


def test_h45_mails_wait_for_a_mail_server_that_is_down(served: Site, mails: MailServer) -> None:
    crowd = served.crowd(people=10, items=1)
    mails.is_down, mails.refused = True, 0
    for number in range(3):
        crowd.do(crowd.act(DEPOSIT + 7 * number))
    wait_until(lambda: mails.refused >= 3, served)
    assert served.mails_of(crowd.scene["name"]) == [("waiting", 3)]
    assert get(served)[0] == 200
    mails.is_down = False
    served.inside("resume()")
    wait_until(lambda: served.mails_of(crowd.scene["name"]) == [("sent", 3)], served)


def test_h45_mails_wait_for_names_that_nobody_resolves(served: Site) -> None:
    found = served.inside("deliver_to('nowhere.invalid')")
    assert found == {"state": "waiting", "failure": "gaierror"}


def test_h46_a_locked_row_holds_nobody_for_long(served: Site) -> None:
    """More people than the site has threads wait for it: they are refused, and the page of others comes."""
    crowd = served.crowd(people=8, items=1)
    acts = [crowd.act(number) for number in (0, 1, 2, 4, 5)]
    bound = WAITS["lock_timeout"] / 1000
    with served.connect() as holder, holder.transaction(), ThreadPoolExecutor(len(acts)) as pool:
        holder.execute("SELECT 1 FROM accounts_participant FOR UPDATE")
        began = time.monotonic()
        sent = [pool.submit(crowd.attempt, act) for act in acts]
        status, waited = get(served)
        assert [future.result() for future in sent] == [False] * len(acts)
        assert time.monotonic() - began < 4 * bound
    assert (status, crowd.refused) == (200, len(acts))
    assert waited < 2 * bound
    for act in acts:
        crowd.do(act)
    assert faults(served.audit(crowd)) == {}


def test_h46_slow_visitors_are_not_waited_for(served: Site) -> None:
    """Two hundred begin a request and do not end it."""
    with ExitStack() as stack:
        for _ in range(200):
            visitor = stack.enter_context(socket.create_connection(("127.0.0.1", served.port)))
            visitor.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        statuses = [get(served) for _ in range(5)]
    assert [status for status, _ in statuses] == [200] * 5
    assert max(waited for _, waited in statuses) < 5


BEGUN = (
    "POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    f"Cookie: csrftoken={'a' * 32}\r\nContent-Length: 99\r\n\r\nemail="
)
"""Without the cookie, the form would be refused before it is read."""


def test_h46_bodies_that_never_end_hold_nobody(served: Site) -> None:
    """Ten times more than there are threads: pages come, and the forms of others are taken."""
    crowd = served.crowd(people=10, items=1)
    with ExitStack() as stack:
        for _ in range(40):
            visitor = stack.enter_context(socket.create_connection(("127.0.0.1", served.port)))
            visitor.sendall(BEGUN.encode())
        time.sleep(0.2)
        answers = [get(served, timeout=5) for _ in range(5)]
        acts = [crowd.attempt(crowd.act(number)) for number in (0, 1, 3)]
    assert [status for status, _ in answers] == [200] * 5
    assert max(waited for _, waited in answers) < 5
    assert acts == [True] * 3


def test_h46_a_storm_of_connections_is_answered(served: Site) -> None:
    with ThreadPoolExecutor(150) as pool:
        answers = list(pool.map(lambda _: get(served, timeout=60)[0], range(150)))
    assert Counter(answers) == {200: 150}


@pytest.mark.parametrize("name", ["worker", "web", "postgres"])
def test_h42_what_is_killed_under_load_comes_back_and_nothing_is_lost(served: Site, name: str) -> None:
    crowd = served.crowd(people=30, items=2)
    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(crowd.do, crowd.act(number)) for number in range(28)]
        wait_until(lambda: len(crowd.waits) >= 8, served)
        killed = served.kill(name)
        wait_until(lambda: served.part(name) not in {None, killed}, served)
        assert wait_until(served.answers, served) < 15
        for future in sent:
            future.result()
    if name == "postgres":
        wait_until(lambda: served.part("worker"), served)
    assert faults(served.audit(crowd)) == {}
