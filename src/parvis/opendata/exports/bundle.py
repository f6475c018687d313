"""A zip written file by file, in constant memory, and what its manifest says of each file."""

import hashlib
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import IO, Self

from parvis.merkle.canonical import Value, canonical

MANIFEST = "manifest.json"


class Bundle:
    """The zip under construction; `files` gives the SHA-256 and the length of what was written."""

    def __init__(self, stream: IO[bytes], *, at: int) -> None:
        self.files: dict[str, Value] = {}
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)
        moment = datetime.fromtimestamp(at, UTC)
        self._date = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def add(self, name: str, parts: Iterable[bytes]) -> int:
        """Write one file, part after part; returns how many parts there were."""
        digest, length, count = hashlib.sha256(), 0, 0
        with self._zip.open(self._entry(name), "w", force_zip64=True) as target:
            for part in parts:
                target.write(part)
                digest.update(part)
                length, count = length + len(part), count + 1
        self.files[name] = {"sha256": digest.hexdigest(), "bytes": length}
        return count

    def close_with(self, manifest: dict[str, Value]) -> None:
        """Write the manifest, which names every file but itself."""
        self._zip.writestr(self._entry(MANIFEST), canonical({**manifest, "files": self.files}))

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, date_time=self._date)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        return entry
