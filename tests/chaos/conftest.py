"""A site of its own, served as an operator serves it, whose parts are killed on purpose."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from parvis.config.postgres import Server
from parvis.testing.installation import Installation, children_of, stop


@dataclass
class Site:
    """A running `parvis serve`, and its parts by name: web, worker, postgres."""

    installation: Installation
    port: int
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def follow(self) -> None:
        """Keep what it prints: a full pipe would stop it."""
        for stream in (self.process.stdout, self.process.stderr):
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
        word = {"web": "granian", "worker": "procrastinate"}[name]
        found = [pid for pid, command in children_of(self.process.pid).items() if word in command]
        return found[0] if found else None

    def kill(self, name: str) -> int:
        """Kill a part with all its processes, and return its process id."""
        pid = self.part(name)
        assert pid is not None, self.log()
        if name == "postgres":
            os.kill(pid, signal.SIGKILL)
        else:
            os.killpg(pid, signal.SIGKILL)
        return pid

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
def embedded() -> Iterator[Installation]:
    """An installation with its embedded server, in a folder that everybody can enter."""
    home = Path(tempfile.mkdtemp(prefix="parvis-chaos-"))
    home.chmod(0o755)
    yield Installation(home)
    server = Server(home)
    server.join()
    server.leave()
    shutil.rmtree(home)


@pytest.fixture
def site(embedded: Installation) -> Iterator[Site]:
    """The installation, served."""
    running = start_site(embedded)
    yield running
    if running.process.poll() is None:
        stop(running.process)


def start_site(installation: Installation) -> Site:
    port = free_port()
    running = Site(installation, port, installation.start("serve", "--port", str(port)))
    running.follow()
    try:
        wait_until(lambda: running.answers() or running.process.poll() is not None, running, seconds=120)
        wait_until(lambda: running.part("worker"), running)
    except AssertionError:
        stop(running.process)
        raise
    return running
