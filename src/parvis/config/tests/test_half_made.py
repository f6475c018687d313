"""A migration that was cut short while it made an index can be applied again."""

import pytest
from django.db import IntegrityError, connection

from parvis.config.half_made import drop_half_made_indexes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cursor():
    """A table with the same number twice, and an index that could not be made unique over it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE half_made (number integer)")
        cursor.execute("INSERT INTO half_made VALUES (1), (1)")
        cursor.execute("CREATE INDEX half_made_whole ON half_made (number)")
        with pytest.raises(IntegrityError):
            cursor.execute("CREATE UNIQUE INDEX CONCURRENTLY half_made_cut ON half_made (number)")
        yield cursor
        cursor.execute("DROP TABLE half_made")


def indexes(cursor) -> set[str]:
    cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'half_made'")
    return {name for (name,) in cursor.fetchall()}


def test_what_was_cut_short_goes_and_what_is_whole_stays(cursor) -> None:
    assert indexes(cursor) == {"half_made_whole", "half_made_cut"}

    assert drop_half_made_indexes() == ["half_made_cut"]

    assert indexes(cursor) == {"half_made_whole"}
    assert drop_half_made_indexes() == []


def test_it_can_then_be_made(cursor) -> None:
    cursor.execute("DELETE FROM half_made")

    drop_half_made_indexes()

    cursor.execute("CREATE UNIQUE INDEX CONCURRENTLY half_made_cut ON half_made (number)")
    assert indexes(cursor) == {"half_made_whole", "half_made_cut"}
