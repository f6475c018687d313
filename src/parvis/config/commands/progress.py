"""How far a long piece of work has gone, on the error stream: figures stay alone on the output."""

import sys
import time
from collections.abc import Mapping
from gettext import gettext as _
from gettext import ngettext

import click

WIDTH = 24
EVERY = 0.1


class Progress:
    """Told (stage, share done of it, 0 to 1). A bar with the time left; in a file, one line a stage.

    `names` words the stages that are told as keys; others are shown as told.
    """

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        self._names = names or {}
        self._stage = ""
        self._started = self._shown = 0.0
        self._lively = sys.stderr.isatty()

    def __call__(self, stage: str, done: float) -> None:
        now = time.monotonic()
        if stage != self._stage:
            self._begin(stage, now)
        if self._lively and (done >= 1 or now - self._shown >= EVERY):
            self._shown = now
            self._draw(done, now)

    def end(self) -> None:
        """Leave the last bar behind."""
        if self._stage and self._lively:
            click.echo(err=True)
        self._stage = ""

    def _begin(self, stage: str, now: float) -> None:
        self.end()
        self._stage, self._started, self._shown = stage, now, 0.0
        if not self._lively:
            click.echo(self._name, err=True)

    @property
    def _name(self) -> str:
        return self._names.get(self._stage, self._stage)

    def _draw(self, done: float, now: float) -> None:
        filled = round(WIDTH * min(max(done, 0), 1))
        bar = "#" * filled + "-" * (WIDTH - filled)
        left = time_left(done, now - self._started)
        click.echo(f"\r\033[K{self._name:<28} [{bar}] {100 * done:3.0f} %  {left}", nl=False, err=True)


def time_left(done: float, spent: float) -> str:
    """What is left if the rest goes as fast; nothing while it cannot be told."""
    if not 0.02 <= done < 1 or spent < 1:
        return ""
    seconds = max(1, round(spent * (1 - done) / done))
    if seconds < 90:
        words = ngettext("{count} second left", "{count} seconds left", seconds)
        return words.format(count=seconds)
    return _("{count} minutes left").format(count=round(seconds / 60))
