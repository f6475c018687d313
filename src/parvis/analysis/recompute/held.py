"""Reads the archive: piece by piece, never more than the verifier would, and nothing is written anywhere."""

import csv
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from parvis.merkle.verifier.archive import Archive
from parvis.merkle.verifier.findings import Unreadable

Row = dict[str, Any]
Tell = Callable[[str, float], None]
FIGURES_FORMAT = "parvis/figures/1"
BOM = "\ufeff"
EVERY = 20_000
csv.field_size_limit(min(sys.maxsize, 10_000_000))


class Held:
    """The files of one archive. `tell` is told the name of the file that is read, and how far."""

    def __init__(self, archive: Archive, tell: Tell) -> None:
        self._archive, self._tell = archive, tell
        self.names = frozenset(archive.names)

    def rows(self, name: str) -> Iterator[Row]:
        """Objects of a file of one object a line; nothing where there is no such file."""
        if name not in self.names:
            return
        self._tell(name, 0.0)
        for line in self._archive.lines(name):
            value = read_json(line, name)
            if not isinstance(value, dict):
                raise Unreadable("row_senseless", name=name)
            yield value
        self._tell(name, 1.0)

    def payloads(self, name: str) -> Iterator[Row]:
        """What the rows of `rows/` say."""
        for row in self.rows(f"rows/{name}.jsonl"):
            payload = row.get("payload")
            if not isinstance(payload, dict):
                raise Unreadable("row_senseless", name=name)
            yield payload

    def lines(self, name: str) -> Iterator[bytes]:
        """Lines of a file of the archive, one at a time; progress is told. Raises Unreadable."""
        self._tell(name, 0.0)
        yield from self._archive.lines(name)
        self._tell(name, 1.0)

    def table(self, name: str) -> Iterator[dict[str, str]]:
        """Rows of a table; a cell may hold several lines."""
        if name not in self.names:
            return
        text = (f"{decoded(line, name)}\n" for line in self.lines(name))
        first = next(text, "")
        try:
            yield from csv.DictReader(_from(first.removeprefix(BOM), text))
        except csv.Error:
            raise Unreadable("row_senseless", name=name) from None

    def value(self, name: str) -> Any:
        """A whole file of JSON."""
        return read_json(self._archive.whole(name), name)

    def text(self, name: str) -> str:
        """A whole file of the archive, within the bounds of the verifier. Raises Unreadable."""
        return decoded(self._archive.whole(name), name)


def read_json(data: bytes, name: str) -> Any:
    """Raises Unreadable."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise Unreadable("row_senseless", name=name) from None


def decoded(data: bytes, name: str) -> str:
    """As UTF-8. Raises Unreadable, under the name of the file."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Unreadable("row_senseless", name=name) from None


def _from(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
