"""What takes too long, or fails below us, is given up and said as it is."""

import pytest
from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import DataError, OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from parvis.config import urls
from parvis.config.patience import WAITS, bad_request, limit_waits, server_error


def fail(request, kind: str) -> HttpResponse:
    if kind == "session":
        try:
            raise OperationalError("gone")
        except OperationalError as error:
            raise BadRequest("the session was lost") from error
    raise {"database": OperationalError, "ours": DataError, "theirs": BadRequest}[kind]


urlpatterns = [path("fail/<kind>/", fail), *urls.urlpatterns]
handler400, handler500 = bad_request, server_error


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("kind", "expected"),
    [("database", (503, "5")), ("session", (503, "5")), ("ours", (500, "")), ("theirs", (400, ""))],
)
def test_a_failing_database_says_when_to_come_back(kind: str, expected: tuple[int, str]) -> None:
    answer = Client(raise_request_exception=False).get(f"/fail/{kind}/")
    assert (answer.status_code, answer.headers.get("Retry-After", "")) == expected


def test_the_page_of_our_failures_needs_no_database() -> None:
    answer = server_error(RequestFactory().get("/"))
    assert (answer.status_code, b"<h1>" in answer.content) == (500, True)


def test_waits_are_bounded_and_what_the_operator_says_prevails(monkeypatch: pytest.MonkeyPatch) -> None:
    options = {"options": "-c lock_timeout=1", "connect_timeout": 2}
    monkeypatch.setitem(settings.DATABASES["default"], "OPTIONS", options)
    limit_waits()
    bounds = [f"-c {name}={value}" for name, value in WAITS.items()]
    assert options["options"] == " ".join([*bounds, "-c lock_timeout=1"])
    assert (options["connect_timeout"], options["tcp_user_timeout"]) == (2, 20_000)
