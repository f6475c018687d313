"""Reads the zip: piece by piece, never more than it may, and nothing is written anywhere."""

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TypeVar

from parvis.merkle.verifier.findings import Unreadable

Read = TypeVar("Read")

MOST_BYTES = 2 * 10**9
MOST_FILES = 1_000
MOST_DIRECTORY_BYTES = 1_000_000
MOST_LINE_BYTES = 1_000_000
MOST_WHOLE_BYTES = 16_000_000
BLOCK_BYTES = 1 << 18
NEWLINE = 10
END_RECORD = struct.Struct("<4s4H2LH")
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    MemoryError,
    struct.error,
)


class Archive:
    """The files of an export, each read once, with its fingerprint on the way."""

    def __init__(self, path: Path) -> None:
        try:
            _check_end(path)
            self._zip = zipfile.ZipFile(path)
        except BROKEN:
            raise Unreadable("not_a_zip", name=path.name) from None
        entries = self._zip.infolist()
        _check_entries(entries)
        self.names = [entry.filename for entry in entries if not entry.is_dir()]
        self._digests = {name: hashlib.sha256() for name in self.names}
        self._sizes: dict[str, int] = {}
        self._left = MOST_BYTES

    def close(self) -> None:
        """Let the file go."""
        self._zip.close()

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a file, without their ends; only a file that is cut lacks one."""
        with self._open(name) as stream:
            try:
                while line := stream.readline(MOST_LINE_BYTES):
                    if line[-1] != NEWLINE:
                        raise Unreadable("line_cut", name=name)
                    yield line[:-1]
            except BROKEN:
                raise Unreadable("file_broken", name=name) from None

    def whole(self, name: str) -> bytes:
        """A short file, in one piece."""
        with self._open(name) as stream:
            data = _guarded(name, lambda: stream.read(MOST_WHOLE_BYTES + 1))
        if len(data) > MOST_WHOLE_BYTES:
            raise Unreadable("too_big", name=name)
        return data

    def fingerprint(self, name: str) -> tuple[str, int]:
        """SHA-256 and length of a file, read now if it was not before."""
        if name not in self._sizes:
            with self._open(name) as stream:
                while _guarded(name, lambda: stream.read(BLOCK_BYTES)):
                    pass
        return self._digests[name].hexdigest(), self._sizes[name]

    def _open(self, name: str) -> io.BufferedReader:
        if name not in self._digests:
            raise Unreadable("file_missing", name=name)
        self._sizes[name] = 0
        stream = _guarded(name, lambda: self._zip.open(name))
        return io.BufferedReader(_Counted(stream, lambda data: self._count(name, data)), BLOCK_BYTES)

    def _count(self, name: str, data: bytes) -> None:
        self._digests[name].update(data)
        self._sizes[name] += len(data)
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable("too_big", name=name)


class _Counted(io.RawIOBase):
    """Passes on what it reads, block after block, and tells it."""

    def __init__(self, stream: IO[bytes], tell: Callable[[bytes], None]) -> None:
        super().__init__()
        self._stream, self._tell = stream, tell

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._tell(data)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _guarded(name: str, act: Callable[[], Read]) -> Read:
    """Do what reads, and say in words what a broken file does."""
    try:
        return act()
    except BROKEN:
        raise Unreadable("file_broken", name=name) from None


def _check_end(path: Path) -> None:
    """Refuse a file or a list of names too long to be held, before anything is held."""
    with path.open("rb") as stream:
        size = stream.seek(0, io.SEEK_END)
        if size > MOST_BYTES:
            raise Unreadable("too_big", name=path.name)
        stream.seek(max(0, size - END_RECORD.size - 65_535))
        end = stream.read()
    place = end.rfind(b"PK\x05\x06")
    if place < 0:
        raise ValueError("no end record")
    if END_RECORD.unpack_from(end, place)[5] > MOST_DIRECTORY_BYTES:
        raise Unreadable("too_big", name=path.name)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Unreadable("too_big", name="zip")
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename.removesuffix("/")
        if not _is_plain(name):
            raise Unreadable("name_refused", name=name)
        if name.casefold() in seen:
            raise Unreadable("name_twice", name=name)
        if entry.flag_bits & 1 or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Unreadable("file_broken", name=name)
        seen.add(name.casefold())


def _is_plain(name: str) -> bool:
    """Whether a name stays below the folder where somebody would unpack it."""
    parts = name.split("/")
    return name.isprintable() and not set(name) & set("\\:") and not {"", ".", ".."} & set(parts)
