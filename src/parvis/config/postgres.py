"""The embedded PostgreSQL: a private server, started when the first `parvis` process needs it.

Two locks in PARVIS_HOME keep processes from stepping on each other, and vanish with the processes that
hold them, whatever killed those: `start.lock`, held while starting or stopping, and `users.lock`, shared by
everyone who uses the server. The last to leave can take `users.lock` alone, and stops the server.
"""

import atexit
import fcntl
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from parvis.config.home import find_home
from parvis.config.postgres_place import Place, PostgresError, find_place

__all__ = ["PostgresError", "Server", "ensure", "leave"]

NAME = "parvis"
PATIENCE = 60.0
# A killed server's children, and a zombie postmaster, go away by themselves after some seconds.
PASSING = ("shared memory block", "lock file", "is another postmaster", "Address already in use")
LARGEST_LOG = 10_000_000


@dataclass
class Server:
    """The server of one PARVIS_HOME, as seen by one process."""

    home: Path
    durable: bool = True
    _users: int | None = field(default=None, init=False)
    _process: int = field(default_factory=os.getpid, init=False)
    _known_place: Place | None = field(default=None, init=False)

    def join(self) -> str:
        """Become a user of the server, starting it when it is down; return its address."""
        with self._start_lock():
            if self._users is None:
                self._users = os.open(self._room / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
                fcntl.flock(self._users, fcntl.LOCK_SH)
            return self._start()

    def leave(self) -> None:
        """Stop being a user; stop the server when nobody else uses it. Safe to call twice or after a fork."""
        if self._users is None or os.getpid() != self._process:
            return
        with self._start_lock():
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                self._stop()
            os.close(self._users)
            self._users = None

    def revive(self) -> bool:
        """Start the server again if it died; tell whether it had."""
        if self.pid():
            return False
        self.join()
        return True

    def pid(self) -> int | None:
        """Return the process id of the running server, None when it is down or was never joined."""
        return _postmaster(self._known_place) if self._known_place else None

    def _place(self) -> Place:
        self._known_place = self._known_place or find_place(self.home)
        return self._known_place

    @property
    def _room(self) -> Path:
        return self.home / "postgres"

    @contextmanager
    def _start_lock(self) -> Iterator[None]:
        self._room.mkdir(parents=True, exist_ok=True)
        lock = os.open(self._room / "start.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _start(self) -> str:
        place = self._place()
        for leftover in place.site.glob("*-partial-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        if not (place.data / "PG_VERSION").is_file():
            _create_cluster(place)
        _check_version(place)
        deadline = time.monotonic() + PATIENCE
        while not _postmaster(place):
            (place.data / "postmaster.pid").unlink(missing_ok=True)
            failure = _launch(place, durable=self.durable)
            if failure and (time.monotonic() > deadline or not any(word in failure for word in PASSING)):
                message = f"The embedded PostgreSQL does not start:\n{failure}\nIts log: {place.log}"
                raise PostgresError(message)
            if failure:
                time.sleep(0.5)
        _await_answer(place, deadline)
        return _address(place)

    def _stop(self) -> None:
        place = self._place()
        if not _postmaster(place):
            return
        for mode in ("fast", "immediate"):
            result = place.run("pg_ctl", "stop", "-D", place.data, "-m", mode, "-w", "-t", "3")
            if result.returncode == 0:
                return


_joined: Server | None = None


def ensure() -> str:
    """Return the address of the database, starting the embedded server when DATABASE_URL is not set.

    Call it before Django reads its settings. The process stays a user of the server until it exits or
    calls `leave()`; its children find DATABASE_URL set and are carried by it.
    """
    global _joined  # noqa: PLW0603 (one per process, like the environment that it fills)
    address = os.environ.get("DATABASE_URL")
    if address:
        return address
    if sys.platform not in {"linux", "darwin"}:
        message = "The embedded PostgreSQL works on Linux and macOS. Elsewhere, set DATABASE_URL to a server."
        raise PostgresError(message)
    durable = os.environ.get("PARVIS_POSTGRES_DURABLE", "1") != "0"
    _joined = Server(find_home(), durable=durable)
    os.environ["DATABASE_URL"] = _joined.join()
    atexit.register(leave)
    return os.environ["DATABASE_URL"]


def leave() -> None:
    """Let go of the server that `ensure()` joined, if any."""
    global _joined  # noqa: PLW0603
    if _joined:
        _joined.leave()
        _joined = None


def joined() -> Server | None:
    """Return the server that `ensure()` joined: None when DATABASE_URL named another."""
    return _joined


def _create_cluster(place: Place) -> None:
    """Make the cluster under another name, then rename: a killed initdb never leaves half of one."""
    partial = Path(tempfile.mkdtemp(prefix="data-partial-", dir=place.site))
    place.runner.own(partial)
    options = f"--username {NAME} --auth trust --encoding UTF8 --data-checksums --no-instructions".split()
    result = place.run("initdb", "-D", partial, *options, *_locale_options(place))
    if result.returncode:
        message = f"The embedded PostgreSQL cannot make its data folder:\n{result.stderr or result.stdout}"
        raise PostgresError(message)
    partial.rename(place.data)


def _locale_options(place: Place) -> list[str]:
    if _programs_version(place) >= 17:
        return ["--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
    return ["--locale", "C.UTF-8"]


def _programs_version(place: Place) -> int:
    result = place.run("postgres", "--version")
    return int(result.stdout.split()[2].split(".")[0])


def _check_version(place: Place) -> None:
    made_by = int((place.data / "PG_VERSION").read_text().split(".")[0])
    found = _programs_version(place)
    if made_by != found:
        message = (
            f"{place.data} was made by PostgreSQL {made_by}, and PostgreSQL {found} is installed now. "
            f"Dump it with version {made_by}, move the folder away, start again and load the dump."
        )
        raise PostgresError(message)


def _launch(place: Place, *, durable: bool) -> str:
    """Start the server and wait until it is ready; return what went wrong, empty when nothing."""
    if place.log.is_file() and place.log.stat().st_size > LARGEST_LOG:
        place.log.replace(place.log.with_suffix(".log.1"))
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(place.socket_folder()),
        "unix_socket_permissions": "0700",
        "port": "5432",
        "timezone": "UTC",
    }
    if not durable:
        settings |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
    options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
    before = place.log.stat().st_size if place.log.is_file() else 0
    result = place.run("pg_ctl", "start", "-D", place.data, "-l", place.log, "-w", "-t", "60", "-o", options)
    if result.returncode == 0:
        return ""
    with place.log.open(errors="replace") as log:
        log.seek(before)
        return log.read()[-2000:] or result.stderr


def _postmaster(place: Place) -> int | None:
    """Return the id in postmaster.pid if that process is a live postgres of this folder, else None.

    The id alone proves nothing: after a kill it may belong to a zombie or, later, to any other program.
    """
    try:
        pid = int((place.data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    if sys.platform == "linux":
        return pid if _is_live_postgres(pid, place) else None
    return pid if _is_live_postgres_by_ps(pid) else None


def _is_live_postgres(pid: int, place: Place) -> bool:
    process = Path("/proc") / str(pid)
    try:
        if process.stat().st_uid != place.runner.uid:
            return False
        state = (process / "stat").read_text()
        name = (process / "comm").read_text().strip()
    except OSError:
        return False
    if name != "postgres" or state.rpartition(")")[2].split()[0] in {"Z", "X"}:
        return False
    try:
        return (process / "cwd").samefile(place.data)
    except PermissionError:
        return True
    except OSError:
        return False


def _is_live_postgres_by_ps(pid: int) -> bool:
    command = ["/bin/ps", "-o", "stat=,comm=", "-p", str(pid)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    state, _, name = answer.stdout.strip().partition(" ")
    return not state.startswith("Z") and Path(name.strip()).name == "postgres"


def _await_answer(place: Place, deadline: float) -> None:
    """Wait for a started server to accept connections, and make Parvis's database if it is missing."""
    while True:
        try:
            _create_database(place)
        except (psycopg.OperationalError, OSError) as error:
            if time.monotonic() > deadline:
                message = f"The embedded PostgreSQL runs but does not answer: {error}\nIts log: {place.log}"
                raise PostgresError(message) from error
            time.sleep(0.1)
        else:
            return


def _create_database(place: Place) -> None:
    connection = psycopg.connect(
        host=_running_socket_folder(place), port=5432, user=NAME, dbname="postgres", autocommit=True
    )
    with connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))


def _running_socket_folder(place: Place) -> str:
    """Read the socket's folder where the server wrote it: its starter may have had another TMPDIR."""
    lines = (place.data / "postmaster.pid").read_text().splitlines()
    if len(lines) < 5:
        message = "postmaster.pid is not complete yet"
        raise OSError(message)
    return lines[4]


def _address(place: Place) -> str:
    return f"postgres://{NAME}@/{NAME}?host={quote(_running_socket_folder(place), safe='/')}"
