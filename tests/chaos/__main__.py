"""The long suite: hundreds of kills under load on a site served as operators do, then a large migration.

python -m tests.chaos [--kills 200] [--rate 50] [--rows 100000]. `--kills` is for PostgreSQL, and again for
web processes and workers. Prints a table, then the figures as JSON; the exit status is 1 on any fault.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from statistics import quantiles

from parvis.config.postgres import Server
from parvis.testing.installation import Installation
from tests.chaos.conftest import Site, start_site
from tests.chaos.crowd import Crowd, March, faults
from tests.chaos.smtp import MailServer

ITEMS, THREADS = 2, 24
PEOPLE = 50 * THREADS
BETWEEN = (10, 60)
"""How many acts are acknowledged between two kills, at least."""
LONGEST_RETURN = 3.0
"""Seconds for which a kill waits that the site acknowledges as many acts a second as are asked."""
LONGEST_REFUSAL = 5.0


def main() -> int:
    arguments = _arguments()
    home = Path(tempfile.mkdtemp(prefix="parvis-chaos-"))
    home.chmod(0o755)
    mails = MailServer()
    settings = {"PARVIS_OPEN_NETWORKS": "127.0.0.0/8", "PARVIS_MAIL_URL": f"smtp://127.0.0.1:{mails.port}"}
    site = start_site(Installation(home, settings=settings), "--workers", "2")
    try:
        figures = {"kills": _kills(site, arguments.kills, arguments.rate)}
        _print("kills", figures["kills"])
        figures["migration"] = _migration(site, arguments.rows)
        _print("migration", figures["migration"])
    finally:
        site.end()
        _remove(home)
    sys.stdout.write(f"{json.dumps({'suite': 'chaos', 'figures': figures})}\n")
    return int(any(part["wrong"] for part in figures.values()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--rate", type=float, default=50, help="acts a second")
    parser.add_argument("--rows", type=int, default=100_000, help="contributions when the table changes")
    return parser.parse_args()


def _kills(site: Site, kills: int, rate: float) -> dict[str, object]:
    """H42: half of the kills of PostgreSQL are of the whole server, half of one of its processes."""
    random, crowd = Random(42), site.crowd(people=PEOPLE, items=ITEMS)  # noqa: S311
    databases = ["postgres", "backend"] * (kills // 2)
    others = ["web process", "web process", "web process", "worker"] * (kills // 4)
    names = random.sample(databases + others, len(databases) + len(others))
    at_pace = 0
    with March(crowd, rate=rate, threads=THREADS) as march:
        march.wait_for(200)
        for number, name in enumerate(names, 1):
            at_pace += march.wait_for_pace(LONGEST_RETURN)
            march.wait_until(lambda name=name: site.kill_one(name, random), seconds=300)
            march.wait_for(len(crowd.waits) + random.randint(*BETWEEN), seconds=300)
            _show(f"{number} of {len(names)} kills, {len(crowd.waits)} acts")
    found = site.audit(crowd)
    return {
        "done": dict(Counter(names)),
        "at_full_pace": at_pace,
        **_told(crowd, march),
        "leaves": found["leaves"],
        "wrong": faults(found),
    }


def _migration(site: Site, rows: int) -> dict[str, object]:
    """H48: a column and an index on a large table, under load, then back."""
    _show(f"a migration of {rows} contributions")
    crowd = site.crowd(people=10 * THREADS, items=ITEMS)
    site.inside(f"fill({rows})")
    with March(crowd, rate=20, threads=THREADS) as march:
        march.wait_for(50)
        found = site.inside("migrate_and_back()")
        march.wait_for(len(crowd.waits) + 50)
    wrong: dict[str, object] = dict(faults(site.audit(crowd)))
    if max(crowd.waits) > LONGEST_REFUSAL:
        wrong["longest"] = max(crowd.waits)
    return {**found, **_told(crowd, march), "wrong": wrong}


def _told(crowd: Crowd, march: March) -> dict[str, object]:
    cuts = quantiles(crowd.waits, n=100)
    return {
        "acts": len(crowd.waits),
        "seconds_in_all": round(march.seconds),
        "acts_per_second": round(len(crowd.waits) / march.seconds, 1),
        "sent": crowd.sent,
        "refused": crowd.refused,
        "seconds_p50": round(cuts[49], 3),
        "seconds_p95": round(cuts[94], 3),
        "seconds_p99": round(cuts[98], 3),
        "seconds_longest": round(max(crowd.waits), 3),
    }


def _show(line: str) -> None:
    sys.stderr.write(f"\r\033[K{time.strftime('%H:%M:%S')} {line}")
    sys.stderr.flush()


def _print(part: str, found: dict[str, object]) -> None:
    """At once: what comes next may fail."""
    sys.stderr.write("\n")
    for name, value in found.items():
        shown = (value or "nothing") if name == "wrong" else value
        sys.stdout.write(f"{part:<12}{name:<20}{shown}\n")
    sys.stdout.flush()


def _remove(home: Path) -> None:
    server = Server(home)
    server.join()
    server.leave()
    shutil.rmtree((home / "postgres" / "cluster").resolve())
    shutil.rmtree(home)


if __name__ == "__main__":
    sys.exit(main())
