"""Pages that do not answer while jobs go on: an outage that lasts until one answers again."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from parvis.availability.asking import home_answers
from parvis.availability.domain.look import look
from parvis.availability.enums import Cause
from parvis.availability.models import Outage
from parvis.availability.queries import outages_since
from parvis.availability.tasks import beat_and_look
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db


def test_an_outage_begins_with_the_first_look_and_ends_with_the_first_answer():
    now = timezone.now()
    assert look(answers=True, now=now) is None
    look(answers=False, now=now)
    look(answers=False, now=now + timedelta(minutes=1))
    assert outages_since(now - timedelta(days=1), now=now + timedelta(minutes=1)) == []
    assert [row.cause for row in outages_since(now, now=now + timedelta(minutes=2))] == [Cause.PAGE]
    found = look(answers=True, now=now + timedelta(minutes=7))
    assert found is not None
    assert found.ended_at == now + timedelta(minutes=7)
    assert Pending.objects.get().public["cause"] == "page"


def test_one_look_without_an_answer_is_no_outage():
    now = timezone.now()
    look(answers=False, now=now)
    assert look(answers=True, now=now + timedelta(minutes=1)) is None
    assert (Outage.objects.count(), Pending.objects.count()) == (0, 0)


class Broken(BaseHTTPRequestHandler):
    status = 503

    def do_GET(self):
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *args):
        """Nothing."""


class Working(Broken):
    status = 200


@pytest.fixture
def beside(settings):
    """A web server on this machine."""
    started = []

    def start(kind: type[BaseHTTPRequestHandler]) -> None:
        server = HTTPServer(("127.0.0.1", 0), kind)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.PARVIS_BESIDE = f"127.0.0.1:{server.server_port}"
        started.append(server)

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


def test_the_web_server_of_the_machine_is_asked(beside):
    beside(Working)
    assert home_answers() is True
    beside(Broken)
    assert home_answers() is False


def test_a_web_server_that_is_down_does_not_answer_and_the_job_keeps_it(settings):
    settings.PARVIS_BESIDE = "127.0.0.1:9"
    assert home_answers() is False
    beat_and_look()
    assert Outage.objects.get().cause == Cause.PAGE


def test_without_a_place_where_to_ask_nothing_is_said(settings):
    settings.PARVIS_BESIDE = ""
    settings.PARVIS_ADDRESS = "http://127.0.0.1:8000"
    assert home_answers() is None
    settings.PARVIS_ADDRESS = "https://localhost"
    assert home_answers() is None
