"""`parvis backup`: the whole installation in one file."""

import json
import re
import time
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parvis.config.commands.outputs import fingerprint, replacing
from parvis.config.commands.progress import Progress
from parvis.config.commands.setup import find_database

if TYPE_CHECKING:
    from parvis.config.backup_archive import Manifest

NAME = "parvis-%Y%m%dT%H%M%SZ.zip"
OURS = re.compile(r"parvis-\d{8}T\d{6}Z\.zip")


def build() -> click.Command:
    """Build the command."""
    return click.Command(
        "backup",
        short_help=_("Write the whole installation to one file."),
        callback=run,
        params=[
            click.Option(
                ["--to"],
                type=click.Path(path_type=Path),
                required=True,
                metavar="PATH",
                help=_("File to write, or a folder that exists: the file then has the date for its name."),
            ),
            click.Option(
                ["--keep"],
                type=click.IntRange(min=1),
                metavar="N",
                help=_("Keep the last N backups of the folder, this one included, and remove older ones."),
            ),
            click.Option(
                ["--with-key"],
                is_flag=True,
                help=_("Add the keys that sign the public log. Keep such a file as you keep a key."),
            ),
            click.Option(["--json", "only_json"], is_flag=True, help=_("Print figures as JSON.")),
        ],
        help=_(
            "Write the database and the uploaded files to one file, while the site runs.\n\n"
            "The file holds all that people entrusted to the site, addresses and votes included: it is "
            "readable by its owner alone; keep it so, on another machine. The keys that sign the public log "
            "are left out unless --with-key is given: whoever has both could rewrite the history and sign it "
            "anew. Keep them apart.\n\n"
            "parvis restore --drill FILE proves that the file can be restored."
        ),
    )


def run(to: Path, keep: int | None, with_key: bool, only_json: bool) -> None:
    """Write the backup, then say what it holds."""
    target = to / time.strftime(NAME, time.gmtime()) if to.is_dir() else to
    if keep is not None and target == to:
        raise click.UsageError(_("--keep goes with a folder."))
    if not target.absolute().parent.is_dir():
        raise click.UsageError(_("There is no folder {path}.").format(path=target.absolute().parent))
    find_database()
    import django

    django.setup()
    manifest = _write(target, with_key)
    removed = _prune(to, keep) if keep is not None else 0
    figures = _figures(target, manifest) | {"removed": removed}
    click.echo(json.dumps(figures) if only_json else _outcome(target, manifest, removed))


def _write(target: Path, with_key: bool) -> "Manifest":
    from django.db import OperationalError

    from parvis.config.backup import write_backup

    told = Progress({"database": _("Database"), "media": _("Uploaded files")})
    try:
        with replacing([target]) as partial:
            return write_backup(partial[target], with_key=with_key, told=told)
    except OperationalError as error:
        message = _("The database does not answer: {error}").format(error=error)
        raise click.ClickException(message) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(_("Nothing was written: {reason}.").format(reason=reason)) from error
    finally:
        told.end()


def _prune(folder: Path, keep: int) -> int:
    """Remove what is older than the last `keep`; files with other names are not ours."""
    found = sorted((path for path in folder.iterdir() if OURS.fullmatch(path.name)), reverse=True)
    for path in found[keep:]:
        path.unlink()
    return len(found[keep:])


def _figures(target: Path, manifest: "Manifest") -> dict[str, object]:
    return {
        "path": str(target),
        "bytes": target.stat().st_size,
        "sha256": fingerprint(target),
        "rows": sum(manifest.rows.values()),
        "files": len(manifest.files) - 1,
        "ledger_size": manifest.ledger.size if manifest.ledger else None,
    }


def _outcome(target: Path, manifest: "Manifest", removed: int) -> str:
    rows, files = sum(manifest.rows.values()), len(manifest.files) - 1
    lines = [
        _("Written to {path}: {size}.").format(path=target, size=words_of_size(target.stat().st_size)),
        ngettext("{count} row of the database", "{count} rows of the database", rows).format(count=rows),
        ngettext("{count} file", "{count} files", files).format(count=files),
    ]
    if manifest.ledger:
        lines.append(_("Public log of {size} lines").format(size=manifest.ledger.size))
    if removed:
        message = ngettext("{count} older backup removed", "{count} older backups removed", removed)
        lines.append(message.format(count=removed))
    return "\n  ".join(lines)


def words_of_size(size: int) -> str:
    """Bytes, in the unit that a person would choose."""
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size = round(size / 1000) if unit != "MB" else size
    return f"{size / 1000:.3g} GB"
