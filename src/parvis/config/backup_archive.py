"""The file of a backup: a zip with a manifest, the dump of the database, the media, the keys if asked."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from gettext import gettext as _
from pathlib import Path, PurePosixPath
from typing import IO, Any

import click

FORMAT = "parvis-backup/1"
MANIFEST = "manifest.json"
DUMP = "database.dump"
MEDIA = "media/"
KEYS = "ledger-keys/"
BLOCK = 1 << 20
MOST_MANIFEST = 50_000_000


@dataclass(frozen=True, slots=True)
class LedgerState:
    """The public log as it was signed last: how many leaves, the hash of them all (hexadecimal), the note."""

    size: int
    root: str
    note: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `server` and `program` are major versions of PostgreSQL, `rows` counts each table.

    `ledger` is None when the database is older than the log.
    """

    made_at: int
    software: str
    server: int
    program: int
    migrations: list[str]
    rows: dict[str, int]
    ledger: LedgerState | None
    files: dict[str, dict[str, Any]]
    format: str = FORMAT

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @property
    def bytes(self) -> int:
        """All files together."""
        return sum(int(facts["bytes"]) for facts in self.files.values())


class Writer:
    """Adds files to a new archive, and keeps the size and the hash of each."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED)
        self.files: dict[str, dict[str, Any]] = {}

    def add(self, name: str, blocks: Iterator[bytes]) -> None:
        """Add a file, from the blocks that make it."""
        hashed, size = hashlib.sha256(), 0
        with self._zip.open(name, "w", force_zip64=True) as member:
            for block in blocks:
                hashed.update(block)
                size += len(block)
                member.write(block)
        self.files[name] = {"sha256": hashed.hexdigest(), "bytes": size}

    def close(self, manifest: Manifest) -> None:
        """End with the manifest, which knows all the rest."""
        self._zip.writestr(MANIFEST, manifest.to_json())
        self._zip.close()


def blocks_of(stream: IO[bytes]) -> Iterator[bytes]:
    while block := stream.read(BLOCK):
        yield block


@dataclass(frozen=True, slots=True)
class Reader:
    """An archive whose manifest was read; `check` says whether the rest is what the manifest tells."""

    manifest: Manifest
    _zip: zipfile.ZipFile

    def check(self, told: Callable[[float], None]) -> None:
        """Hash every file. ClickException names the first that is missing, added or altered."""
        names = {name for name in self._zip.namelist() if name != MANIFEST}
        for name in sorted(names ^ self.manifest.files.keys()):
            raise click.ClickException(_("The backup is damaged: {name}.").format(name=name))
        done, total = 0, max(1, self.manifest.bytes)
        for name, facts in self.manifest.files.items():
            if not _is_safe(name) or self._hash(name) != facts["sha256"]:
                raise click.ClickException(_("The backup is damaged: {name}.").format(name=name))
            done += int(facts["bytes"])
            told(done / total)

    def open(self, name: str) -> IO[bytes]:
        return self._zip.open(name)

    def extract(self, prefix: str, folder: Path) -> None:
        """Write the files below `prefix` into `folder`."""
        for name in self.names(prefix):
            path = folder / name.removeprefix(prefix)
            path.parent.mkdir(parents=True, exist_ok=True)
            with self.open(name) as stream, path.open("wb") as target:
                for block in blocks_of(stream):
                    target.write(block)

    def names(self, prefix: str) -> list[str]:
        return [name for name in self.manifest.files if name.startswith(prefix)]

    def _hash(self, name: str) -> str:
        hashed = hashlib.sha256()
        try:
            with self._zip.open(name) as stream:
                for block in blocks_of(stream):
                    hashed.update(block)
        except zipfile.BadZipFile:
            return ""
        return hashed.hexdigest()


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """Open a backup. ClickException when it is none."""
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise click.ClickException(_("{path} is not a backup, or is not whole.").format(path=path)) from error
    with archive:
        yield Reader(_read_manifest(archive, path), archive)


def _read_manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        if archive.getinfo(MANIFEST).file_size > MOST_MANIFEST:
            raise ValueError
        found = json.loads(archive.read(MANIFEST))
        ledger = found.pop("ledger")
        manifest = Manifest(ledger=LedgerState(**ledger) if ledger else None, **found)
        if manifest.format != FORMAT or DUMP not in manifest.files:
            raise ValueError
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise click.ClickException(_("{path} is not a backup, or is not whole.").format(path=path)) from error
    return manifest


def _is_safe(name: str) -> bool:
    """Whether a name stays in its folder once extracted."""
    parts = PurePosixPath(name).parts
    return name == DUMP or (
        name.startswith((MEDIA, KEYS)) and ".." not in parts and "\\" not in name and not name.endswith("/")
    )
