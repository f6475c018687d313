"""An export counted again, and one that somebody touched."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from parvis.analysis.recompute import Found, recompute_export

ZIP_MOMENT = (2026, 11, 30, 12, 0, 0)


def recomputed(path: Path, *, topics: bool = True) -> Found:
    return recompute_export(path, topics=topics)


def verdicts(found: Found, part: str, of: object = "") -> dict[str, tuple[Any, Any, str]]:
    """What was published, what was found and the verdict, by the name of the figure."""
    [one] = [one for one in found.parts if (one.name, one.of) == (part, str(of))]
    return {line.name: (line.published, line.bounds or line.found, str(line.verdict)) for line in one.lines}


def different(found: Found) -> set[tuple[str, str]]:
    return {
        (part.name, line.name) for part in found.parts for line in part.lines if line.verdict == "different"
    }


def touched(path: Path, to: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The same archive, one file of which is otherwise."""
    with zipfile.ZipFile(path) as held, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in held.infolist():
            data = held.read(entry)
            made.writestr(entry.filename, change(data) if entry.filename == name else data)
    return to


def in_json(change: Callable[[Any], None]) -> Callable[[bytes], bytes]:
    """Change a file of JSON by its value."""

    def changed(data: bytes) -> bytes:
        value = json.loads(data)
        change(value)
        return json.dumps(value).encode()

    return changed
