"""Two real consultations, from their files to an export counted again: `python -m benchmarks.real [--help]`.

The République numérique whole, and all 30,000 answers of the Grand Débat or the first `--answers`. For each
stage, the seconds, the seconds of processor and the peak of memory so far; then the archive is counted again
(`parvis recompute`) in a process of its own, without a database, and the verdicts of each part are told. A
figure that differs is the exit status 1.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import database
from benchmarks.harness import print_json, print_table

NAME = "parvis_bench_real"
SAMPLES = ("republique-numerique", "grand-debat")
RECOMPUTE = "import sys; from parvis.config.cli import main; sys.argv[0] = 'parvis'; main()"


@dataclass
class Watch:
    """Seconds and memory of each stage; the last one ends with `stop`."""

    stages: dict[str, dict[str, float]] = field(default_factory=dict)
    _name: str = ""
    _start: float = 0.0
    _cpu: float = 0.0

    def __call__(self, name: str) -> None:
        self.stop()
        self._name, self._start, self._cpu = name, time.perf_counter(), time.process_time()

    def stop(self) -> None:
        if self._name:
            self.stages[self._name] = {
                "seconds": round(time.perf_counter() - self._start, 1),
                "cpu": round(time.process_time() - self._cpu, 1),
                "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            }
        self._name = ""


def main() -> int:
    arguments = _arguments()
    database.NAME = NAME
    if arguments.sample:
        database.attach()
        return _take(arguments.sample, arguments.answers)
    database.prepare(keep=False)
    return max(_apart(sample, arguments.answers) for sample in SAMPLES)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.real", description=__doc__)
    parser.add_argument("--answers", type=int, default=30_000)
    parser.add_argument("--sample", choices=SAMPLES, help=argparse.SUPPRESS)
    return parser.parse_known_args()[0]


def _apart(sample: str, answers: int) -> int:
    command = [sys.executable, "-m", "benchmarks.real", "--sample", sample, "--answers", str(answers)]
    return subprocess.run(command, check=False).returncode


def _take(name: str, answers: int) -> int:
    from django.utils import translation

    from parvis.opendata import files
    from parvis.testing import real

    watch = Watch()
    with tempfile.TemporaryDirectory() as folder:
        of_debate = name == "grand-debat"
        sample = real.grand_debat(Path(folder), answers) if of_debate else real.republique_numerique()
        with translation.override("fr"):
            taken = real.take(sample, stage=watch)
        watch.stop()
    path = files.path_of(taken.archive.file)
    told = _recomputed(path, watch)
    _print(name, watch, told)
    texts = {"texts": len(sample.by_hand.texts), "archive_bytes": taken.archive.bytes}
    print_json("real", {"sample": name, **texts, "stages": watch.stages, "recomputed": told["counts"]})
    files.remove(taken.archive.file)
    return int(not told["equal"])


def _recomputed(path: Path, watch: Watch) -> dict:
    """By the command, where no database answers; its own time and memory."""
    begin = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    command = [sys.executable, "-c", RECOMPUTE, "recompute", str(path), "--json"]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    watch.stages["recompute"] = {
        "seconds": round(time.perf_counter() - start, 1),
        "cpu": round(end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime, 1),
        "megabytes": round(end.ru_maxrss / 1024),
    }
    found: dict = json.loads(done.stdout)
    return found


def _print(name: str, watch: Watch, told: dict) -> None:
    rows = [(stage, *figures.values()) for stage, figures in watch.stages.items()]
    print_table((name, "seconds", "CPU seconds", "megabytes, at most"), rows)
    verdicts = ("equal", "within", "different", "unknown")
    parts = [(part["part"], *(part["counts"].get(one, 0) for one in verdicts)) for part in told["parts"]]
    print_table(("recomputed", *verdicts), parts)


if __name__ == "__main__":
    sys.exit(main())
