"""Drawn panels: time and smallest chance, against `sortition-algorithms`, on the same made-up pools.

    python -m benchmarks.sortition

Ends with 1 when a smallest chance is below the other's by more than a millionth.
"""

from __future__ import annotations

import sys
import time

from benchmarks.harness import print_table
from parvis.analysis.sortition import fair_chances, pool_of
from parvis.analysis.sortition.tests.made import made_up
from parvis.analysis.sortition.tests.peer import smallest_chance

CASES = ((60, 10, 3, False), (200, 30, 3, False), (300, 30, 4, False), (300, 30, 4, True))
"""People, size of the panel, features, whether homes count."""


def main() -> int:
    rows: list[tuple[object, ...]] = []
    worst = 0.0
    for people, size, features, homes in CASES:
        made, home = made_up(people, size, seed=7, features=features, homes=homes)
        start = time.process_time()
        found = fair_chances(pool_of(made, size=size, home=home), most_levels=1)
        ours = time.process_time() - start
        start = time.process_time()
        theirs = smallest_chance(made, size, home)
        peer = time.process_time() - start
        worst = max(worst, theirs - found.smallest)
        shown = f"{people}/{size}, {features} features{', homes' if homes else ''}"
        rows.append(
            (
                shown,
                f"{ours:.2f}",
                f"{peer:.2f}",
                f"{peer / ours:.1f}",
                f"{found.smallest:.6f}",
                f"{theirs:.6f}",
            )
        )
    print_table(("pool", "CPU s", "peer CPU s", "ratio", "smallest chance", "of the peer"), rows)
    return 1 if worst > 1e-6 else 0


if __name__ == "__main__":
    sys.exit(main())
