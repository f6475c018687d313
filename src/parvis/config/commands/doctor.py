"""`parvis doctor`: what an installation needs, what lacks, and what to do about it."""

import json
from dataclasses import asdict
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parvis.config.commands.setup import find_database
from parvis.config.speech import spoken_language

if TYPE_CHECKING:
    from parvis.config.doctor import Finding


def build() -> click.Command:
    """Build the command."""
    return click.Command(
        "doctor",
        short_help=_("Look at what an installation needs, and say what lacks."),
        callback=run,
        params=[
            click.Option(
                ["--backups"],
                type=click.Path(path_type=Path, exists=True, file_okay=False),
                metavar="FOLDER",
                help=_("Folder where backups are kept."),
            ),
            click.Option(["--json", "as_json"], is_flag=True, help=_("Print what was found as JSON.")),
        ],
        help=_(
            "Look at what an installation needs, say what lacks and how to mend it. Nothing is changed.\n\n"
            "Address, proxies, disk, backups, mail, PostgreSQL, migrations, workers, public log, retention, "
            "first organiser, legal pages. The exit status is 0 when all that people need works, 1 when "
            "something does not."
        ),
    )


def run(backups: Path | None, as_json: bool) -> None:
    """Print each finding as it comes, then the sum; leave with 1 when something is broken."""
    find_database()
    import django
    from django.utils import translation

    django.setup()
    from parvis.config.doctor import Level, examine

    found = []
    with translation.override(spoken_language()):
        for finding in examine(backups=backups):
            found.append(finding)
            if not as_json:
                click.echo(_line(finding))
    broken = sum(finding.level == Level.BROKEN for finding in found)
    if as_json:
        told = [asdict(finding) | {"level": finding.level.name.lower()} for finding in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        click.echo(_sum(found, broken))
    raise SystemExit(1 if broken else 0)


def _line(finding: "Finding") -> str:
    """The level as a word, since a colour or a sign says nothing to everybody."""
    level = (_("well"), _("to see"), _("BROKEN"))[finding.level]
    advice = f"\n{'':11}{finding.advice}" if finding.advice else ""
    return f"{level:>9}  {finding.said}{advice}"


def _sum(found: "list[Finding]", broken: int) -> str:
    lacking = sum(finding.level > 0 for finding in found)
    if not lacking:
        return "\n" + _("All is well.")
    told = ngettext("{count} thing to look at", "{count} things to look at", lacking).format(count=lacking)
    return f"\n{told}, " + ngettext(
        "of which {count} keeps the site from working.",
        "of which {count} keep the site from working.",
        broken,
    ).format(count=broken)
