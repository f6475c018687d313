"""Write a backup: what the database was at one moment, the media, and what the public log was just then."""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from parvis.config.backup_archive import DUMP, KEYS, MEDIA, LedgerState, Manifest, Writer, blocks_of
from parvis.config.backup_programs import Program, find_program, parameters, running
from parvis.merkle.tree import Head

Told = Callable[[str, float], None]

TABLES = """
SELECT schemaname, relname, pg_table_size(relid) FROM pg_stat_user_tables ORDER BY schemaname, relname
"""
DUMPING = re.compile(r'dumping contents of table "(.*)"')


@dataclass(frozen=True, slots=True)
class Table:
    """One table, and about how many bytes it takes."""

    schema: str
    name: str
    size: int

    @property
    def label(self) -> str:
        return f"{self.schema}.{self.name}"


@dataclass(frozen=True, slots=True)
class Moment:
    """What the database is in one snapshot, which other connections can share by its name."""

    snapshot: str
    server: int
    tables: list[Table]
    rows: dict[str, int]
    migrations: list[str]
    ledger: LedgerState | None


def write_backup(path: Path, *, with_key: bool, told: Told) -> Manifest:
    """Write a backup to `path`, readable by its owner alone, and to the disk before it returns."""
    made_at = int(time.time())
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        writer = Writer(stream)
        with _one_moment() as moment:
            program = find_program("pg_dump", at_least=moment.server)
            writer.add(DUMP, _dump(program, moment, told))
        _add_folder(writer, MEDIA, settings.MEDIA_ROOT, lambda done: told("media", done))
        if with_key:
            _add_folder(writer, KEYS, settings.LEDGER_KEYS, lambda _done: None)
        manifest = Manifest(
            made_at=made_at,
            software=version("parvis"),
            server=moment.server,
            program=program.version,
            migrations=moment.migrations,
            rows=moment.rows,
            ledger=moment.ledger,
            files=writer.files,
        )
        writer.close(manifest)
        stream.flush()
        os.fsync(stream.fileno())
    return manifest


@contextmanager
def _one_moment() -> Iterator[Moment]:
    """Hold one snapshot of the database for the dump and for all that the manifest says of it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version_num')::int / 10000")
        snapshot, server = cursor.fetchone()
        cursor.execute(TABLES)
        tables = [Table(*row) for row in cursor.fetchall()]
        rows = {table.label: _count(table) for table in tables}
        yield Moment(snapshot, server, tables, rows, _migrations(), _ledger(tables))


def _count(table: Table) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table.schema, table.name)))
        return int(cursor.fetchone()[0])


def _migrations() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations')")
        if cursor.fetchone()[0] is None:
            return []
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


def _ledger(tables: list[Table]) -> LedgerState | None:
    """The log in this snapshot; None when the database was not yet brought up to it."""
    from parvis.ledger.models import Checkpoint

    if Checkpoint._meta.db_table not in {table.name for table in tables}:
        return None
    last = Checkpoint.objects.order_by("-size").values_list("size", "root", "note").first()
    if last is None:
        return LedgerState(0, Head().root().hex(), "")
    return LedgerState(last[0], bytes(last[1]).hex(), last[2])


def _dump(program: Program, moment: Moment, told: Told) -> Iterator[bytes]:
    done = _Done({table.label: table.size for table in moment.tables}, told)
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment.snapshot}"]
    found = parameters(os.environ["DATABASE_URL"])
    with running(program, options, to=found, listener=done) as process:
        yield from blocks_of(process.output)
    told("database", 1)


class _Done:
    """How much is dumped, by the size of the tables that are begun."""

    def __init__(self, sizes: dict[str, int], told: Told) -> None:
        self._sizes, self._told = sizes, told
        self._total, self._done = max(1, sum(sizes.values())), 0
        told("database", 0)

    def __call__(self, line: str) -> None:
        found = DUMPING.search(line)
        if found:
            self._told("database", min(self._done / self._total, 0.99))
            self._done += self._sizes.get(found[1], 0)


def _add_folder(writer: Writer, prefix: str, folder: Path, told: Callable[[float], None]) -> None:
    """Add what is below a folder. A file that vanishes meanwhile was removed by somebody: it is left out."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    total, done = max(1, sum(path.stat().st_size for path in paths)), 0
    told(0)
    for path in paths:
        stream = _open(path)
        if stream is None:
            continue
        with stream:
            writer.add(f"{prefix}{path.relative_to(folder).as_posix()}", blocks_of(stream))
            done += stream.tell()
        told(done / total)
    told(1)


def _open(path: Path) -> IO[bytes] | None:
    try:
        return path.open("rb")
    except FileNotFoundError:
        return None
