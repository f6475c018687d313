"""The `parvis` command."""

import signal
import sys
from types import FrameType

import click
from django.core.exceptions import ImproperlyConfigured

from parvis.config.postgres import PostgresError
from parvis.config.speech import choose_language


def main() -> None:
    """Run the command line; 2 is the exit status of a command that makes no sense, 1 of one that failed."""
    choose_language(sys.argv[1:])
    signal.signal(signal.SIGTERM, _leave_properly)
    try:
        build().main(prog_name="parvis", standalone_mode=True)
    except (PostgresError, PermissionError, ImproperlyConfigured) as error:
        click.echo(error, err=True)
        sys.exit(1)


def build() -> click.Group:
    """Build the commands, whose help is in the language chosen just before."""
    from gettext import gettext as _

    from parvis.config.commands import (
        analyse,
        backup,
        demo,
        doctor,
        export,
        imports,
        manage,
        probe,
        recompute,
        rehearse,
        restore,
        serve,
        verify,
    )

    group = click.Group(
        help=_(
            "Parvis: public consultations, from the first contribution to the published answer.\n\n"
            "Without DATABASE_URL, a private PostgreSQL is started, with its data below PARVIS_HOME. "
            "To see Parvis at work, type: parvis demo"
        ),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        params=[
            click.Option(
                ["--lang"],
                metavar="fr|en",
                help=_("Language of this command's messages. By default, that of the terminal (LANG)."),
            )
        ],
        callback=lambda lang: None,  # noqa: ARG005 (read by choose_language before the help is built)
    )
    for module in (
        serve, demo, imports, export, verify, recompute, analyse, backup, restore, rehearse, doctor,
        probe, manage,
    ):  # fmt: skip
        group.add_command(module.build())
    click.version_option(package_name="parvis")(group)
    return group


def _leave_properly(number: int, frame: FrameType | None) -> None:
    """On SIGTERM, run exit handlers, so that the embedded server is let go."""
    sys.exit(128 + number)
