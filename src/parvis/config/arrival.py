"""How what people send arrives: whole, within bounds of size, time and number, before a page is made of it.

Only then is one of the few threads taken that make pages: who sends drop by drop keeps none of them.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from tempfile import SpooledTemporaryFile
from typing import IO

IN_MEMORY = 64 * 1024
FAILURE = "parvis.failure"
"""The name under which the application is told why it does not have the body."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is waited for: `seconds`, and one more for each `rate` bytes; how many bodies at once."""

    seconds: float = 15.0
    rate: int = 4096
    of_a_network: int = 32
    in_all: int = 512


class Failure(StrEnum):
    """Why a body was not waited for."""

    LATE = "late"
    CROWDED = "crowded"


class CutShort(Exception):
    """The visitor left before the end: nobody is there to be answered."""


@dataclass
class Readers:
    """How many bodies are on their way, in all and from each network; an empty name is not counted."""

    bounds: Bounds
    of_network: Counter[str] = field(default_factory=Counter)
    in_all: int = 0

    def is_full(self, network: str) -> bool:
        return self.in_all >= self.bounds.in_all or self.of_network[network] >= self.bounds.of_a_network

    @contextmanager
    def one_more(self, network: str) -> Iterator[None]:
        """Count a body as long as it is on its way."""
        names = [network] if network else []
        self.in_all += 1
        self.of_network.update(names)
        try:
            yield
        finally:
            self.in_all -= 1
            self.of_network.subtract(names)
            self.of_network += Counter()


@dataclass(frozen=True, slots=True)
class Body:
    """What arrived, from its first byte, and its length. One longer than was asked for is not whole."""

    stream: IO[bytes]
    length: int


async def read_body(
    chunks: AsyncIterable[bytes], *, announced: int | None, most: int, bounds: Bounds
) -> Body:
    """Read until the end, or one byte more than `most`.

    Raises `TimeoutError` for who is slower than `bounds`, `CutShort` for who sends less than was announced.
    """
    stream = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (who answers reads it)
    length, began = 0, asyncio.get_running_loop().time()
    async with asyncio.timeout(bounds.seconds) as clock:
        async for chunk in chunks:
            length += len(chunk)
            if length > most:
                return Body(stream, length)
            stream.write(chunk)
            clock.reschedule(began + bounds.seconds + length / bounds.rate)
    if announced is not None and length < announced:
        raise CutShort
    stream.seek(0)
    return Body(stream, length)
