"""The language of the command line: gettext without Django, which is not set up when help is printed."""

import gettext
import os
from collections.abc import Sequence
from gettext import gettext as _
from gettext import pgettext
from pathlib import Path

DOMAIN = "django"


def choose_language(arguments: Sequence[str]) -> None:
    """Speak as `--lang` says, else as the environment says (LANGUAGE, LC_ALL, LC_MESSAGES, LANG).

    Click's own words go through the same catalog: it looks them up in gettext's current domain.
    """
    for position, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            os.environ["LANGUAGE"] = argument.partition("=")[2]
        elif argument == "--lang" and position + 1 < len(arguments):
            os.environ["LANGUAGE"] = arguments[position + 1]
    gettext.bindtextdomain(DOMAIN, str(Path(__file__).parent / "locale"))
    gettext.textdomain(DOMAIN)


def spoken_language() -> str:
    """Return the code in which Django should speak at the terminal: the one the catalog answers in."""
    # Translators: the code of the language of this catalog: fr for French.
    return pgettext("language of the command line", "en")


def words_of_click() -> tuple[str, ...]:
    """Name Click's words, so that they reach the catalog."""
    return (
        _("Usage:"),
        _("Options"),
        _("Commands"),
        _("Show this message and exit."),
        _("Show the version and exit."),
        _("Try '{command} {option}' for help."),
        _("Error: {message}"),
        _("No such command {name!r}."),
        _("No such option: {name}"),
        _("Missing argument"),
        _("Missing option"),
        _("default: {default}"),
    )
