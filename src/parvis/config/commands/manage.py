"""`parvis manage`: Django's own commands."""

from gettext import gettext as _

import click

from parvis.config.commands.setup import find_database


def build() -> click.Command:
    """Build the command; everything after its name goes to Django untouched, `--help` included."""
    return click.Command(
        "manage",
        short_help=_("Run one of Django's commands."),
        callback=run,
        params=[click.Argument(["arguments"], nargs=-1, type=click.UNPROCESSED)],
        add_help_option=False,
        context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
        help=_(
            "Run one of Django's commands.\n\n"
            "For example: parvis manage createsuperuser, parvis manage shell, parvis manage check --deploy. "
            "'parvis manage help' lists them all, 'parvis manage help COMMAND' explains one."
        ),
    )


@click.pass_context
def run(context: click.Context, arguments: tuple[str, ...]) -> None:
    """Hand over to Django."""
    if arguments in {(), ("--help",), ("-h",)}:
        click.echo(context.get_help())
        return
    find_database()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["parvis manage", *arguments])
