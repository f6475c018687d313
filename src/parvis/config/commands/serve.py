"""`parvis serve`: the whole site under one supervisor."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import threading
from gettext import gettext as _

import click

from parvis.config import postgres
from parvis.config.commands.setup import find_database
from parvis.config.supervisor import Part, Supervisor


def build() -> click.Command:
    """Build the command."""
    return click.Command(
        "serve",
        short_help=_("Serve the site until stopped."),
        callback=run,
        params=serving_options(),
        help=_(
            "Serve the site until stopped by Ctrl-C or SIGTERM.\n\n"
            "Runs the web server, the worker that sends mail and counts votes and, without DATABASE_URL, "
            "a private PostgreSQL. The database is brought up to date first. A dead part is started again."
        ),
    )


def serving_options() -> list[click.Parameter]:
    """The options of every command that serves."""
    return [
        click.Option(
            ["--host"],
            default="127.0.0.1",
            show_default=True,
            help=_("Address to listen on. 0.0.0.0 lets other machines in."),
        ),
        click.Option(
            ["--port"],
            type=click.IntRange(1, 65535),
            default=8000,
            show_default=True,
            help=_("Port to listen on."),
        ),
        click.Option(
            ["--workers"],
            type=click.IntRange(1, 64),
            default=1,
            show_default=True,
            help=_("Number of web processes. One for each core is plenty."),
        ),
    ]


def run(host: str, port: int, workers: int) -> None:
    """Prepare the database, then serve."""
    serve(host=host, port=port, workers=workers, demonstration=False)


def serve(*, host: str, port: int, workers: int, demonstration: bool) -> None:
    """Serve until asked to stop. Raises ClickException when the port is taken or the database unusable."""
    _check_port(host, port)
    find_database()
    preparation = [sys.executable, "-m", "parvis.config.prepare"]
    if demonstration:
        preparation.append("--demonstration")
    click.echo(_("Bringing the database up to date."))
    if subprocess.run(preparation, check=False).returncode:  # noqa: S603 (our own module)
        raise click.ClickException(_("The database could not be prepared; the reason is above."))
    os.environ.setdefault("PARVIS_BESIDE", f"{_near(host)}:{port}")
    parts = [Part("web", web_command(host, port, workers)), Part("worker", worker_command())]
    supervisor = Supervisor(parts, postgres.joined(), lambda stopping: _announce(host, port, stopping))
    supervisor.run()
    postgres.leave()


def web_command(host: str, port: int, workers: int) -> list[str]:
    """Granian, which waits ten seconds for the headers of a request."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "rsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--respawn-failed-workers", "--http1-header-read-timeout", "10000"),
        *("--respawn-interval", "0.2", "--workers-kill-timeout", "3", "--log-level", "warning", "--no-ws"),
        "parvis.config.rsgi:application",
    ]


def worker_command() -> list[str]:
    """Several jobs at once: a long one delays neither the mails nor the signing of the log."""
    django = [sys.executable, "-m", "django", "procrastinate", "worker", "--concurrency", "3"]
    return [*django, "--shutdown-graceful-timeout", "3", "--fetch-job-polling-interval", "5"]


def _near(host: str) -> str:
    """Where what runs on this machine finds the web server, as an address is written before a port."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (compared, not bound)
    return f"[{near}]" if ":" in near else near


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = _("Cannot listen on {host}, port {port}: {error}. Choose another with --port.")
            raise click.UsageError(message.format(host=host, port=port, error=error.strerror)) from error


def _announce(host: str, port: int, stopping: threading.Event) -> None:
    """Tell the address once the home page answers: whoever reads it may click at once."""
    near = _near(host)
    while not stopping.wait(0.1):
        connection = http.client.HTTPConnection(near, port, timeout=20)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            connection.request("GET", "/", headers={"Host": "localhost"})
            if connection.getresponse().status < 400:
                click.echo(_("Parvis is ready: {address}").format(address=f"http://{near}:{port}/"))
                return
