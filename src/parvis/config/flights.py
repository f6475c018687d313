"""Long answers that visitors have not taken yet: how many bytes are held, in all and for each network."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes held at once; and answers too long to be held, each of which keeps a thread until its end."""

    of_a_network: int = 64 * 1024 * 1024
    in_all: int = 128 * 1024 * 1024
    endless: int = 2


class Full(Exception):
    """There is no room for this answer now."""


@dataclass
class Flights:
    """Counted from several threads; an empty name of a network is not counted."""

    room: Room = field(default_factory=Room)
    in_all: int = 0
    endless: int = 0
    of_network: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def one_more(self, network: str, size: int, *, is_endless: bool) -> Iterator[None]:
        """Count an answer until it is taken, or given up. Raises `Full`."""
        with self._lock:
            if (
                (network and self.of_network[network] + size > self.room.of_a_network)
                or self.in_all + size > self.room.in_all
                or (is_endless and self.endless >= self.room.endless)
            ):
                raise Full
            self._add(network, size, is_endless=is_endless)
        try:
            yield
        finally:
            with self._lock:
                self._add(network, -size, is_endless=is_endless)

    def _add(self, network: str, size: int, *, is_endless: bool) -> None:
        self.in_all += size
        self.endless += is_endless * (1 if size > 0 else -1)
        if network:
            self.of_network[network] += size
            self.of_network += Counter()
