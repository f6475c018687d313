"""A whole installation of its own, driven from outside as an operator drives it: by the `parvis` command."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from parvis.config.backup_programs import find_program

BUILD = "import sys; from parvis.config.cli import main; sys.argv[0] = 'parvis'; main()"
DJANGO = "from parvis.config.commands.setup import set_up_django\nset_up_django()\n"


@dataclass(frozen=True)
class Installation:
    """`home` is its PARVIS_HOME; without `database`, it has an embedded PostgreSQL."""

    home: Path
    database: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """The environment of its processes: ours, without what would lead them to our database."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name != "DATABASE_URL" and not name.startswith(("PARVIS_", "LC_", "LANG"))
        }
        found = {"DATABASE_URL": self.database} if self.database else {}
        return kept | found | {"PARVIS_HOME": str(self.home), "LANG": "C.UTF-8"} | self.settings

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start `parvis ARGUMENTS`."""
        return self._popen("-c", BUILD, *arguments)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `parvis ARGUMENTS` to its end."""
        process = self.start(*arguments)
        output, errors = process.communicate(timeout=300)
        return subprocess.CompletedProcess(arguments, process.returncode, output, errors)

    def python(self, code: str) -> str:
        """Run Python with Django set up on this installation; return what it printed.

        Raises
        ------
        RuntimeError
            When the code fails, with its error output.
        """
        process = self._popen("-c", DJANGO + code)
        output, errors = process.communicate(timeout=300)
        if process.returncode:
            raise RuntimeError(errors)
        return output.strip()

    def _popen(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603 (this Python, no shell)
            [sys.executable, *arguments],
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@contextmanager
def new_database() -> Iterator[str]:
    """The address of a new database on the server of the tests, which goes at the end."""
    server = urlsplit(os.environ["DATABASE_URL"])
    name = f"parvis_whole_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield server._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def dump(database: str, path: Path) -> None:
    """Write a database to `path`, whole or not at all."""
    partial = path.with_suffix(".partial")
    _client("pg_dump", database, "--format=custom", f"--file={partial}", f"--dbname={database}")
    partial.rename(path)


def load(path: Path, database: str) -> None:
    """Fill an empty database with what `dump` wrote."""
    _client("pg_restore", database, "--exit-on-error", "--no-owner", f"--dbname={database}", str(path))


def _client(name: str, database: str, *arguments: str) -> None:
    with psycopg.connect(database) as connection:
        program = find_program(name, at_least=connection.info.server_version // 10000)
    subprocess.run([str(program.path), *arguments], check=True)  # noqa: S603 (a program of PostgreSQL)


def children_of(pid: int) -> dict[int, str]:
    """Return the command line of each live child process, by process id (Linux)."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent, state = _parent_and_state(process)
            if parent == pid and state != "Z":
                found[int(process.name)] = (process / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
    return found


def _parent_and_state(process: Path) -> tuple[int, str]:
    state, parent = (process / "stat").read_text().rpartition(")")[2].split()[:2]
    return int(parent), state


def stop(process: subprocess.Popen[str]) -> float:
    """Ask a process to end by SIGTERM; return how many seconds it took."""
    asked_at = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=60)
    return time.monotonic() - asked_at
