"""H46: a request is read whole before a page is made of it; who sends drop by drop keeps nobody waiting."""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from select import select

import pytest

from parvis.config.commands.serve import web_command

PROGRAM = Path(__file__).with_name("echo.py")
SECONDS, NETWORK, IN_ALL, MOST = 1.0, 12, 24, 300_000
"""As `echo.py` sets them."""
LONG = 3_000_000
HEAVY = 14_000_000
HEADERS = "--http1-header-read-timeout"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A granian of its own, as the site has it but for its patience, whose pages tell what they were sent."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        found = listener.getsockname()[1]
    site = web_command("127.0.0.1", found, 1)[:-1]
    hasty = [
        str(int(SECONDS * 1000)) if before == HEADERS else word for before, word in pairwise(["", *site])
    ]
    process = subprocess.Popen([*hasty, "echo:application"], cwd=PROGRAM.parent)
    deadline = time.monotonic() + 20
    while not is_open(found):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    yield found
    process.terminate()
    process.wait()


def is_open(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def begin(port: int, body: bytes, *, announced: int | str, path: str = "/", extra: str = "") -> socket.socket:
    """Send the beginning of a request; a length of `chunked` announces none."""
    length = f"Content-Length: {announced}" if announced != "chunked" else "Transfer-Encoding: chunked"
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{extra}{length}\r\n\r\n"
    connection.sendall(head.encode() + body)
    return connection


def end(connection: socket.socket) -> tuple[int, bytes]:
    """The status and the body of the answer; 0 when the connection is closed without one."""
    with connection, connection.makefile("rb") as stream:
        answer = stream.read()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]) if head else 0, body


def get(port: int, path: str = "/", extra: str = "") -> tuple[int, bytes]:
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall(
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{extra}\r\n".encode("latin-1")
    )
    return end(connection)


def told(answer: tuple[int, bytes]) -> dict[str, str]:
    assert answer[0] == 200
    return dict(json.loads(answer[1]))


@pytest.mark.parametrize("size", [0, 5, 200_000, MOST])
def test_what_was_sent_arrives(port: int, size: int) -> None:
    body = bytes(number % 251 for number in range(size))
    found = told(end(begin(port, body, announced=size)))
    assert (found["length"], found["digest"]) == (str(size), sha256(body).hexdigest())


