"""`parvis rehearse`: walk through a consultation with fake people before anybody comes, and undo it all."""

import json
from gettext import gettext as _
from typing import TYPE_CHECKING

import click

from parvis.config.commands.setup import set_up_django

if TYPE_CHECKING:
    from parvis.conduct.models import Rehearsal
    from parvis.consultations.models import ConsultationPage


def build() -> click.Command:
    """Build the command."""
    return click.Command(
        "rehearse",
        short_help=_("Try a consultation with fake people before it opens."),
        callback=run,
        params=[
            click.Argument(["consultation"], metavar="CONSULTATION"),
            click.Option(["--json", "only_json"], is_flag=True, help=_("Print the report as JSON.")),
        ],
        help=_(
            "Try a consultation with fake people before it opens.\n\n"
            "They sign in, deposit, argue and vote in each phase as if it were open; their receipts and the "
            "open data are checked. All of it is undone at once; the report is kept, and shown on the desk. "
            "The exit status is 0 when everything that people need works, 1 when something does not, 2 when "
            "the command makes no sense.\n\n"
            "CONSULTATION is the last part of the consultation's address: for "
            "https://example.org/consultations/mobility/, it is mobility."
        ),
    )


def run(consultation: str, only_json: bool) -> None:
    """Rehearse, print the report, and leave with its status."""
    set_up_django()
    from parvis.accounts.errors import Refused
    from parvis.conduct.domain.rehearse import rehearse

    page = _page(consultation)
    try:
        made = rehearse(actor=None, consultation=page)
    except Refused as refused:
        raise click.ClickException(str(refused.message)) from refused
    click.echo(json.dumps(made.steps, ensure_ascii=False) if only_json else _text(made))
    raise SystemExit(0 if made.passed else 1)


def _page(slug: str) -> "ConsultationPage":
    from parvis.consultations.models import ConsultationPage

    page: ConsultationPage | None = ConsultationPage.objects.filter(slug=slug).first()
    if page is None:
        known = ", ".join(ConsultationPage.objects.order_by("slug").values_list("slug", flat=True)) or "-"
        message = _("No consultation is called {name}. There are: {known}.")
        raise click.UsageError(message.format(name=slug, known=known))
    return page


def _text(made: "Rehearsal") -> str:
    from parvis.conduct.rehearsal.report import steps_of

    lines = []
    for step in steps_of(made):
        told = f"{step.title} ({step.subject})" if step.subject else step.title
        lines.append(f"{step.ms:>6} ms  {step.label}: {told}. {step.detail} {step.advice}".rstrip())
    works, broken = _("Everything that people need works."), _("Something that people need does not work.")
    verdict = works if made.passed else broken
    return "\n".join([*lines, verdict])
