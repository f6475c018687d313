"""Keeps the parts of `parvis serve` alive: web server, job worker and, when it is ours, PostgreSQL.

A dead part is started again, at once the first time and then more and more slowly. On SIGTERM or SIGINT
everything stops within ten seconds: parts are asked, then killed, and the database is let go last.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

from parvis.config.postgres import PostgresError, Server

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 10.0
SETTLED = 30.0
"""A part that lived so many seconds is started again without a pause."""
POLITE = 4.5
LAST_RESORT = 9.0


@dataclass
class Part:
    """One process that must run. It leads its own process group, so that nothing of it survives it."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[str] | None = None
    pause: float = 0.0
    started_at: float = 0.0
    starts_at: float = 0.0

    def start(self) -> None:
        """Start the process, tied to the life of this one, and relay what it prints line by line."""
        tether = [sys.executable, "-m", "parvis.config.tether", str(os.getpid())]
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 (our own commands, no shell)
            [*tether, *self.command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        threading.Thread(target=self._relay, args=[self.process], daemon=True).start()

    def _relay(self, process: subprocess.Popen[str]) -> None:
        if process.stdout:
            for line in process.stdout:
                say(self.name, line.rstrip("\n"))

    def tend(self) -> None:
        """Start the process if it is time to; when it died, clear what is left of it and plan its return."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.starts_at:
                self.start()
        elif self.process.poll() is not None:
            self.signal(signal.SIGKILL)
            self.pause = self._next_pause(now)
            self.starts_at = now + self.pause
            say(self.name, f"ended with status {self.process.returncode}, back in {self.pause:.1f} s")
            self.process = None

    def _next_pause(self, now: float) -> float:
        if now - self.started_at > SETTLED:
            return 0.0
        return min(max(self.pause * 2, FIRST_PAUSE), LONGEST_PAUSE)

    def signal(self, number: signal.Signals) -> None:
        """Signal the whole group; nothing when it is gone."""
        if self.process:
            try:
                os.killpg(self.process.pid, number)
            except (ProcessLookupError, PermissionError):
                return

    def is_gone(self) -> bool:
        return self.process is None or self.process.poll() is not None


@dataclass
class Supervisor:
    """Runs `parts`, and watches over `server` when PostgreSQL is the embedded one."""

    parts: Sequence[Part]
    server: Server | None
    when_started: Callable[[threading.Event], None] | None = None
    _stopping: threading.Event = field(default_factory=threading.Event, init=False)

    def run(self) -> None:
        """Run until SIGTERM or SIGINT, then stop everything. The caller lets go of the database."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        if self.when_started:
            threading.Thread(target=self.when_started, args=[self._stopping], daemon=True).start()
        while not self._stopping.wait(0.1):
            self._tend_server()
            for part in self.parts:
                part.tend()
        self._stop_parts()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        if not self._stopping.is_set():
            self._stopping.set()
            last_resort = threading.Timer(LAST_RESORT, self._give_up)
            last_resort.daemon = True
            last_resort.start()

    def _give_up(self) -> None:
        """Leave at once. PostgreSQL, if it is what hangs, keeps running, and the next start joins it."""
        for part in self.parts:
            part.signal(signal.SIGKILL)
        os._exit(1)

    def _tend_server(self) -> None:
        if self.server is None or self.server.pid():
            return
        say("postgres", "the embedded server ended, starting it again")
        try:
            self.server.revive()
        except PostgresError as error:
            say("postgres", str(error))
            self._stopping.wait(LONGEST_PAUSE)
        else:
            say("postgres", f"running again, process {self.server.pid()}")

    def _stop_parts(self) -> None:
        for part in self.parts:
            part.signal(signal.SIGTERM)
        deadline = time.monotonic() + POLITE
        while time.monotonic() < deadline and not all(part.is_gone() for part in self.parts):
            time.sleep(0.05)
        for part in self.parts:
            part.signal(signal.SIGKILL)


def say(name: str, line: str) -> None:
    """Write one line of one part, whole, to standard output; a closed terminal is no reason to stop."""
    try:
        sys.stdout.write(f"{name:<8} | {line}\n")
        sys.stdout.flush()
    except (OSError, ValueError):
        return
