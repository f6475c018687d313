"""Pages that tell, as JSON, what they were sent: what `test_door.py` serves."""

import json
from collections.abc import Iterable
from hashlib import sha256
from itertools import count
from tempfile import TemporaryFile
from typing import Any
from wsgiref.types import StartResponse

from parvis.config.arrival import FAILURE, Bounds, Failure
from parvis.config.door import Door
from parvis.config.flights import Room

BOUNDS = Bounds(seconds=1.0, rate=8_000, of_a_network=12, in_all=24)
ROOM = Room(of_a_network=40_000_000, in_all=60_000_000, endless=1)
HEAVY = 14_000_000
MADE = count()


def pages(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/broken":
        raise RuntimeError("broken on purpose")
    if environ.get(FAILURE) == Failure.CROWDED and environ["REQUEST_METHOD"] == "GET":
        start("503 Service Unavailable", [("Retry-After", "5")])
        return [b"come back"]
    start("200 OK", [("Content-Type", "application/json")])
    if environ["PATH_INFO"] == "/file":
        return [b"a" * HEAVY]
    if environ["PATH_INFO"] == "/stored":
        file = TemporaryFile()  # noqa: SIM115 (the answer closes it)
        file.write(b"a" * HEAVY)
        file.seek(0)
        answer: Iterable[bytes] = environ["wsgi.file_wrapper"](file, 4096)
        return answer
    if environ["PATH_INFO"] == "/endless":
        return (b"a" * 1_000_000 for _ in range(60))
    if environ["PATH_INFO"] == "/long":
        return (b"a" * 100_000 for _ in range(30))
    return [json.dumps(told(environ)).encode()]


def told(environ: dict[str, Any]) -> dict[str, str]:
    return {
        "made": str(next(MADE)),
        "length": environ.get("CONTENT_LENGTH", ""),
        "digest": sha256(environ["wsgi.input"].read()).hexdigest(),
        "failure": environ.get(FAILURE, ""),
        "path": environ["PATH_INFO"].encode("latin-1").decode(),
        "query": environ["QUERY_STRING"],
        "forwarded": environ.get("HTTP_X_FORWARDED_FOR", ""),
        "cookie": environ.get("HTTP_COOKIE", ""),
        "host": environ["HTTP_HOST"],
        "address": environ["REMOTE_ADDR"],
    }


application = Door(
    pages, lambda _path: 300_000, lambda environ: environ.get("HTTP_X_NETWORK", "near"), BOUNDS, ROOM
)
