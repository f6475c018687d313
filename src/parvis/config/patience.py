"""How long a page waits for the database: what takes longer fails, gives its thread back, and says so.

For web processes alone: migrations, jobs and backups take the time that they need. What DATABASE_URL says
in `?options=` comes after these values, and so prevails.
"""

import sys

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.views import defaults

from parvis.config.bodies import busy

WAITS = {
    "statement_timeout": 20_000,
    "lock_timeout": 4_000,
    "idle_in_transaction_session_timeout": 30_000,
}
"""In milliseconds. Behind a lock, people and their threads pile up: it is given up first."""
CONNECT_SECONDS = 5
SILENT_NETWORK = 20_000
"""Milliseconds after which a server that acknowledges nothing is held for gone."""


def limit_waits() -> None:
    """Bound the waits of connections that are yet to be made."""
    options = settings.DATABASES["default"].setdefault("OPTIONS", {})
    bounds = " ".join(f"-c {name}={value}" for name, value in WAITS.items())
    options["options"] = f"{bounds} {options.get('options', '')}".strip()
    options.setdefault("connect_timeout", CONNECT_SECONDS)
    options.setdefault("tcp_user_timeout", SILENT_NETWORK)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of our failures. When the database is away, locked or full: that, and when to try again."""
    if _is_of_database(sys.exception()):
        return busy()
    return HttpResponse(get_template("500.html").render(), status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A session that a failing database does not take is told as a bad request by Django: it is ours."""
    if _is_of_database(exception):
        return server_error(request)
    return defaults.bad_request(request, exception)


def _is_of_database(failure: BaseException | None) -> bool:
    """Whether a failure, or one that led to it, is that of a database that cannot work now."""
    while failure is not None and not isinstance(failure, OperationalError):
        failure = failure.__cause__ or failure.__context__
    return failure is not None
