"""A small harness: run cases in turn, so that the machine's moods fall on all of them alike."""

import gc
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds over all rounds of one case."""

    p50: float
    p95: float
    rounds: int


def run_apart(modules: Sequence[str], arguments: Sequence[str]) -> int:
    """Run each module in a process of its own; the worst exit status."""
    commands = ([sys.executable, "-m", module, *arguments] for module in modules)
    return max(subprocess.run(command, check=False).returncode for command in commands)


def alternate(
    cases: Mapping[str, Callable[[], object]], *, rounds: int, warmup: int = 5
) -> dict[str, Timing]:
    """Time each case once a round, `rounds` times, after `warmup` rounds that do not count."""
    times: dict[str, list[float]] = {name: [] for name in cases}
    gc.collect()
    gc.disable()
    try:
        for number in range(warmup + rounds):
            for name, case in cases.items():
                start = time.perf_counter()
                case()
                if number >= warmup:
                    times[name].append((time.perf_counter() - start) * 1000)
            gc.collect()
    finally:
        gc.enable()
    return {name: _timing(values) for name, values in times.items()}


def _timing(values: list[float]) -> Timing:
    ordered = sorted(values)
    return Timing(
        p50=round(statistics.median(ordered), 2),
        p95=round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 2),
        rounds=len(ordered),
    )


def print_table(header: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    """Columns as wide as their longest cell; first one to the left, others to the right."""
    cells = [tuple(str(cell) for cell in row) for row in (header, *rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(header))]
    for row in cells:
        first, *others = row
        line = [
            first.ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)),
        ]
        print("  ".join(line))


def print_json(name: str, figures: object) -> None:
    """The same figures for machines, on one line, last."""
    print(json.dumps({"benchmark": name, "figures": figures}, default=asdict, ensure_ascii=False))
