"""Run every benchmark of the site, each in its own process so that none warms the next."""

import sys

from benchmarks.harness import run_apart

NAMES = (
    "benchmarks.list_page",
    "benchmarks.similar",
    "benchmarks.search",
    "benchmarks.queue",
    "benchmarks.votes",
    "benchmarks.routing",
)

if __name__ == "__main__":
    sys.exit(run_apart(NAMES, sys.argv[1:]))
