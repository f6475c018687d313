"""Acts a second through the real server: votes, texts and arguments mixed, sent over HTTP at a steady rate.

Promise: at 50 a second for a minute, none fails, 95 in 100 take at most half a second, 99 at most one. Beside
them, in the same run, a bare INSERT is timed twenty times a second: the ratio is what holds between machines.
"""

import argparse
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import quantiles

from tests.chaos.conftest import Site, start_site
from tests.chaos.crowd import March

from benchmarks.harness import print_json, print_table
from parvis.config.postgres import Server
from parvis.testing.installation import Installation

PROMISE = {"p95": 0.5, "p99": 1.0}
BARE = "INSERT INTO bench_bare (at) VALUES (now())"
EVERY = 0.05


def main() -> int:
    arguments = _arguments()
    home = Path(tempfile.mkdtemp(prefix="parvis-bench-"))
    home.chmod(0o755)
    settings = {"PARVIS_OPEN_NETWORKS": "127.0.0.0/8", "PARVIS_MAIL_URL": "dummymail://"}
    site = start_site(Installation(home, settings=settings), "--workers", str(arguments.workers))
    try:
        figures = _measure(site, arguments.rate, arguments.seconds)
    finally:
        site.end()
        _remove(home)
    acts, bare = figures["acts"], figures["bare"]
    print_table(("milliseconds", *acts), [_row("act", acts), _row("bare INSERT", bare)])
    print(
        f"{figures['per_second']} acts a second for {arguments.seconds} s; {figures['errors']} errors; "
        f"a median act takes {figures['ratio']} times a bare INSERT"
    )
    print_json("writes", figures)
    kept = all(acts[cut] <= most for cut, most in PROMISE.items())
    return int(not kept or bool(figures["errors"]))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.writes", description=__doc__)
    parser.add_argument("--rate", type=float, default=50, help="acts a second")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--workers", type=int, default=2, help="web processes")
    arguments, _ = parser.parse_known_args()
    return arguments


def _measure(site: Site, rate: float, seconds: int) -> dict:
    crowd, over = site.crowd(people=800, items=40), threading.Event()
    bare: list[float] = []
    with site.connect() as connection:
        connection.execute("CREATE TABLE bench_bare (id bigserial PRIMARY KEY, at timestamptz)")
    beside = threading.Thread(target=_insert, args=[site, bare, over])
    with March(crowd, rate=rate, threads=16) as march:
        march.wait_for(100)
        warm = len(crowd.waits)
        beside.start()
        time.sleep(seconds)
        waits = crowd.waits[warm:]
        over.set()
        beside.join()
    acts, inserts = _cuts(waits), _cuts(bare)
    return {
        "acts": acts,
        "bare": inserts,
        "per_second": round(len(waits) / seconds, 1),
        "errors": crowd.sent - len(crowd.waits),
        "ratio": round(acts["p50"] / inserts["p50"], 1),
    }


def _row(name: str, cuts: dict[str, float]) -> tuple[str, ...]:
    return (name, *(f"{1000 * seconds:.1f}" for seconds in cuts.values()))


def _insert(site: Site, times: list[float], over: threading.Event) -> None:
    with site.connect() as connection:
        while not over.wait(EVERY):
            began = time.perf_counter()
            connection.execute(BARE)
            times.append(time.perf_counter() - began)


def _cuts(times: list[float]) -> dict[str, float]:
    cuts = quantiles(times, n=100)
    return {name: round(cuts[place], 4) for name, place in (("p50", 49), ("p95", 94), ("p99", 98))}


def _remove(home: Path) -> None:
    server = Server(home)
    server.join()
    server.leave()
    shutil.rmtree((home / "postgres" / "cluster").resolve())
    shutil.rmtree(home)


if __name__ == "__main__":
    sys.exit(main())
