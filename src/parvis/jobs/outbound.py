"""The one way out: whatever the site asks of another site, it asks through `fetch`.

A name is resolved once, and the connection is made to the very address that was judged: an answer of the
domain name system that changes in between has no effect. An address of the machine itself or of its network
is refused, so that nobody makes the site talk to what only the site can reach.
"""

import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

PATIENCE = 10.0
MOST_BYTES = 1_000_000
PORTS = {"https": 443, "http": 80}
MOVED = frozenset({301, 302, 303, 307, 308})
# Addresses that stand for an IPv4 address, written in their last 32 bits (RFC 6052).
TRANSLATED = IPv6Network("64:ff9b::/96")


class Forbidden(ValueError):
    """An address to which the site makes no request; says why, without the address."""


class Unreadable(OSError):
    """An answer that is too large, or that is none."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever its status. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class _Demand:
    """What is asked: once, or again where the other site has moved."""

    method: str
    body: bytes
    headers: Mapping[str, str]
    schemes: tuple[str, ...]
    most_bytes: int
    deadline: float


def fetch(
    method: str,
    url: str,
    *,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    timeout: float = PATIENCE,
    most_bytes: int = MOST_BYTES,
    redirects: int = 0,
    schemes: tuple[str, ...] = ("https",),
) -> Answer:
    """Ask once, within `timeout` seconds in all. Raises `Forbidden`, or OSError when there is no answer.

    At most `redirects` of them are followed, for GET alone, each judged like the first address; beyond, the
    answer that redirects is given as it is. Headers are not sent to another origin than the first.
    """
    demand = _Demand(method, body, headers or {}, schemes, most_bytes, time.monotonic() + timeout)
    first = _origin(_read(url, schemes))
    for left in range(redirects, -1, -1):
        parts = _read(url, schemes)
        answer = _ask(parts, demand, with_headers=_origin(parts) == first)
        if answer.status not in MOVED or method != "GET" or not left:
            break
        url = urljoin(url, answer.headers.get("location", ""))
    return answer


def ask_beside(path: str, *, timeout: float = PATIENCE) -> int:
    """The status of a page of this very site, asked of the web server that runs on the same machine.

    The place is that of `PARVIS_BESIDE`, which nobody else's words reach. Raises OSError without an answer.
    """
    place = urlsplit(f"//{settings.PARVIS_BESIDE}")
    connection = HTTPConnection(place.hostname or "127.0.0.1", place.port or 80, timeout=timeout)
    try:
        connection.request("GET", path, headers={"Host": "localhost", "Connection": "close"})
        return connection.getresponse().status
    except HTTPException as failure:
        raise Unreadable(type(failure).__name__) from failure
    finally:
        connection.close()


def _read(url: str, schemes: tuple[str, ...]) -> SplitResult:
    parts = urlsplit(url)
    if parts.scheme not in schemes or not parts.hostname:
        raise Forbidden(f"only addresses that begin with {' or '.join(schemes)}: are asked")
    if parts.username is not None or parts.password is not None:
        raise Forbidden("an address holds no password: send it in a header")
    return parts


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port


def _ask(parts: SplitResult, demand: _Demand, *, with_headers: bool) -> Answer:
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    family, address = _resolve(host, port)
    plain = socket.socket(family, socket.SOCK_STREAM)
    with plain, _until(demand.deadline, plain):
        plain.connect(address)
        connection: HTTPConnection
        if parts.scheme == "https":
            context = ssl.create_default_context()
            connection = HTTPSConnection(host, port, context=context)
            connection.sock = context.wrap_socket(plain, server_hostname=host)
        else:
            connection = HTTPConnection(host, port)
            connection.sock = plain
        try:
            return _exchange(connection, parts, demand, with_headers=with_headers)
        finally:
            connection.close()


def _exchange(
    connection: HTTPConnection, parts: SplitResult, demand: _Demand, *, with_headers: bool
) -> Answer:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Connection": "close", **(demand.headers if with_headers else {})}
    try:
        connection.request(demand.method, target, body=demand.body or None, headers=headers)
        answer = connection.getresponse()
        data = answer.read(demand.most_bytes + 1)
    except HTTPException as failure:
        raise Unreadable(type(failure).__name__) from failure
    if len(data) > demand.most_bytes:
        raise Unreadable("the answer is too large")
    return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, data)


def _resolve(host: str, port: int) -> tuple[int, tuple[object, ...]]:
    """The address to connect to. One that is not public forbids the name, whatever its others are."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not found:
        raise OSError("the name has no address")
    if host not in settings.PARVIS_OUTBOUND_INSIDE:
        for *_rest, place in found:
            if not is_public(str(place[0])):
                raise Forbidden("this name leads inside the network")
    return found[0][0], found[0][4]


def is_public(address: str) -> bool:
    """Whether an address is that of a machine of the open Internet, and of one alone."""
    read = ip_address(address.partition("%")[0])
    if isinstance(read, IPv6Address):
        if read.ipv4_mapped or read.sixtofour or read.teredo:
            return False
        if read in TRANSLATED:
            return is_public(str(IPv4Address(int(read) & 0xFFFFFFFF)))
        if read.is_site_local:
            return False
    return read.is_global and not (read.is_multicast or read.is_reserved or read.is_unspecified)


@contextmanager
def _until(deadline: float, sock: socket.socket) -> Iterator[None]:
    """Hang up at the deadline, however slowly the other side speaks; raise TimeoutError then."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("no answer in time")
    sock.settimeout(left)
    watch = Timer(left, _hang_up, [sock])
    watch.daemon = True
    watch.start()
    try:
        yield
    except OSError as failure:
        if time.monotonic() >= deadline:
            raise TimeoutError("no answer in time") from failure
        raise
    finally:
        watch.cancel()


def _hang_up(sock: socket.socket) -> None:
    try:
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
    except OSError:
        return
