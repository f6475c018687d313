"""`parvis import`: past consultations, from the files in which they were published."""

import json
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parvis.config.commands.progress import Progress
from parvis.config.commands.setup import set_up_django

if TYPE_CHECKING:
    from parvis.opendata.imports.run import ImportReport


def build() -> click.Command:
    """Build the command."""
    return click.Command(
        "import",
        short_help=_("Import a past consultation from its published files."),
        callback=run,
        params=[
            click.Argument(["format_name"], metavar="FORMAT"),
            click.Argument(["path"], type=click.Path(path_type=Path)),
            click.Option(
                ["--consultation"],
                metavar="SLUG",
                help=_("Last part of the consultation's address. By default, chosen from the files."),
            ),
            click.Option(["--json", "only_json"], is_flag=True, help=_("Print the JSON line only.")),
        ],
        help=_(
            "Import the files of a past consultation from the folder PATH.\n\n"
            "Formats: cap-collectif, consul, decidim, grand-debat, polis, republique-numerique. "
            "All or nothing: with one damaged row, nothing is imported and each refused row is named with "
            "its line. Importing the same files again changes nothing.\n\n"
            "The last line printed is JSON: contributions, arguments, votes, participants, refused."
        ),
    )


def run(format_name: str, path: Path, consultation: str | None, only_json: bool) -> None:
    """Import, then report; exit status 1 when rows were refused."""
    if not path.exists():
        raise click.UsageError(_("There is nothing at {path}.").format(path=path))
    if not path.is_dir():
        raise click.UsageError(_("{path} is not a folder.").format(path=path))
    set_up_django()
    from parvis.opendata.imports.run import FORMATS, run_import

    if format_name not in FORMATS:
        message = _("Unknown format: {name}. Known ones: {known}.")
        raise click.UsageError(message.format(name=format_name, known=", ".join(FORMATS)))
    show = Progress()
    told = {} if only_json else {"progress": show}
    report = run_import(format_name=format_name, path=path, slug=consultation, **told)
    show.end()
    _tell(report, only_json=only_json)
    if report.refusals:
        raise SystemExit(1)


def _tell(report: "ImportReport", *, only_json: bool) -> None:
    for refusal in () if only_json else report.refusals:
        click.echo(refusal, err=True)
    if not only_json:
        click.echo(_outcome(report))
    click.echo(json.dumps(report.figures()))


def _outcome(report: "ImportReport") -> str:
    if report.refusals:
        return _("Nothing was imported: {count} rows refused.").format(count=len(report.refusals))
    if report.is_new:
        return _("Imported into the consultation {slug}.").format(slug=report.slug)
    return _("These files were imported already: nothing changed in {slug}.").format(slug=report.slug)
