"""An export made by hand: two texts, an argument, thirty-one votes."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from parvis.merkle.canonical import canonical

Row = dict[str, Any]
AT = 1_763_700_000
DAY = "2025-11-21"


def text(number: int, title: str, author: str | None, **given: object) -> Row:
    return {
        "id": number, "kind": 7, "phase": 2, "theme": None, "responds_to": None, "title": title,
        "text": title,
        "author": author, "level": 1, "channel": "web", "late": False, "at": AT, **given,
    }  # fmt: skip


def vote(number: int, **given: object) -> Row:
    return {"ballot": 3, "item": 1, "choice": 1, "level": 1, "tracker": f"{number:064x}", **given}


def figures() -> Row:
    acts = {"people": 33, "contributions": 2, "votes": 31, "arguments": 1}
    return {
        **acts, "supports": 1, "contributors": 2, "voters": 31, "arguers": 1, "imported_votes": 0,
        "imported_supports": 0, "hidden": 1, "withdrawn": 0, "answered": 0, "guests": 0, "organisations": 0,
        "depth": {"people": 33, "wrote": 3, "in_two_ways": 1, "on_two_days": 0, "in_two_phases": 0},
        "by_phase": [{"code": "2", "label": "P", **acts, "supports": 0}],
        "by_origin": [{"code": "web", **acts, "people": 34, "supports": 1}],
        "by_level": [{"code": "1", **acts, "supports": 1}],
        "by_day": [{"day": DAY, **acts, "supports": 1}],
        "by_kind": [{"code": "7", "label": "k", "contributions": 2}],
        "by_theme": [],
    }  # fmt: skip


class Made:
    """Its files, to be changed before they are written."""

    def __init__(self) -> None:
        self.texts = [text(1, "A", "x1"), text(2, "B", "x2")]
        self.arguments = [
            {"id": 5, "contribution": 1, "parent": None, "phase": 2, "side": "for", "text": "t",
             "author": "x3", "level": 1, "channel": "web", "at": AT}
        ]  # fmt: skip
        self.votes = [vote(number) for number in range(31)]
        self.aside: list[Row] = []
        self.leaves: list[Row] = []
        self.told: Row = {
            "format": "parvis/figures/1", "counted_at": AT, "time_zone": "Europe/Paris", "hides_votes": False,
            "figures": figures(), "passages": [], "waiting_supports": 0,
            "ballots": [{"ballot": 3, "phase": 2, "method": "grade", "limit": None, "scale": 5, "costs": {}}],
        }  # fmt: skip
        self.totals = [
            {"ballot": 3, "method": "grade", "item": 1, "choice": 1, "level": 1, "count": 31, "imported": 0}
        ]
        line = {"item": 1, "rank": 1, "mean": 1.0, "median": 1.0, "people": 31, "spread": [0, 31, 0, 0, 0, 0]}
        self.outcomes: list[Row] = [{"ballot": 3, "line": line}, {"ballot": 3, "facts": {"voters": 31}}]
        self.withheld: dict[str, str] = {}
        self.together: list[int] = []
        self.more: dict[str, bytes] = {}

    def files(self) -> dict[str, bytes]:
        votes = [{"payload": one, "salt": None} for one in self.votes]
        votes += [{"payload": one, "salt": None, "set_aside": True} for one in self.aside]
        shown = [f'{one["id"]},published,,"a\r\nb"\r\n' for one in self.texts]
        lines = ["\ufeffid,state,merged_into,text\r\n", *shown, "9,hidden,,\r\n"]
        said = "\ufeffid,state,contribution_state,supports,imported_supports\r\n5,published,published,1,0\r\n"
        return {
            "ledger/leaves.jsonl": _lines(self.leaves),
            "rows/contributions.jsonl": _rows(self.texts),
            "rows/arguments.jsonl": _rows(self.arguments),
            "rows/answers.jsonl": b"",
            "rows/votes.jsonl": _lines(votes),
            "contributions.csv": "".join(lines).encode(),
            "arguments.csv": said.encode(),
            "tallies.json": canonical(self.totals),
            "figures.json": json.dumps(self.told).encode(),
            "outcomes.jsonl": b"".join(json.dumps(row).encode() + b"\n" for row in self.outcomes),
            **self.more,
        }

    def write(self, path: Path, change: Callable[[dict[str, bytes]], object] | None = None) -> Path:
        files = self.files()
        if change:
            change(files)
        manifest = {
            "format": "parvis-export/1", "consultation": {"space": "c1", "slug": "s", "title": "Mobilité"},
            "made_at": AT, "software": "0", "origin": "o", "vkey": "k", "older": 0,
            "withheld_ballots": self.withheld, "together_ballots": self.together,
            "files": {
                name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
                for name, data in files.items()
            },
        }  # fmt: skip
        with zipfile.ZipFile(path, "w") as made:
            for name, data in files.items():
                made.writestr(name, data)
            made.writestr("manifest.json", canonical(manifest))
        return path


def _rows(payloads: Iterable[Row]) -> bytes:
    return _lines({"payload": one, "salt": None, "seq": None} for one in payloads)


def _lines(rows: Iterable[Row]) -> bytes:
    return b"".join(canonical(row) + b"\n" for row in rows)
