"""From an accepted act to its signed checkpoint, on a running site, with lines of the log at a steady rate.

Promise: at 100 a second, none waits more than ten seconds. Lines are written as acts write them, each in its
own transaction; the wait is the one that the site itself records with each checkpoint.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos.conftest import Site, start_site

from benchmarks.harness import print_json, print_table
from parvis.config.postgres import Server
from parvis.testing.installation import Installation

PROMISE = 10_000
ACT = """
INSERT INTO ledger_pending (entry, kind, space, commitment, reference, public)
VALUES (gen_random_uuid(), 'contribution.accepted', 'c1', sha256(random()::text::bytea), NULL,
    '{"level": 1, "channel": "web"}')
"""
FOUND = """
SELECT count(*), max(longest_wait), percentile_cont(0.5) WITHIN GROUP (ORDER BY longest_wait)
FROM ledger_checkpoint WHERE size > %s
"""


def main() -> int:
    arguments = _arguments()
    home = Path(tempfile.mkdtemp(prefix="parvis-bench-"))
    home.chmod(0o755)
    site = start_site(Installation(home, settings={"PARVIS_MAIL_URL": "dummymail://"}))
    try:
        figures = _measure(site, arguments.rate, arguments.seconds)
    finally:
        site.end()
        _remove(home)
    print_table(("figure", "found"), [(name, str(value)) for name, value in figures.items()])
    print_json("signing", figures)
    return int(figures["longest_ms"] > PROMISE)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.signing", description=__doc__)
    parser.add_argument("--rate", type=float, default=100, help="lines a second")
    parser.add_argument("--seconds", type=int, default=60)
    arguments, _ = parser.parse_known_args()
    return arguments


def _measure(site: Site, rate: float, seconds: int) -> dict[str, float]:
    with site.connect() as connection:
        (before,) = connection.execute("SELECT coalesce(max(size), 0) FROM ledger_checkpoint").fetchone()
        began = time.monotonic()
        lines = round(rate * seconds)
        for number in range(lines):
            time.sleep(max(0.0, began + number / rate - time.monotonic()))
            connection.execute(ACT)
        took = time.monotonic() - began
        while connection.execute("SELECT EXISTS (SELECT FROM ledger_pending)").fetchone()[0]:
            time.sleep(0.2)
        checkpoints, longest, median = connection.execute(FOUND, [before]).fetchone()
    return {
        "lines": lines,
        "per_second": round(lines / took, 1),
        "checkpoints": checkpoints,
        "median_ms": round(median),
        "longest_ms": longest,
    }


def _remove(home: Path) -> None:
    server = Server(home)
    server.join()
    server.leave()
    shutil.rmtree((home / "postgres" / "cluster").resolve())
    shutil.rmtree(home)


if __name__ == "__main__":
    sys.exit(main())
