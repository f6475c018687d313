"""Django's flush between tests leaves out the tables of the queue, which it does not manage."""

import pytest
from django.db import connection

EMPTY = "TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers CASCADE"


def empty():
    with connection.cursor() as cursor:
        cursor.execute(EMPTY)


@pytest.fixture(autouse=True)
def empty_queue(request, db):
    """Empty before, whatever a test elsewhere committed; and after, when this one commits."""
    empty()
    yield
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        empty()
