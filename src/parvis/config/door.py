"""The door of the site: an event loop reads each request whole, then a thread makes the answer."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BytesIO
from itertools import chain
from typing import IO, Any
from wsgiref.types import WSGIApplication

from granian.rsgi import HTTPProtocol, ProtocolClosed, ProtocolError, Scope  # type: ignore[attr-defined]

from parvis.config.arrival import FAILURE, Bounds, CutShort, Failure, Readers, read_body
from parvis.config.flights import Flights, Full, Room
from parvis.config.slowly import PIECE, give, give_from_thread

THREADS = 4
"""Pages that are made at once, each with its connection to PostgreSQL."""
AT_ONCE = 1024 * 1024
"""Bytes of an answer that are given at once: its thread is free, however slowly they are read."""
HELD = 32 * 1024 * 1024
"""Bytes of a longer one that are held until they are read, its thread being free; a page of files is one."""
BODILESS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
BARE = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}

Environ = dict[str, Any]


@dataclass
class Door:
    """Serves a WSGI application over RSGI.

    `most_at` tells how many bytes may be sent to a path, `network_of` where a request comes from.
    """

    application: WSGIApplication
    most_at: Callable[[str], int]
    network_of: Callable[[Environ], str]
    bounds: Bounds = field(default_factory=Bounds)
    room: Room = field(default_factory=Room)

    def __rsgi_init__(self, _loop: asyncio.AbstractEventLoop) -> None:
        self._flights = Flights(self.room)
        self._readers = Readers(self.bounds)
        self._threads = ThreadPoolExecutor(THREADS, "page")

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def __rsgi__(self, scope: Scope, proto: HTTPProtocol) -> None:
        """No page is made of a request that is cut short: nobody waits for it any more."""
        environ, loop = environ_of(scope), asyncio.get_running_loop()
        try:
            if scope.method in BODILESS:
                environ.pop("CONTENT_LENGTH", None)
            else:
                await self._receive(environ, scope.path, proto)
        except (CutShort, ProtocolError, ProtocolClosed):
            proto.response_empty(HTTPStatus.BAD_REQUEST, [])
            return
        held = await loop.run_in_executor(self._threads, self._answer, environ, proto, loop)
        if held is not None:
            await held.give(proto)

    async def _receive(self, environ: Environ, path: str, proto: HTTPProtocol) -> None:
        """Put the body in the environment, or why it is not there."""
        most, announced = self.most_at(path), environ.get("CONTENT_LENGTH")
        if announced and int(announced) > most:
            return
        network = self.network_of(environ)
        if self._readers.is_full(network):
            environ[FAILURE] = Failure.CROWDED
            return
        length = int(announced) if announced else None
        try:
            with self._readers.one_more(network):
                body = await read_body(proto, announced=length, most=most, bounds=self.bounds)
        except TimeoutError:
            environ[FAILURE] = Failure.LATE
        else:
            environ.update({"wsgi.input": body.stream, "CONTENT_LENGTH": str(body.length)})

    def _answer(self, environ: Environ, proto: HTTPProtocol, loop: asyncio.AbstractEventLoop) -> Held | None:
        """Make the page, in a thread: given whole when it is short, else what is still to be given of it."""
        said = Said()
        with ExitStack() as end:
            chunks = self.application(environ, said.start)
            end.callback(getattr(chunks, "close", _nothing))
            parts, is_file = chain(said.written, chunks), isinstance(chunks, OfFile)
            first, is_whole = _up_to(parts, AT_ONCE if is_file else HELD)
            if is_whole and (len(first) <= AT_ONCE or FAILURE in environ):
                proto.response_bytes(said.status, said.headers, first)
                return None
            is_endless = not is_whole and not is_file
            flight = self._flights.one_more(self.network_of(environ), len(first), is_endless=is_endless)
            with suppress(Full):
                end.enter_context(flight)
                rest = chain([first], parts)
                if not is_endless:
                    return Held(said, rest, end.pop_all())
                give_from_thread(proto, said.status, said.headers, rest, loop)
                return None
        return self._answer({**environ, FAILURE: Failure.CROWDED}, proto, loop)


@dataclass
class Said:
    """What the application says of its answer before the first byte."""

    status: int = 200
    headers: list[tuple[str, str]] = field(default_factory=list)
    written: list[bytes] = field(default_factory=list)

    def start(
        self, status: str, headers: list[tuple[str, str]], _failure: object = None, /
    ) -> Callable[[bytes], object]:
        """What WSGI calls `start_response`."""
        self.status, self.headers = int(status.split(" ", 1)[0]), headers
        return self.written.append


@dataclass
class Held:
    """An answer still to be given, which needs no thread; it is counted until `end`."""

    said: Said
    parts: Iterator[bytes]
    end: ExitStack

    async def give(self, proto: HTTPProtocol) -> None:
        with self.end:
            await give(proto, self.said.status, self.said.headers, self.parts)


class OfFile:
    """An answer that is a file, read as it is taken: what WSGI calls `file_wrapper`."""

    def __init__(self, file: IO[bytes], _block: int = PIECE) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.file.read(PIECE), b"")

    def close(self) -> None:
        self.file.close()


def _nothing() -> None:
    """Of an answer that has nothing to close."""


def environ_of(scope: Scope) -> Environ:
    """The request in the words of WSGI, its body not read yet.

    A header with an underscore would pass for another one, which a proxy may have set: it is not taken.
    """
    host, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.file_wrapper": OfFile,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for name, value in scope.headers.items():
        if "_" not in name:
            _add(environ, BARE.get(name) or f"HTTP_{name.upper().replace('-', '_')}", value)
    return environ


def _add(environ: Environ, name: str, value: str) -> None:
    """The same header again continues it; there is one host."""
    joint = {"HTTP_COOKIE": "; ", "HTTP_HOST": None}.get(name, ",")
    known = environ.get(name)
    environ[name] = value if known is None or joint is None else f"{known}{joint}{value}"


def _up_to(parts: Iterator[bytes], most: int) -> tuple[bytes, bool]:
    """Parts joined until they exceed `most`, and whether these are all."""
    found, length = [], 0
    for part in parts:
        found.append(part)
        length += len(part)
        if length > most:
            return b"".join(found), False
    return b"".join(found), True
