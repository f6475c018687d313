"""Django's flush between tests leaves out the tables of the queue, which it does not manage."""

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def empty_queue(request, db):
    marker = request.node.get_closest_marker("django_db")
    yield
    if marker and marker.kwargs.get("transaction"):
        with connection.cursor() as cursor:
            cursor.execute(
                "TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers CASCADE"
            )
