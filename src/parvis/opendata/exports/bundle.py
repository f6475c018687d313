"""A zip written file by file, in constant memory, and what its manifest says of each file."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from types import TracebackType
from typing import IO, Self

from isal import isal_zlib

from parvis.merkle.canonical import Value, canonical

MANIFEST = "manifest.json"
LEVEL, RAW = 1, -15
"""Of compression: most of what is long is random (salts, trackers), and more would be time lost. As zips have
it: no header, the largest window."""
BLOCK_BYTES = 1 << 18
"""Written together: a row is a hundred bytes or two."""


class Behind:
    """Does one thing at a time in a thread of its own: a block is compressed while the next is made."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._last: Future[object] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown()
        if error is None:
            self._wait()

    def do(self, act: Callable[[bytes], object], block: bytes) -> None:
        """Waits for what was given before; raises what it raised."""
        self._wait()
        self._last = self._thread.submit(act, block)

    def _wait(self) -> None:
        last, self._last = self._last, None
        if last is not None:
            last.result()


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

    def add(self, name: str, parts: Iterable[bytes], *, is_packed: bool = False) -> int:
        """Write one file, part after part; returns how many lines there were.

        `is_packed`: what is compressed already is kept as it is.
        """
        digest, length, count = hashlib.sha256(), 0, 0
        entry = self._entry(name, zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED)
        with self._zip.open(entry, "w", force_zip64=True) as target, Behind() as behind:
            if not is_packed:
                # What `zipfile` has of its own is four times slower; it offers no way to choose.
                target._compressor = isal_zlib.compressobj(LEVEL, isal_zlib.DEFLATED, RAW)  # type: ignore[attr-defined]
            for block in together(parts):
                behind.do(target.write, block)
                digest.update(block)
                length, count = length + len(block), count + block.count(b"\n")
        self.files[name] = {"sha256": digest.hexdigest(), "bytes": length}
        return count

    def close_with(self, manifest: dict[str, Value]) -> None:
        """Write the manifest, which names every file but itself."""
        self._zip.writestr(self._entry(MANIFEST), canonical({**manifest, "files": self.files}))

    def _entry(self, name: str, how: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, date_time=self._date)
        entry.compress_type = how
        entry._compresslevel = LEVEL  # type: ignore[attr-defined]  # public from Python 3.13 on
        entry.external_attr = 0o644 << 16
        return entry


def together(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Parts in blocks."""
    held: list[bytes] = []
    length = 0
    for part in parts:
        held.append(part)
        length += len(part)
        if length >= BLOCK_BYTES:
            yield b"".join(held)
            held, length = [], 0
    if held:
        yield b"".join(held)
