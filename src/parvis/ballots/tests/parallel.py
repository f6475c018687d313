"""Many acts at the same time, on real connections; each leaves no session open."""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest
from django.db import connection


def together(acts: Iterable[Callable[[], object]], *, threads: int = 20) -> list[object]:
    """Run `acts` on `threads` threads, each with its own connection; an exception in one fails the test."""
    acts = list(acts)
    with ThreadPoolExecutor(threads) as pool:
        return list(chain.from_iterable(pool.map(run_and_close, [acts[n::threads] for n in range(threads)])))


def run_and_close(acts: list[Callable[[], object]]) -> list[object]:
    try:
        return [act() for act in acts]
    finally:
        connection.close()


@pytest.fixture(autouse=True)
def no_session_stays_open() -> Iterator[None]:
    """None more than before; the server ends a session shortly after the client closed it."""
    before = count_other_sessions()
    yield
    deadline = time.monotonic() + 5
    while (others := count_other_sessions()) > before:
        assert time.monotonic() < deadline, f"{others - before} sessions are still open"
        time.sleep(0.05)


def count_other_sessions() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return cursor.fetchone()[0]
