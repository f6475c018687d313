"""`parvis verify`: whether an export is what the log holds; no server, no database."""

from gettext import gettext as _
from pathlib import Path

import click

from parvis.config.speech import spoken_language
from parvis.merkle.verifier.command import WrongUse, read_given_files, run_check


def build() -> click.Command:
    """Build the command."""
    files = click.Path(path_type=Path)
    return click.Command(
        "verify",
        short_help=_("Check that an export is what the public log holds."),
        callback=run,
        params=[
            click.Argument(["export"], type=files, metavar="EXPORT.zip"),
            click.Option(
                ["--vkey"],
                multiple=True,
                metavar="KEY",
                help=_("Key that you expect, taken elsewhere than in the export. May be repeated."),
            ),
            click.Option(
                ["--receipt"],
                multiple=True,
                type=files,
                metavar="FILE",
                help=_("Receipt to look for in the log. May be repeated."),
            ),
            click.Option(
                ["--since"],
                multiple=True,
                type=files,
                metavar="FILE",
                help=_("Older checkpoint that you kept: the log must extend it. May be repeated."),
            ),
            click.Option(["--json", "as_json"], is_flag=True, help=_("Print the report as JSON.")),
        ],
        help=_(
            "Check that an export is what the public log holds: that nothing is missing, altered or slipped "
            "in.\n\n"
            "The same check as that of the file verify.py inside every export, without any server. The exit "
            "status is 0 when the export is sound, 1 when it is not or cannot be read, 2 when the command "
            "makes no sense."
        ),
    )


def run(
    export: Path, vkey: tuple[str, ...], receipt: tuple[Path, ...], since: tuple[Path, ...], as_json: bool
) -> None:
    """Check, print the report, and leave with its status."""
    lang = spoken_language()
    try:
        given = read_given_files(vkey, receipt, since, lang)
    except WrongUse as error:
        raise click.UsageError(str(error)) from error
    if not export.is_file():
        raise click.UsageError(_("There is nothing at {path}.").format(path=export))
    status, text = run_check(export, given, lang=lang, as_json=as_json)
    click.echo(text, nl=False)
    raise SystemExit(status)
