"""A site of its own, served as an operator serves it, whose parts are killed on purpose."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest

from parvis.config.postgres import Server
from parvis.testing.installation import Installation, children_of, load, stop
from tests.chaos.crowd import Crowd
from tests.chaos.smtp import MailServer

MAILS = "SELECT state, count(*) FROM jobs_mail WHERE starts_with(recipient, %s) GROUP BY state ORDER BY state"


@dataclass
class Site:
    """A running `parvis serve`, and its parts by name: web, worker, postgres."""

    installation: Installation
    port: int
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    _agent: subprocess.Popen[str] | None = None

    def end(self) -> None:
        """Stop the site, and what speaks to it from inside."""
        if self._agent:
            self._agent.stdin.close()
            self._agent.wait()
        if self.process.poll() is None:
            stop(self.process)

    def follow(self) -> None:
        """Keep what it prints: a full pipe would stop it."""
        for stream in filter(None, (self.process.stdout, self.process.stderr)):
            threading.Thread(target=self._read, args=[stream], daemon=True).start()

    def _read(self, stream) -> None:
        for line in stream:
            self.lines.append(line)

    def log(self) -> str:
        return "".join(self.lines[-60:])

    def part(self, name: str) -> int | None:
        """The process id of a part, None when it is not running."""
        if name == "postgres":
            return postmaster_of(self.installation.home)
        words = {"web": ("granian", "forks.py"), "worker": ("procrastinate",)}[name]
        children = children_of(self.process.pid).items()
        return next((pid for pid, command in children if any(word in command for word in words)), None)

    def kill(self, name: str) -> int:
        """Kill a part with all its processes, and return its process id."""
        pid = self.part(name)
        assert pid is not None, self.log()
        if name == "postgres":
            os.kill(pid, signal.SIGKILL)
        else:
            os.killpg(pid, signal.SIGKILL)
        return pid

    def kill_one(self, name: str, random: Random) -> bool:
        """Kill a part, or one process of it (`web process`, `backend`), if there is one; tell whether."""
        whole = {"web process": "web", "backend": "postgres"}.get(name)
        pid = self.part(whole or name)
        if pid is None:
            return False
        if whole is None:
            return self._signal(pid, group=name != "postgres")
        word = "postgres: parvis" if name == "backend" else ""
        children = children_of(pid).items()
        found = sorted(n for n, command in children if word in command and "resource_tracker" not in command)
        return bool(found) and self._signal(random.choice(found), group=False)

    def _signal(self, pid: int, *, group: bool) -> bool:
        try:
            (os.killpg if group else os.kill)(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def inside(self, call: str) -> Any:
        """Call a function of `inside.py` in the installation; return what it told."""
        if self._agent is None:
            command = [sys.executable, str(Path(__file__).with_name("inside.py"))]
            self._agent = subprocess.Popen(
                command,
                env=self.installation.environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        self._agent.stdin.write(f"{call}\n")
        self._agent.stdin.flush()
        told = ""
        while (line := self._agent.stdout.readline()) != ".\n":
            assert line, f"{call} failed: its errors are above"
            told = line
        return json.loads(told) if told else None

    def crowd(self, *, people: int, items: int) -> Crowd:
        return Crowd(self.port, self.inside(f"prepare(people={people}, items={items})"))

    def audit(self, crowd: Crowd) -> dict[str, int]:
        """What is stored, held against what the crowd was told; see `Crowd.held_against`."""
        scene = {name: crowd.scene[name] for name in ("name", "ballot", "items")}
        return crowd.held_against(self.inside(f"audit(**{scene!r})"))

    def ask(self, query: str) -> list[tuple]:
        """Ask the database beside everybody."""
        with self.connect() as connection:
            return connection.execute(query).fetchall()

    def mails_of(self, crowd: str) -> list[tuple[str, int]]:
        """How many mails to a crowd are in each state."""
        with self.connect() as connection:
            return connection.execute(MAILS, [crowd]).fetchall()

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(host=self.host(), user="parvis", dbname="parvis", autocommit=True)

    def host(self) -> str:
        """The folder of the server's socket, as the server wrote it."""
        return (self.installation.home / "postgres/cluster/data/postmaster.pid").read_text().splitlines()[4]

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def postmaster_of(home: Path) -> int | None:
    """The process id that postmaster.pid names, if it is alive."""
    try:
        pid = int((home / "postgres" / "cluster" / "data" / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if is_alive(pid) else None


def is_alive(pid: int) -> bool:
    """A zombie is not: whoever should bury it may be busy."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition, site: Site, seconds: float = 60.0) -> float:
    """Wait, and return how long it took; fail with the end of the site's log."""
    started_at = time.monotonic()
    while not condition():
        assert time.monotonic() - started_at < seconds, site.log()
        time.sleep(0.05)
    return time.monotonic() - started_at


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture(scope="session")
def mails() -> MailServer:
    return MailServer()


@pytest.fixture(scope="session")
def embedded(mails: MailServer, migrated: Path) -> Iterator[Installation]:
    """An installation with its embedded server, in a folder that everybody can enter.

    All that comes from this machine is one network, which would be more than its limits allow.
    """
    home = Path(tempfile.mkdtemp(prefix="parvis-chaos-"))
    home.chmod(0o755)
    settings = {"PARVIS_OPEN_NETWORKS": "127.0.0.0/8", "PARVIS_MAIL_URL": f"smtp://127.0.0.1:{mails.port}"}
    in_haste(Server(home), migrated)
    yield Installation(home, settings=settings)
    server = Server(home)
    server.join()
    server.leave()
    shutil.rmtree((home / "postgres" / "cluster").resolve())
    shutil.rmtree(home)


def in_haste(server: Server, migrated: Path) -> None:
    """Processes are killed here, never the machine: what the system was given ends on the disk."""
    address = server.join()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET full_page_writes = off")
    load(migrated, address)
    server.leave()


@pytest.fixture(scope="module")
def quick(embedded: Installation) -> Iterator[Site]:
    """The same installation, served by processes that come back in milliseconds."""
    running = start_quick_site(embedded)
    yield running
    running.end()


@pytest.fixture(scope="module")
def served(embedded: Installation) -> Iterator[Site]:
    """The installation, served as an operator serves it, for all tests of a file."""
    running = start_site(embedded)
    yield running
    running.end()


@pytest.fixture
def site(embedded: Installation) -> Iterator[Site]:
    """The installation, served."""
    running = start_site(embedded)
    yield running
    running.end()


def start_site(installation: Installation, *options: str) -> Site:
    port = free_port()
    return await_site(Site(installation, port, installation.start("serve", "--port", str(port), *options)))


def await_site(running: Site) -> Site:
    running.follow()
    try:
        wait_until(lambda: running.answers() or running.process.poll() is not None, running, seconds=300)
        wait_until(lambda: running.part("worker"), running)
    except AssertionError:
        stop(running.process)
        raise
    return running


def start_quick_site(installation: Installation, *, processes: int = 4) -> Site:
    port = free_port()
    program = str(Path(__file__).with_name("quick_site.py"))
    process = subprocess.Popen(
        [sys.executable, program, str(port), str(processes)],
        env=installation.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return await_site(Site(installation, port, process))
