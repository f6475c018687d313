"""Leaves a second through the sequencer, against a bare COPY of the same rows, which is the limit.

Promise: 20,000 a second at least with a million that wait, each signed, in tiles, and given its place.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import database
from benchmarks.harness import print_json, print_table

PROMISE = 20_000
FILL = """
INSERT INTO ledger_pending (entry, kind, space, at, commitment, reference, public)
SELECT gen_random_uuid(),
    CASE WHEN n %% 10 = 0 THEN 'contribution.accepted' ELSE 'vote.cast' END, 'c' || n %% 7,
    CASE WHEN n %% 10 = 0 THEN now() ELSE date_trunc('hour', now()) END,
    sha256(n::text::bytea), NULL,
    CASE WHEN n %% 10 = 0 THEN '{"level": 1, "channel": "web"}'::jsonb
    ELSE jsonb_build_object('ballot', n %% 50, 'level', n %% 4) END
FROM generate_series(1, %s) AS n
"""
# One vote in ten changes one that waits before it.
CHANGES = """
UPDATE ledger_pending changed SET kind = 'vote.changed', reference = former.entry
FROM ledger_pending former
WHERE changed.id = former.id + 5 AND changed.kind = 'vote.cast' AND changed.id %% 10 = 7
    AND former.kind = 'vote.cast'
"""
COPY = "COPY bench_leaf (seq, entry, data, reference) FROM STDIN"


def main() -> int:
    arguments = _arguments()
    database.NAME = "parvis_bench_ledger"
    database.prepare(keep=False)
    seconds, added = _sequence(arguments.leaves)
    limit = _bare_copy()
    rate = added / seconds
    rows = [("sequencer", round(rate), "1.00"), ("bare COPY", round(limit), f"{limit / rate:.2f}")]
    print_table(("way", "leaves/s", "against the sequencer"), rows)
    holds = _holds()
    print(f"{added} leaves in {seconds:.1f} s; the root made again from the leaves holds: {holds}")
    print_json("ledger", {"per_second": round(rate), "copy_per_second": round(limit), "holds": holds})
    return 0 if holds and rate >= PROMISE else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.ledger", description=__doc__)
    parser.add_argument("--leaves", type=int, default=1_000_000, help="how many wait")
    arguments, _ = parser.parse_known_args()
    return arguments


def _sequence(leaves: int) -> tuple[float, int]:
    from django.conf import settings
    from django.db import connection

    from parvis.ledger.domain.sequence import sequence

    with connection.cursor() as cursor:
        cursor.execute(FILL, [leaves])
        cursor.execute(CHANGES, [])
        cursor.execute("VACUUM ANALYZE ledger_pending")
    with tempfile.TemporaryDirectory() as folder:
        settings.LEDGER_KEYS = Path(folder)
        start = time.perf_counter()
        added = sequence()
        return time.perf_counter() - start, added


def _bare_copy() -> float:
    """Rows a second of one COPY of the same rows into a table with the same indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_leaf (LIKE ledger_leaf INCLUDING INDEXES)")
        with cursor.copy("COPY ledger_leaf (seq, entry, data, reference) TO STDOUT") as copy:
            lines = b"".join(bytes(part) for part in copy)
        start = time.perf_counter()
        with cursor.copy(COPY) as copy:
            copy.write(lines)
        seconds = time.perf_counter() - start
        cursor.execute("SELECT count(*) FROM bench_leaf")
        return int(cursor.fetchone()[0]) / seconds


def _holds() -> bool:
    from parvis.ledger.domain.verify import verify

    return verify()


if __name__ == "__main__":
    sys.exit(main())
