"""Bounds on what a piece of work may use of the machine."""

import os
import sys
import threading
import time
from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path

import click

EVERY = 0.05
STATUS = Path("/proc/self/status")
# Read by polars, joblib and the libraries of linear algebra when they start.
THREADS = ("POLARS_MAX_THREADS", "LOKY_MAX_CPU_COUNT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def limit(threads: int | None, memory: int | None) -> None:
    """Bound processors, before the libraries that use them are loaded, and bytes of memory.

    Work that outgrows its memory is ended, with a sentence and status 1: nothing is written before the end.
    """
    if threads is not None:
        os.environ.update(dict.fromkeys(THREADS, str(threads)))
    if memory is not None:
        watch = threading.Thread(target=_watch, args=(memory, resident, _end), daemon=True)
        watch.start()


def resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell."""
    try:
        lines = STATUS.read_text().splitlines()
    except OSError:
        return 0
    kilobytes = next((line.split()[1] for line in lines if line.startswith("VmRSS:")), "0")
    return int(kilobytes) * 1024


def _watch(memory: int, held: Callable[[], int], end: Callable[[int], None]) -> None:
    while held() <= memory:
        time.sleep(EVERY)
    end(memory)


def _end(memory: int) -> None:
    size = f"{memory / 10**9:.1f} GB"
    message = _("This needs more than {size} of memory: give a larger --memory, or a smaller file.").format(
        size=size
    )
    click.echo(f"\n{message}", err=True)
    sys.stderr.flush()
    os._exit(1)
