"""Plugin of pytest: the site, served to the browser of tests, by one server for a run.

What it learns, it keeps: connections to the database, each of which reads the catalogue of tables once, and
static files, which nobody changes meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import get_path_info
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import DEFAULT_DB_ALIAS, connections
from pytest_django.live_server_helper import LiveServer

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


class Server(ThreadedWSGIServer):
    """A browser opens some connections for each page: those that speak to the database outlive them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.made: list[BaseDatabaseWrapper] = []
        self.idle: list[BaseDatabaseWrapper] = []

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        connection = self._connection()
        connections[DEFAULT_DB_ALIAS] = connection
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.idle.append(connection)

    def _connection(self) -> BaseDatabaseWrapper:
        try:
            return self.idle.pop()
        except IndexError:
            connection = connections.create_connection(DEFAULT_DB_ALIAS)
            connection.settings_dict = {**connection.settings_dict, "CONN_MAX_AGE": None}
            connection.inc_thread_sharing()
            self.made.append(connection)
            return connection

    def _close_connections(self) -> None:
        """Not at the end of a thread."""

    def server_close(self) -> None:
        super().server_close()
        for connection in self.made:
            connection.close()


class Files(StaticFilesHandler):
    """Static files, each read once."""

    def __init__(self, application: Any) -> None:
        super().__init__(application)
        self.kept: dict[str, tuple[list[tuple[str, str]], bytes]] = {}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # type: ignore[override]
        path = get_path_info(environ)
        if not self._should_handle(path):
            answer: Iterable[bytes] = self.application(environ, start_response)
            return answer
        if path not in self.kept:
            found = finders.find(self.file_path(path))
            if not found:
                start_response("404 Not Found", [("Content-Length", "0")])
                return [b""]
            self.kept[path] = _answer(Path(str(found)))
        headers, body = self.kept[path]
        start_response("200 OK", headers)
        return [body]


def _answer(file: Path) -> tuple[list[tuple[str, str]], bytes]:
    body, (kind, _encoding) = file.read_bytes(), guess_type(file.name)
    if kind and kind.startswith("text/"):
        kind += "; charset=utf-8"
    headers = [
        ("Content-Type", kind or "application/octet-stream"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "max-age=60, public"),
    ]
    return headers, body


def serve(address: str) -> LiveServer:
    """Serve the site at this address, on any port that is free."""
    server = LiveServer(address, start=False)
    server.thread.server_class = Server
    server.thread.static_handler = Files
    server.start()
    return server


@pytest.fixture(scope="session")
def live_server(django_db_setup: None) -> Iterator[LiveServer]:
    """The same as that of pytest-django."""
    server = serve("localhost")
    yield server
    server.stop()
