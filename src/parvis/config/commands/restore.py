"""`parvis restore`: an installation as a backup holds it, or the proof that it could be."""

import json
import os
import time
from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click
import psycopg

from parvis.config.backup_archive import MEDIA, Manifest, Reader, reading
from parvis.config.backup_programs import parameters
from parvis.config.commands.progress import Progress
from parvis.config.commands.setup import find_database

if TYPE_CHECKING:
    from parvis.config.restore import Target


def build() -> click.Command:
    """Build the command."""
    return click.Command(
        "restore",
        short_help=_("Restore an installation from a backup, or try to."),
        callback=run,
        params=[
            click.Argument(["file"], type=click.Path(path_type=Path, dir_okay=False), metavar="FILE"),
            click.Option(
                ["--into"],
                metavar="ADDRESS",
                help=_(
                    "Database to restore into, written as DATABASE_URL is. By default, that of this site."
                ),
            ),
            click.Option(
                ["--replace"],
                is_flag=True,
                help=_("Put the backup in the place of what is there, which is lost."),
            ),
            click.Option(
                ["--drill"],
                is_flag=True,
                help=_("Restore for trial in a database that is then removed, and say so in the public log."),
            ),
            click.Option(["--json", "only_json"], is_flag=True, help=_("Print figures as JSON.")),
        ],
        help=_(
            "Restore an installation from FILE, written by parvis backup.\n\n"
            "All hashes are checked before anything is touched. The database is then restored, brought up to "
            "date, and its public log verified; on failure, what was there before is there still. With "
            "--replace, the role needs the right to create databases. Stop the site first.\n\n"
            "--drill touches nothing of the site: run it every month."
        ),
    )


def run(file: Path, into: str | None, replace: bool, drill: bool, only_json: bool) -> None:
    """Restore, then say how it went; exit status 1 when it did not."""
    if not file.is_file():
        raise click.UsageError(_("There is nothing at {path}.").format(path=file))
    if drill and (replace or into):
        raise click.UsageError(
            _("--drill has a database of its own: neither --into nor --replace goes with it.")
        )
    if into:
        parameters(into)
        os.environ["DATABASE_URL"] = into
    told = Progress(
        {"check": _("Checking the file"), "database": _("Database"), "verify": _("Verifying the log")}
    )
    with reading(file) as archive:
        try:
            archive.check(lambda done: told("check", done))
            figures, lines = _drill(archive, told) if drill else _restore(archive, replace, told)
        except psycopg.Error as error:
            message = _("The database refuses: {error}").format(error=str(error).strip())
            raise click.ClickException(message) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise click.ClickException(_("Nothing was restored: {reason}.").format(reason=reason)) from error
        finally:
            told.end()
    click.echo(json.dumps(figures) if only_json else "\n".join(lines))


def _restore(archive: Reader, replace: bool, told: Progress) -> tuple[dict[str, object], list[str]]:
    _set_up(archive.manifest)
    from django.conf import settings

    from parvis.config.restore import check_target, look_at, restore
    from parvis.config.restore_outside import restore_keys, tell_history

    target = look_at(os.environ["DATABASE_URL"])
    check_target(target, archive.manifest, media=settings.MEDIA_ROOT, replace=replace)
    seconds = _timed(lambda: restore(archive, target, media=settings.MEDIA_ROOT, told=told))
    restore_keys(archive)
    history = tell_history()
    figures = _figures(archive.manifest, seconds)
    return figures | {"history": history}, [_outcome(target, archive, seconds), *history]


def _drill(archive: Reader, told: Progress) -> tuple[dict[str, object], list[str]]:
    from parvis.config.home import find_home

    _set_up(archive.manifest)
    from parvis.config.restore_drill import drill

    found = drill(archive, home=find_home(), told=told)
    message = _(
        "This backup can be restored: {rows} rows, and a public log of {size} lines whose fingerprint is the "
        "signed one. Restored and verified in {seconds} s. The public log says so."
    )
    line = message.format(rows=found.rows, size=found.size, seconds=found.seconds)
    return _figures(archive.manifest, found.seconds), [line]


def _set_up(manifest: Manifest) -> None:
    """Load Django without touching the database; refuse a backup made by a newer Parvis."""
    find_database()
    import django
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader

    django.setup()
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("parvis.")}
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if any(name not in known for name in manifest.migrations if name.partition(".")[0] in ours):
        message = _(
            "This backup was made by Parvis {version}, newer than this one: install that version first."
        )
        raise click.ClickException(message.format(version=manifest.software))


def _timed(work: Callable[[], None]) -> int:
    started = time.monotonic()
    work()
    return round(time.monotonic() - started)


def _figures(manifest: Manifest, seconds: int) -> dict[str, object]:
    return {
        "made_at": manifest.made_at,
        "rows": sum(manifest.rows.values()),
        "files": len(manifest.files) - 1,
        "ledger_size": manifest.ledger.size if manifest.ledger else None,
        "seconds": seconds,
    }


def _outcome(target: "Target", archive: Reader, seconds: int) -> str:
    message = _("Restored into {name} in {seconds} s: {rows} rows, {files} uploaded files.")
    rows = sum(archive.manifest.rows.values())
    files = len(archive.names(MEDIA))
    return message.format(name=target.name, seconds=seconds, rows=rows, files=files)