def test_what_announces_no_length_arrives_with_one(port: int) -> None:
    found = told(end(begin(port, b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", announced="chunked")))
    assert (found["length"], found["digest"]) == ("5", sha256(b"abcde").hexdigest())


@pytest.mark.parametrize("announced", [MOST + 1, "chunked"])
def test_what_is_too_large_is_told_by_its_length_and_not_read(port: int, announced: int | str) -> None:
    sent = b"" if announced != "chunked" else f"{MOST + 1:x}\r\n".encode() + b"a" * (MOST + 1)
    found = told(end(begin(port, sent, announced=announced)))
    assert (found["length"], found["digest"]) == (str(MOST + 1), sha256(b"").hexdigest())


def test_h46_who_sends_drop_by_drop_is_told_so_and_others_are_answered(port: int) -> None:
    """More of them than there are threads: a page comes meanwhile, and each is given up in its time."""
    with ExitStack() as stack:
        began = time.monotonic()
        slow = [stack.enter_context(begin(port, b"a", announced=9)) for _ in range(NETWORK)]
        assert get(port)[0] == 200
        assert time.monotonic() - began < SECONDS
        for connection in slow:
            connection.sendall(b"a")
        assert {told(end(connection))["failure"] for connection in slow} == {"late"}
        assert SECONDS <= time.monotonic() - began < 3 * SECONDS


def test_h46_a_drop_now_and_then_wins_no_time(port: int) -> None:
    connection, began = begin(port, b"a", announced=1000), time.monotonic()
    while not select([connection], [], [], SECONDS / 20)[0] and time.monotonic() - began < 3 * SECONDS:
        connection.sendall(b"a")
    assert SECONDS <= time.monotonic() - began < 2 * SECONDS
    assert told(end(connection))["failure"] == "late"


def test_h46_who_is_slow_but_goes_on_has_the_time_it_takes(port: int) -> None:
    """Twice the time of a short body, at three times the rate that is asked for."""
    connection = begin(port, b"", announced=48_000)
    for _ in range(10):
        time.sleep(SECONDS / 5)
        connection.sendall(b"a" * 4_800)
    assert told(end(connection))["failure"] == ""


def test_h46_headers_that_never_end_are_not_waited_for(port: int) -> None:
    """More of them than there are threads: a page comes meanwhile, and each is hung up on in its time."""
    with ExitStack() as stack:
        began = time.monotonic()
        slow = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(NETWORK)]
        for connection in slow:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        assert get(port)[0] == 200
        assert time.monotonic() - began < SECONDS
        waiting = set(slow)
        while waiting and time.monotonic() - began < 3 * SECONDS:
            waiting -= set(select(list(waiting), [], [], SECONDS / 20)[0])
        assert (len(waiting), time.monotonic() - began >= SECONDS) == (0, True)
        assert {connection.recv(1000) for connection in slow} == {b""}


def test_h46_one_network_does_not_take_every_place(port: int) -> None:
    """Those of one network beyond its share are told; another one still sends; then the house is full."""
    with ExitStack() as stack:
        for network in ("192.0.2.1", "192.0.2.2"):
            extra = f"X-Network: {network}\r\n"
            for _ in range(NETWORK):
                stack.enter_context(begin(port, b"", announced=9, extra=extra))
            beyond = begin(port, b"123456789", announced=9, extra=extra)
            assert told(end(beyond))["failure"] == "crowded"
            other = begin(port, b"123456789", announced=9, extra="X-Network: 192.0.2.3\r\n")
            expected = {"192.0.2.1": "", "192.0.2.2": "crowded"}[network]
            assert told(end(other))["failure"] == expected
        assert get(port)[0] == 200
    time.sleep(SECONDS)
    assert told(end(begin(port, b"123456789", announced=9)))["failure"] == ""


def test_who_leaves_before_the_end_is_not_taken_at_their_half_word(port: int) -> None:
    before = told(get(port))["made"]
    connection = begin(port, b"half", announced=9)
    connection.shutdown(socket.SHUT_WR)
    assert end(connection)[0] in (0, 400)
    assert int(told(get(port))["made"]) == int(before) + 1


def test_a_long_answer_comes_whole_and_others_come_meanwhile(port: int) -> None:
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall(b"GET /long HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert get(port)[0] == 200
    status, body = end(connection)
    assert (status, body.count(b"a")) == (200, LONG)


def ask(port: int, path: str, network: str) -> socket.socket:
    """A visitor who reads nothing of the answer but its first line."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(10)
    connection.connect(("127.0.0.1", port))
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Network: {network}\r\n\r\n"
    connection.sendall(head.encode())
    return connection


def status_of(connection: socket.socket) -> int:
    return int(connection.recv(12).split()[1])


def test_a_file_comes_whole_and_others_come_while_nobody_reads_it(port: int) -> None:
    """More of them than there are threads."""
    with ExitStack() as stack:
        for number in range(4):
            slow = stack.enter_context(ask(port, "/file", f"192.0.2.{number}"))
            assert status_of(slow) == 200
        assert get(port)[0] == 200
    assert until_taken(port, "/file") == HEAVY


def until_taken(port: int, path: str) -> int:
    """The length of the answer, once there is room for it again."""
    deadline = time.monotonic() + 10
    while (answer := get(port, path))[0] == 503:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return answer[1].count(b"a")


def test_files_that_nobody_reads_are_counted_and_who_comes_beyond_is_told_when_to_come_back(
    port: int,
) -> None:
    """Those of one network beyond its share; then the house is full, and pages come all the same."""
    with ExitStack() as stack:
        for network in ("192.0.2.1", "192.0.2.2"):
            slow = [stack.enter_context(ask(port, "/file", network)) for _ in range(2)]
            assert [status_of(connection) for connection in slow] == [200, 200]
            beyond = stack.enter_context(ask(port, "/file", network))
            assert b"Retry-After: 5" in beyond.recv(1000).title()
        assert status_of(stack.enter_context(ask(port, "/file", "192.0.2.3"))) == 503
        assert get(port)[0] == 200
    assert until_taken(port, "/file") == HEAVY


def test_the_head_of_a_file_takes_no_room(port: int) -> None:
    """One network asks for more heads than it may hold files."""
    for _ in range(5):
        connection = socket.create_connection(("127.0.0.1", port), timeout=10)
        head = "HEAD /file HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Network: 192.0.2.1\r\n\r\n"
        connection.sendall(head.encode())
        assert end(connection) == (200, b"")
    assert until_taken(port, "/file") == HEAVY


def test_of_what_is_on_the_disk_no_more_is_held_than_is_read(port: int) -> None:
    """More of them at once than what is held whole, from one network."""
    with ExitStack() as stack:
        slow = [stack.enter_context(ask(port, "/stored", "192.0.2.1")) for _ in range(8)]
        assert {status_of(connection) for connection in slow} == {200}
        assert get(port)[0] == 200
    assert until_taken(port, "/stored") == HEAVY


def test_what_is_too_long_to_be_held_leaves_threads_for_pages(port: int) -> None:
    with ExitStack() as stack:
        assert status_of(stack.enter_context(ask(port, "/endless", ""))) == 200
        assert status_of(stack.enter_context(ask(port, "/endless", ""))) == 503
        assert get(port)[0] == 200
    assert until_taken(port, "/endless") == 60 * 1_000_000


def test_headers_are_what_was_sent(port: int) -> None:
    extra = "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-For: 192.0.2.2\r\nX_Forwarded_For: 192.0.2.9\r\n"
    found = told(get(port, "/%C3%A9/a%20b?q=%C3%A9+b", f"{extra}Cookie: a=1\r\nCookie: b=2\r\n"))
    names = ("path", "query", "forwarded", "cookie", "host", "address", "length")
    assert [found[name] for name in names] == [
        *("/é/a b", "q=%C3%A9+b", "192.0.2.1,192.0.2.2", "a=1; b=2", "localhost", "127.0.0.1", ""),
    ]


def test_a_page_that_breaks_is_a_failure_of_ours_and_the_next_one_comes(port: int) -> None:
    assert [get(port, "/broken")[0] for _ in range(6)] == [500] * 6
    assert get(port)[0] == 200
