"""Run every benchmark of the analysis engine, peers included where PARVIS_BENCH_PYTHON names their Python."""

import sys

from benchmarks.harness import run_apart

NAMES = ("benchmarks.opinions", "benchmarks.duplicates", "benchmarks.languages", "benchmarks.texts")

if __name__ == "__main__":
    sys.exit(run_apart(NAMES, []))
