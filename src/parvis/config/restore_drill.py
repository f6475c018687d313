"""Restore a backup for trial, in a server of its own that then vanishes; the public log tells how it went."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

import click
import psycopg
from django.db import transaction

from parvis.config.backup_archive import Manifest, Reader
from parvis.config.postgres import Server
from parvis.config.restore import Told, check_server, fill


@dataclass(frozen=True, slots=True)
class Drill:
    """What a drill found."""

    rows: int
    size: int
    seconds: int


def drill(archive: Reader, *, home: Path, told: Told) -> Drill:
    """Restore, verify, measure, and write the leaf. ClickException when the backup could not be restored."""
    started = time.monotonic()
    manifest = archive.manifest
    _check_history(manifest)
    with _throwaway(home / "drill") as address:
        with psycopg.connect(address) as connection:
            check_server(connection.info.server_version // 10000, manifest)
        fill(archive, address, told=told)
    size = manifest.ledger.size if manifest.ledger else 0
    found = Drill(sum(manifest.rows.values()), size, round(time.monotonic() - started))
    _tell(found, manifest)
    return found


def _check_history(manifest: Manifest) -> None:
    """The log of the backup must be the beginning of the one that runs: else it is another installation's."""
    from parvis.ledger.models import Checkpoint

    ledger = manifest.ledger
    if ledger is None or ledger.size == 0:
        return
    if not Checkpoint.objects.filter(size=ledger.size, root=bytes.fromhex(ledger.root)).exists():
        raise click.ClickException(_("The log of this backup is not the beginning of the one of this site."))


@contextmanager
def _throwaway(home: Path) -> Iterator[str]:
    """A private server, removed at the end; what a killed drill left is removed at the beginning."""
    if home.exists():
        _remove(home)
    home.mkdir(parents=True)
    server = Server(home, durable=False)
    try:
        yield server.join()
    finally:
        server.leave()
        _remove(home)


def _remove(home: Path) -> None:
    """Its data may lie elsewhere, when the server runs as somebody else."""
    site = home / "postgres" / "cluster"
    if (site.resolve() / "data" / "PG_VERSION").is_file():
        server = Server(home, durable=False)
        server.join()
        server.leave()
    shutil.rmtree(site.resolve(), ignore_errors=True)
    shutil.rmtree(home)


def _tell(found: Drill, manifest: Manifest) -> None:
    from parvis.ledger.domain.append import LOG_SPACE, Entry, append
    from parvis.ledger.enums import LeafKind

    public = {
        "made_at": manifest.made_at,
        "bytes": manifest.bytes,
        "rows": found.rows,
        "size": found.size,
        "seconds": found.seconds,
    }
    with transaction.atomic():
        append(Entry(kind=LeafKind.BACKUP_VERIFIED, space=LOG_SPACE, public=public))
