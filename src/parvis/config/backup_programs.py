"""PostgreSQL's own programs to dump and restore, and how they are led to a database."""

import os
import re
import shutil
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from gettext import gettext as _
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlsplit

import click
import environ
from psycopg.pq import Conninfo

from parvis.config import postgres_place
from parvis.config.postgres import PostgresError

TOLD = 12
"""How many of the last lines of a program are repeated when it fails."""


def parameters(address: str) -> dict[str, str]:
    """What a DATABASE_URL says, in the words of PostgreSQL's own library."""
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    try:
        parts = environ.Env.db_url_config(address)
        parts["ENGINE"].index("postgresql")
    except (KeyError, ValueError) as error:
        raise click.UsageError(_("This is not the address of a PostgreSQL database.")) from error
    named = {key: parts[key.upper()] for key in ("user", "password", "host", "port")}
    found = {"dbname": parts["NAME"], **named, **parts.get("OPTIONS", {})}
    return {key: str(value) for key, value in found.items() if value and key in known}


def address_of(name: str, *, beside: str) -> str:
    """The address of another database of the same server."""
    return urlsplit(beside)._replace(path=f"/{quote(name)}").geturl()


def environment(found: Mapping[str, str]) -> dict[str, str]:
    """The environment that leads a program to a database: a command line, with a password, is seen by all."""
    names = {option.keyword.decode(): (option.envvar or b"").decode() for option in Conninfo.get_defaults()}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return kept | {"LC_ALL": "C"} | {names[key]: value for key, value in found.items() if names[key]}


@dataclass(frozen=True, slots=True)
class Program:
    """One of PostgreSQL's programs, and its major version."""

    path: Path
    version: int


def find_program(name: str, *, at_least: int) -> Program:
    """The one whose version is nearest to `at_least`, never below: an older one does not know the server."""
    found: dict[int, Path] = {}
    for path in _places(name):
        version = _version(path)
        if version >= at_least:
            found.setdefault(version, path)
    if not found:
        message = _(
            "{name} of PostgreSQL {version} or newer is needed, and is not on this machine. "
            "On Debian: apt-get install postgresql-client-{version}"
        )
        raise click.ClickException(message.format(name=name, version=at_least))
    return Program(found[min(found)], min(found))


def _places(name: str) -> Iterator[Path]:
    folders = sorted(postgres_place.DEBIAN.glob("*/bin"))
    with suppress(PostgresError):
        folders.insert(0, postgres_place.find_binaries())
    yield from (folder / name for folder in folders if (folder / name).is_file())
    found = shutil.which(name)
    if found:
        yield Path(found)


def _version(path: Path) -> int:
    """0 when it does not run."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return 0
    number = re.search(r"\d+", answer.stdout)
    return int(number[0]) if number and not answer.returncode else 0


@dataclass
class Running:
    """A program under way; what it says of its work is followed line by line."""

    process: subprocess.Popen[bytes]
    listener: Callable[[str], None]
    last: deque[str] = field(default_factory=lambda: deque(maxlen=TOLD))

    def follow(self) -> None:
        for line in self.process.stderr or ():
            text = line.decode(errors="replace").rstrip()
            self.last.append(text)
            self.listener(text)

    @property
    def output(self) -> IO[bytes]:
        assert self.process.stdout  # noqa: S101 (always piped)
        return self.process.stdout

    @property
    def input(self) -> IO[bytes]:
        assert self.process.stdin  # noqa: S101 (always piped)
        return self.process.stdin


@contextmanager
def running(
    program: Program, options: Sequence[str], *, to: Mapping[str, str], listener: Callable[[str], None]
) -> Iterator[Running]:
    """Run a program on a database, and wait for its end. ClickException with its last words if it fails."""
    process = subprocess.Popen(  # noqa: S603 (PostgreSQL's programs, no shell)
        [str(program.path), "--no-password", "--verbose", *options],
        env=environment(to),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    found = Running(process, listener)
    thread = threading.Thread(target=found.follow, daemon=True)
    thread.start()
    try:
        yield found
    except BrokenPipeError:
        pass  # it left before the end of its input; its own words say why
    except BaseException:
        process.kill()
        raise
    finally:
        _close(process)
        thread.join(10)
    if process.returncode:
        raise click.ClickException(_failure(program, found.last))


def _close(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        try:
            if stream:
                stream.close()
        except BrokenPipeError:
            continue
    process.wait()


def _failure(program: Program, last: Sequence[str]) -> str:
    said = [line for line in last if "error" in line.lower() or "fatal" in line.lower()] or list(last)
    return _("{name} failed: {reason}").format(name=program.path.name, reason="\n".join(said))
