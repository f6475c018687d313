"""What tests of the whole installation share."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from parvis.testing.installation import Installation


@pytest.fixture(scope="session")
def empty_database() -> Iterator[str]:
    """The address of a new database on the server of the tests."""
    server = urlsplit(os.environ["DATABASE_URL"])
    name = f"parvis_whole_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield server._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def installation(empty_database: str, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation on an empty database; the first command that needs it migrates it from zero."""
    home: Path = tmp_path_factory.mktemp("home")
    return Installation(home, empty_database)
