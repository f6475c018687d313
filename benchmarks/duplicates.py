"""Campaigns planted among many texts, found again: `python -m benchmarks.duplicates --size 500000 FOLDER`.

Promise: recall >= 0.98 and purity >= 0.97. Recall: the share of the copies of a campaign that are together in
one group. Purity: in the groups that hold a copy, the share of the texts that belong to the label (a
campaign, or none) which has most of them. `datasketch` (MinHashLSH, 64 functions, threshold 0.5) does so
on the same words, in the interpreter of PARVIS_BENCH_PYTHON; on a smaller corpus (`--peer-size`)
made the same way, which ours then reads too, as it takes long.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from benchmarks.corpus import build
from benchmarks.harness import print_json, print_table
from parvis.analysis.text.contentless import contentless
from parvis.analysis.text.duplicates import near_duplicates
from parvis.analysis.text.features import features
from parvis.analysis.text.language import languages
from parvis.analysis.text.tokens import Tokens, tokenise

PEER = Path(__file__).with_name("duplicates_peer.py")
RECALL, PURITY = 0.98, 0.97


@dataclass(frozen=True, slots=True)
class Run:
    """Quality, seconds by step, seconds of processor in all, and the peak of memory of the process in MB."""

    name: str
    size: int
    recall: float
    purity: float
    campaigns: int
    steps: dict[str, float]
    cpu: float
    memory: int

    @property
    def seconds(self) -> float:
        return round(sum(self.steps.values()), 2)


def main() -> int:
    arguments = _arguments()
    runs = []
    interpreter = os.environ.get("PARVIS_BENCH_PYTHON")
    if interpreter:
        part = pl.read_parquet(build(arguments.folder, arguments.peer_size, arguments.seed))
        runs = [_peer(interpreter, part), _ours(part)]
    else:
        print("PARVIS_BENCH_PYTHON is not set: datasketch is left out.")
    runs.append(_ours(pl.read_parquet(build(arguments.folder, arguments.size, arguments.seed))))
    _show(runs)
    kept = runs[-1].recall >= RECALL and runs[-1].purity >= PURITY
    return 0 if kept else 1


def quality(group: np.ndarray, campaign: np.ndarray) -> tuple[float, float]:
    """Recall and purity of groups (-1: none) against planted campaigns (-1: none)."""
    frame = pl.DataFrame({"group": group, "campaign": campaign})
    copies = frame.filter(pl.col("campaign") >= 0)
    cells = copies.filter(pl.col("group") >= 0).group_by("campaign", "group").len()
    found = cells.group_by("campaign").agg(pl.col("len").max())["len"].sum()
    touched = copies.filter(pl.col("group") >= 0)["group"].unique()
    cells = frame.filter(pl.col("group").is_in(touched.implode())).group_by("group", "campaign").len()
    most = cells.group_by("group").agg(pl.col("len").max())["len"].sum()
    return found / max(1, len(copies)), most / max(1, cells["len"].sum())


def _ours(frame: pl.DataFrame) -> Run:
    texts, steps = frame["text"], {}
    clock = _Clock(steps)
    tokens = tokenise(texts)
    clock.lap("tokens")
    empty = contentless(texts)
    clock.lap("contentless")
    found = near_duplicates(texts, tokens, contentless=empty)
    clock.lap("duplicates")
    spoken = languages(tokens)
    clock.lap("languages")
    features(tokens, spoken, rows=np.unique(found.representative[~empty]))
    clock.lap("features")
    recall, purity = quality(found.group, frame["campaign"].to_numpy())
    return Run("parvis", len(texts), recall, purity, len(found.campaigns), steps, clock.cpu, peak_memory())


class _Clock:
    """Seconds since the last lap, and of both cores since the first."""

    def __init__(self, steps: dict[str, float]) -> None:
        self.steps, self.since, self.first = steps, time.perf_counter(), time.process_time()

    @property
    def cpu(self) -> float:
        return round(time.process_time() - self.first, 2)

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.steps[name], self.since = round(now - self.since, 2), now


def peak_memory() -> int:
    """MB that this process has held at most."""
    line = next(
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")
    )
    return int(line.split()[1]) // 1024


def _peer(interpreter: str, frame: pl.DataFrame) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "tokens.npz", Path(folder) / "groups.npy"
        _write(tokenise(frame["text"]), source)
        command = [interpreter, str(PEER), str(source), str(target)]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)
        figures = json.loads(answer.stdout.splitlines()[-1])
        recall, purity = quality(np.load(target), frame["campaign"].to_numpy())
    return Run(
        "datasketch", len(frame), recall, purity, 0, figures["steps"], figures["cpu"], figures["memory"]
    )


def _write(tokens: Tokens, path: Path) -> None:
    np.savez(path, vocabulary=np.array(tokens.vocabulary), codes=tokens.codes, lengths=tokens.lengths)


def _show(runs: list[Run]) -> None:
    header = ("tool", "texts", "recall", "purity", "campaigns", "s", "cpu s", "duplicates s", "peak MB")
    rows = [
        (
            run.name,
            run.size,
            f"{run.recall:.4f}",
            f"{run.purity:.4f}",
            run.campaigns or "",
            run.seconds,
            run.cpu,
            run.steps["duplicates"],
            run.memory,
        )
        for run in runs
    ]
    print_table(header, rows)
    print(runs[-1].steps)
    print_json("duplicates", runs)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.duplicates", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "parvis-bench")
    parser.add_argument("--size", type=int, default=500_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--peer-size", type=int, default=20_000, help="texts that datasketch reads")
    arguments, _ = parser.parse_known_args()
    return arguments


if __name__ == "__main__":
    sys.exit(main())
