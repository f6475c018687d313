"""`parvis demo`: a town's consultation, ready to be visited."""

import os
from gettext import gettext as _

import click

from parvis.config.commands.serve import serve, serving_options


def build() -> click.Command:
    """Build the command."""
    return click.Command(
        "demo",
        short_help=_("Serve a demonstration, ready to be visited."),
        callback=run,
        params=serving_options(),
        help=_(
            "Serve a demonstration: the consultation of a fictional town, with one click to enter as "
            "a participant, an organiser or a moderator.\n\n"
            "No mail leaves the machine: it is readable on a page of the site. "
            "Never use it for a real consultation."
        ),
    )


def run(host: str, port: int, workers: int) -> None:
    """Serve with PARVIS_DEMO on, which child processes inherit."""
    os.environ["PARVIS_DEMO"] = "1"
    os.environ.setdefault("PARVIS_ADDRESS", f"http://127.0.0.1:{port}")
    serve(host=host, port=port, workers=workers, demonstration=True)
