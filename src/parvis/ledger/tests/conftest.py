"""What the tests of the log share."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.db import connection

from parvis.ledger.fence import FENCE_SQL


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> Iterator[None]:
    """Each test reads the log anew."""
    caches["local"].clear()
    yield
    caches["local"].clear()


@pytest.fixture
def fenced(db: None) -> None:
    """The fence that the migrations put around the tables; it goes with the transaction of the test."""
    with connection.cursor() as cursor:
        cursor.execute(FENCE_SQL)
