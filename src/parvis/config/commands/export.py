"""`parvis export`: a consultation, as a table for a spreadsheet or as the archive that anybody can check."""

import json
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parvis.config.commands.outputs import replacing
from parvis.config.commands.setup import set_up_django

if TYPE_CHECKING:
    from parvis.consultations.models import ConsultationPage

FORMATS = (".zip", ".csv", ".xlsx")


def build() -> click.Command:
    """Build the command."""
    return click.Command(
        "export",
        short_help=_("Write a consultation to a file."),
        callback=run,
        params=[
            click.Argument(["consultation"], metavar="CONSULTATION", required=False),
            click.Option(
                ["--to"],
                type=click.Path(path_type=Path),
                required=True,
                metavar="FILE",
                help=_(
                    "File to write. Its name ends in .zip, .csv or .xlsx, which says the format. "
                    "With --all, a folder."
                ),
            ),
            click.Option(
                ["--all", "everything"],
                is_flag=True,
                help=_("Write the archive of every public consultation."),
            ),
            click.Option(["--json", "only_json"], is_flag=True, help=_("Print figures as JSON.")),
        ],
        help=_(
            "Write a consultation to a file.\n\n"
            "A .zip file is the archive to publish: every public row, votes and totals, the register of "
            "moderation, the public log and the program that checks it all. A .csv file holds the "
            "contributions, for a spreadsheet; an .xlsx file holds the arguments too, on a second sheet. "
            "CONSULTATION is the last part of the consultation's address: for "
            "https://example.org/consultations/mobility/, it is mobility.\n\n"
            "The words that moderation hid, or that their author withdrew, are in no file."
        ),
    )


def run(consultation: str | None, to: Path, everything: bool, only_json: bool) -> None:
    """Export, then say how many rows were written; exit status 1 when there is nothing to publish."""
    _check(consultation, to, everything=everything)
    set_up_django()
    from parvis.accounts.errors import Refused

    try:
        for page, path in _pages(consultation, to):
            counts = _write(page, path)
            _tell(path, counts, only_json=only_json)
    except Refused as refused:
        raise click.ClickException(str(refused.message)) from refused


def _check(consultation: str | None, to: Path, *, everything: bool) -> None:
    if everything == (consultation is not None):
        raise click.UsageError(_("Name one consultation, or ask for all of them with --all."))
    if everything:
        if not to.is_dir():
            raise click.UsageError(_("There is no folder {path}.").format(path=to))
        return
    if to.suffix not in FORMATS:
        raise click.UsageError(
            _("The file's name must end in .zip, .csv or .xlsx: {name}").format(name=to.name)
        )
    if not to.absolute().parent.is_dir():
        raise click.UsageError(_("There is no folder {path}.").format(path=to.absolute().parent))


def _pages(consultation: str | None, to: Path) -> "list[tuple[ConsultationPage, Path]]":
    """What is to be written, and where."""
    from parvis.consultations.models import ConsultationPage

    if consultation is None:
        pages = ConsultationPage.objects.live().order_by("slug")
        return [(page, to / f"{page.slug}.zip") for page in pages]
    page = ConsultationPage.objects.filter(slug=consultation).first()
    if page is None:
        known = ", ".join(ConsultationPage.objects.order_by("slug").values_list("slug", flat=True)) or "-"
        message = _("No consultation is called {name}. There are: {known}.")
        raise click.UsageError(message.format(name=consultation, known=known))
    return [(page, to)]


def _write(page: "ConsultationPage", to: Path) -> dict[str, int]:
    from parvis.contributions.permissions import is_public
    from parvis.opendata.domain.publish_export import publish_export
    from parvis.opendata.exports.write import write_csv, write_xlsx

    with replacing([to]) as partial:
        if to.suffix == ".zip":
            return publish_export(consultation=page, to=partial[to]).counts
        if to.suffix == ".xlsx":
            with partial[to].open("wb") as binary:
                return write_xlsx(page, binary, reads=is_public)
        with partial[to].open("w", encoding="utf-8", newline="") as text:
            return {"contributions": write_csv(page, text, reads=is_public)}


def _tell(to: Path, counts: dict[str, int], *, only_json: bool) -> None:
    if only_json:
        click.echo(json.dumps(counts))
        return
    figures = ", ".join(f"{table} {count}" for table, count in counts.items())
    click.echo(_("Written to {path}: {figures}.").format(path=to, figures=figures))
