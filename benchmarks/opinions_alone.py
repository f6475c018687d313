"""One analysis in a process of its own: `python -m benchmarks.opinions_alone PACKED RESAMPLES`, JSON out."""

import json
import sys
import time
from pathlib import Path

from parvis.analysis.opinion.pipeline import analyse
from parvis.analysis.opinion.votes import Votes


def peak() -> float:
    """Most memory that this process ever held, in MB."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def main(path: str, resamples: int) -> dict[str, object]:
    before = peak()
    start, cpu = time.perf_counter(), time.process_time()
    votes = Votes.load(path)
    loaded = peak()
    found = analyse(votes, resamples=resamples)
    return {
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        "interpreter": before,
        "inputs": loaded,
        "peak": peak(),
        "groups": found.k,
        "sparse": found.sparse,
        "stability": found.stability,
    }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
