"""The public API on the real server: a page of contributions asked again and again, by a few connections.

Promise: 1,000 kept answers a second on two cores. The clients share the cores of the server, so the processor
time of the web processes is told beside: two milliseconds of it an answer are two cores at 1,000 a second.
"""

import argparse
import http.client
import os
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
from tests.chaos.conftest import Site, start_site

from benchmarks.harness import print_json, print_table
from parvis.testing.installation import Installation

PROMISE, CORES = 1_000, 2
PREPARE = """
from parvis.consultations.tests.factories import KindFactory
from parvis.contributions.tests.factories import ContributionFactory
kind = KindFactory(consultation__slug="api")
ContributionFactory.create_batch(50, kind=kind)
print(kind.consultation_id)
"""


def main() -> int:
    arguments = _arguments()
    home = Path(tempfile.mkdtemp(prefix="parvis-bench-"))
    home.chmod(0o755)
    installation = Installation(home, settings={"PARVIS_MAIL_URL": "dummymail://"})
    site = start_site(installation, "--workers", str(arguments.workers))
    try:
        path = f"/api/v1/consultations/{site.installation.python(PREPARE).strip()}/contributions"
        load = round(os.getloadavg()[0], 1)
        whole = _measure(site, path, arguments, conditional=False)
        unchanged = _measure(site, path, arguments, conditional=True)
    finally:
        site.end()
        shutil.rmtree(home, ignore_errors=True)
    figures = {"50 contributions": whole, "304": unchanged}
    print_table(("answer", *whole), [(name, *told.values()) for name, told in figures.items()])
    print_json("api", {**figures, "load before": load})
    return int(min(told["on two cores"] for told in figures.values()) < PROMISE)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.api", description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2, help="web processes")
    arguments, _ = parser.parse_known_args()
    return arguments


def _measure(site: Site, path: str, arguments: argparse.Namespace, *, conditional: bool) -> dict[str, Any]:
    """Rate, and processor time of all that serves: web processes and database."""
    _ask(site.port, path, 1.0, conditional=conditional)
    before, began = _processor(site), time.monotonic()
    with ThreadPoolExecutor(arguments.connections) as pool:
        asked = [
            pool.submit(_ask, site.port, path, arguments.seconds, conditional=conditional)
            for _each in range(arguments.connections)
        ]
        answers = sum(one.result() for one in asked)
    spent, lasted = _processor(site) - before, time.monotonic() - began
    each = spent / answers
    return {
        "a second": round(answers / lasted),
        "processor ms": round(1000 * each, 2),
        "on two cores": round(CORES / each),
    }


def _ask(port: int, path: str, seconds: float, *, conditional: bool) -> int:
    """One connection, one question after the other; how many were answered as they should be."""
    line = http.client.HTTPConnection("127.0.0.1", port)
    headers: dict[str, str] = {}
    answered, wanted, until = 0, {200}, time.monotonic() + seconds
    while time.monotonic() < until:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        answer.read()
        assert answer.status in wanted, answer.status
        if conditional:
            # After ten seconds it is made again, the same: its mark does not change.
            headers, wanted = {"If-None-Match": answer.headers["ETag"]}, {304}
        answered += 1
    line.close()
    return answered


def _processor(site: Site) -> float:
    """Seconds of processor of the site and of everything that it started."""
    whole = psutil.Process(site.process.pid)
    return sum(sum(one.cpu_times()[:2]) for one in (whole, *whole.children(recursive=True)))


if __name__ == "__main__":
    sys.exit(main())
