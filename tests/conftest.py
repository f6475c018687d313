"""What tests of the whole installation share."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from parvis.testing.installation import Installation, dump, load, new_database

LONGEST = "test_routes.py"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Between the first two files that need the migrated database, the longest one that does not.

    Files are given to workers in this order: nobody waits for what the other one is making.
    """
    need = [item.path for item in items if "migrated" in getattr(item, "fixturenames", ())]
    if not need:
        return
    longest = [item for item in items if item.path.name == LONGEST]
    others = [item for item in items if item.path.name != LONGEST]
    place = next(n for n, item in enumerate(others) if item.path == need[0])
    end = place + sum(item.path == need[0] for item in others)
    items[:] = [*others[:end], *longest, *others[end:]]


@pytest.fixture(scope="session")
def empty_database() -> Iterator[str]:
    with new_database() as address:
        yield address


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What migrations make of an empty database, as `pg_dump` writes it: once for all workers of a run."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    path = shared / "migrated.dump"
    with (shared / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            with new_database() as database:
                done = Installation(shared / "home", database).run("manage", "migrate", "--verbosity", "0")
                assert (done.returncode, done.stderr) == (0, "")
                dump(database, path)
    return path


@pytest.fixture(scope="session")
def installation(
    empty_database: str, migrated: Path, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """An installation whose database migrations made from zero."""
    home: Path = tmp_path_factory.mktemp("home")
    load(migrated, empty_database)
    return Installation(home, empty_database)
