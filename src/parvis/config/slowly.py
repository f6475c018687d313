"""Long answers, given no faster than they are read.

The server keeps in memory whatever it is given, however slowly the visitor reads. Of a file, it reads what it
has room for: here, that file is a pipe, which waits for the visitor.
"""

from __future__ import annotations

import asyncio
import os
from asyncio.streams import FlowControlMixin
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from granian.rsgi import HTTPProtocol  # type: ignore[attr-defined]

PIECE = 128 * 1024
STALL = 30.0
"""Seconds within which a visitor takes the next piece, or begins to read."""
OFTEN = 0.005
"""Seconds after which one looks again whether the server reads."""
LEFT = (OSError, TimeoutError)
"""What tells that the visitor is there no longer, or stays and takes nothing."""


def pieces(parts: Iterable[bytes]) -> Iterator[bytes]:
    return (part[place : place + PIECE] for part in parts for place in range(0, len(part), PIECE))


class Pipe:
    """Where an answer is given, piece after piece. Everything raises one of `LEFT`."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    @classmethod
    async def to(cls, proto: HTTPProtocol, status: int, headers: list[tuple[str, str]]) -> Pipe:
        with TemporaryDirectory(prefix="parvis-") as folder:
            path = Path(folder, "answer")
            os.mkfifo(path, 0o600)
            proto.response_file(status, headers, str(path))
            async with asyncio.timeout(STALL):
                end = await _reader_of(path)
        loop = asyncio.get_running_loop()
        transport, protocol = await loop.connect_write_pipe(
            lambda: FlowControlMixin(loop), os.fdopen(end, "wb", buffering=0)
        )
        return cls(asyncio.StreamWriter(transport, protocol, None, loop))

    async def give(self, piece: bytes) -> None:
        self._writer.write(piece)
        async with asyncio.timeout(STALL):
            await self._writer.drain()

    async def close(self) -> None:
        """What was given and not read yet is read first, or never."""
        with suppress(*LEFT):
            self._writer.close()


async def _reader_of(path: Path) -> int:
    """The end to write in, once somebody reads."""
    while True:
        try:
            return os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            await asyncio.sleep(OFTEN)


async def give(
    proto: HTTPProtocol, status: int, headers: list[tuple[str, str]], parts: Iterable[bytes]
) -> None:
    """All of an answer, on the loop."""
    with suppress(*LEFT):
        pipe = await Pipe.to(proto, status, headers)
        try:
            for piece in pieces(parts):
                await pipe.give(piece)
        finally:
            await pipe.close()


def give_from_thread(
    proto: HTTPProtocol,
    status: int,
    headers: list[tuple[str, str]],
    parts: Iterable[bytes],
    loop: asyncio.AbstractEventLoop,
) -> None:
    """The same, of parts that are made by the thread that asks."""
    with suppress(*LEFT):
        pipe = asyncio.run_coroutine_threadsafe(Pipe.to(proto, status, headers), loop).result()
        try:
            for piece in pieces(parts):
                asyncio.run_coroutine_threadsafe(pipe.give(piece), loop).result()
        finally:
            asyncio.run_coroutine_threadsafe(pipe.close(), loop).result()
