"""`parvis export`: the contributions of a consultation, as a file for a spreadsheet."""

import json
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parvis.config.commands.outputs import replacing
from parvis.config.commands.setup import set_up_django

if TYPE_CHECKING:
    from parvis.consultations.models import ConsultationPage


def build() -> click.Command:
    """Build the command."""
    return click.Command(
        "export",
        short_help=_("Write the contributions of a consultation to a file."),
        callback=run,
        params=[
            click.Argument(["consultation"], metavar="CONSULTATION"),
            click.Option(
                ["--to"],
                type=click.Path(path_type=Path, dir_okay=False),
                required=True,
                metavar="FILE",
                help=_("File to write. Its name ends in .csv or .xlsx, which says the format."),
            ),
            click.Option(["--json", "only_json"], is_flag=True, help=_("Print figures as JSON.")),
        ],
        help=_(
            "Write the contributions of a consultation to a file for a spreadsheet.\n\n"
            "A .csv file holds the contributions; an .xlsx file holds the arguments too, on a second sheet. "
            "CONSULTATION is the last part of the consultation's address: for "
            "https://example.org/consultations/mobility/, it is mobility.\n\n"
            "The texts that moderation hid, or that their author withdrew, are in no file; their rows are."
        ),
    )


def run(consultation: str, to: Path, only_json: bool) -> None:
    """Export, then say how many rows were written."""
    if to.suffix not in {".csv", ".xlsx"}:
        raise click.UsageError(_("The file's name must end in .csv or .xlsx: {name}").format(name=to.name))
    if not to.absolute().parent.is_dir():
        raise click.UsageError(_("There is no folder {path}.").format(path=to.absolute().parent))
    set_up_django()
    from parvis.consultations.models import ConsultationPage

    page = ConsultationPage.objects.filter(slug=consultation).first()
    if page is None:
        known = ", ".join(ConsultationPage.objects.order_by("slug").values_list("slug", flat=True)) or "-"
        message = _("No consultation is called {name}. There are: {known}.")
        raise click.UsageError(message.format(name=consultation, known=known))
    counts = _write(page, to)
    if only_json:
        click.echo(json.dumps(counts))
    else:
        figures = ", ".join(f"{table} {count}" for table, count in counts.items())
        click.echo(_("Written to {path}: {figures}.").format(path=to, figures=figures))


def _write(page: "ConsultationPage", to: Path) -> dict[str, int]:
    from parvis.contributions.permissions import is_public
    from parvis.opendata.exports.write import write_csv, write_xlsx

    with replacing([to]) as partial:
        if to.suffix == ".xlsx":
            with partial[to].open("wb") as binary:
                return write_xlsx(page, binary, reads=is_public)
        with partial[to].open("w", encoding="utf-8", newline="") as text:
            return {"contributions": write_csv(page, text, reads=is_public)}
