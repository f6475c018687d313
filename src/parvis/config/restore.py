"""Restore a backup: into an empty database, or beside a full one that it then replaces; all or nothing."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import Any, LiteralString

import click
import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from parvis.config.backup_archive import DUMP, MEDIA, Manifest, Reader, blocks_of
from parvis.config.backup_programs import address_of, find_program, parameters, running

Told = Callable[[str, float], None]

HELD: LiteralString = """
SELECT count(*) FROM pg_class held JOIN pg_namespace place ON place.oid = held.relnamespace
WHERE held.relkind IN ('r', 'p', 'v', 'm', 'S') AND place.nspname !~ '^(pg_|information_schema$)'
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = held.oid AND deptype = 'e')
"""
OTHERS: LiteralString = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
LOCALE: LiteralString = """
SELECT datcollate, datctype FROM pg_database WHERE datname = current_database() AND datlocprovider = 'c'
"""
EMPTY: LiteralString = """
DROP SCHEMA public CASCADE; CREATE SCHEMA public; ALTER SCHEMA public OWNER TO pg_database_owner
"""


@dataclass(frozen=True, slots=True)
class Target:
    """A database to restore into, as it is before."""

    address: str
    server: int
    is_empty: bool
    others: int
    locale: tuple[str, str] | None

    @property
    def name(self) -> str:
        return parameters(self.address)["dbname"]


def look_at(address: str) -> Target:
    """Raises psycopg.OperationalError when the database does not answer."""
    with connect(address) as connection:
        held, others = (connection.execute(query).fetchone() or (0,) for query in (HELD, OTHERS))
        locale = connection.execute(LOCALE).fetchone()
        server = connection.info.server_version // 10000
        return Target(address, server, held[0] == 0, others[0], locale)


def connect(address: str) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(make_conninfo(**parameters(address)), autocommit=True)


def check_target(target: Target, manifest: Manifest, *, media: Path, replace: bool) -> None:
    """Refuse, before anything is touched, what could not end well."""
    check_server(target.server, manifest)
    if target.others:
        message = _("The database {name} is in use: stop the site first.")
        raise click.ClickException(message.format(name=target.name))
    if not replace and not target.is_empty:
        message = _("The database {name} is not empty. --replace puts the backup in its place.")
        raise click.ClickException(message.format(name=target.name))
    if not replace and media.is_dir() and any(media.iterdir()):
        message = _("The folder {path} is not empty. --replace puts the files of the backup in its place.")
        raise click.ClickException(message.format(path=media))


def check_server(server: int, manifest: Manifest) -> None:
    """An older server does not understand what a newer program wrote."""
    if server < manifest.program:
        message = _("This backup was written by PostgreSQL {version}: a server {version} or newer is needed.")
        raise click.ClickException(message.format(version=manifest.program))


def restore(archive: Reader, target: Target, *, media: Path, told: Told) -> None:
    """Put database and media in place, verified; nothing of them stays when it fails."""
    with _beside(media) as files:
        archive.extract(MEDIA, files)
        with _filled(target) as address:
            fill(archive, address, told=told)
        _take_place(files, media)


@contextmanager
def _filled(target: Target) -> Iterator[str]:
    """The address to fill: of the target if it is empty, else of another database that takes its place."""
    if not target.is_empty:
        with _database_beside(target) as address:
            yield address
        return
    try:
        yield target.address
    except BaseException:
        with connect(target.address) as connection:
            connection.execute(EMPTY)
        raise


@contextmanager
def _database_beside(target: Target) -> Iterator[str]:
    name, side = sql.Identifier(target.name), sql.Identifier(f"{target.name}_restored")
    former = sql.Identifier(f"{target.name}_former")
    with connect(address_of("postgres", beside=target.address)) as connection:
        for leftover in (side, former):
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(leftover))
        connection.execute(_creation(side, target.locale))
        try:
            yield address_of(f"{target.name}_restored", beside=target.address)
            with connection.transaction():
                rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                connection.execute(rename.format(name, former))
                connection.execute(rename.format(side, name))
        except BaseException:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(side))
            raise
        with suppress(psycopg.Error):
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(former))


def _creation(name: sql.Identifier, locale: tuple[str, str] | None) -> sql.Composed:
    made = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(name)
    if locale is None:
        return made
    return made + sql.SQL(" LC_COLLATE {} LC_CTYPE {}").format(*map(sql.Literal, locale))


def fill(archive: Reader, address: str, *, told: Told) -> None:
    """Load the dump into an empty database, bring it up to date and verify it. Raises ClickException."""
    manifest = archive.manifest
    load(archive, address, told)
    _check_rows(address, manifest)
    told("verify", 0)
    check_ledger(_examine(address), manifest)
    told("verify", 1)


def load(archive: Reader, address: str, told: Told) -> None:
    """One transaction: the whole dump, or nothing."""
    manifest, found = archive.manifest, parameters(address)
    server = look_at(address).server
    program = find_program("pg_restore", at_least=max(manifest.program, server))
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    options.append(f"--dbname={make_conninfo(dbname=found['dbname'])}")
    total, done = max(1, int(manifest.files[DUMP]["bytes"])), 0
    told("database", 0)
    loading = running(program, options, to=found, listener=lambda _line: None)
    with loading as process, archive.open(DUMP) as stream:
        for block in blocks_of(stream):
            process.input.write(block)
            done += len(block)
            told("database", min(done / total, 0.99))
    with connect(address) as connection:
        _raise_fence(connection)
        connection.execute("ANALYZE")
    told("database", 1)


def _raise_fence(connection: psycopg.Connection[tuple[Any, ...]]) -> None:
    """Rights name roles, which differ between machines: those of the log are taken away anew."""
    from parvis.ledger.fence import FENCED

    for table in FENCED:
        if connection.execute("SELECT to_regclass(%s)", [table]).fetchone() != (None,):
            revoke = sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM PUBLIC, CURRENT_USER")
            connection.execute(revoke.format(sql.Identifier(table)))


def _check_rows(address: str, manifest: Manifest) -> None:
    with connect(address) as connection:
        for label, expected in manifest.rows.items():
            schema, _dot, table = label.partition(".")
            query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
            found = (connection.execute(query).fetchone() or (0,))[0]
            if found != expected:
                message = _("{table} has {found} rows once restored, and had {expected}.")
                raise click.ClickException(message.format(table=label, found=found, expected=expected))


def _examine(address: str) -> dict[str, Any]:
    """What `restore_check` says of the database, brought up to date; its home and its places are not ours."""
    with tempfile.TemporaryDirectory() as home:
        environment = {"DATABASE_URL": address, "PARVIS_HOME": home, "PARVIS_LEDGER_PUSH": ""}
        done = subprocess.run(
            [sys.executable, "-m", "parvis.config.restore_check"],
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["?"]
        message = _("The restored database cannot be brought up to date: {reason}")
        raise click.ClickException(message.format(reason=reason[0]))
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def check_ledger(found: Mapping[str, Any], manifest: Manifest) -> None:
    """The log must be that of the manifest, and its leaves must give every root that was signed."""
    if not found["holds"]:
        raise click.ClickException(
            _("The log of this backup does not give the fingerprints that were signed.")
        )
    if manifest.ledger is None:
        return
    if (found["size"], found["root"]) != (manifest.ledger.size, manifest.ledger.root):
        raise click.ClickException(_("The log of this backup is not the one that its manifest tells of."))


@contextmanager
def _beside(media: Path) -> Iterator[Path]:
    """A folder next to the media, gone at the end unless it took their place."""
    folder = media.with_name(f".{media.name}.restoring")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _take_place(files: Path, media: Path) -> None:
    former = media.with_name(f".{media.name}.former")
    shutil.rmtree(former, ignore_errors=True)
    if media.exists():
        media.rename(former)
    files.rename(media)
    shutil.rmtree(former, ignore_errors=True)
