"""What every printed report says of itself: what was read, by which method, and how to do it again."""

import math
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext

from parvis.ui.words import number
from parvis.understanding.firmness import firmness as firmness  # noqa: PLC0414 (said with the rest)
from parvis.understanding.style import style


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the figures come from."""

    name: str
    """Of the file or folder that was read, without its path."""
    sha256: str
    version: str
    """Of the program."""
    seed: int
    command: str
    """What to type to get the same report."""


def render(template: str, **context: object) -> str:
    """Render a report: one HTML file, in the language of the moment, which asks nothing of the network."""
    return render_to_string(template, context | {"style": style(), "language": get_language() or "en"})


def decimals(value: float, places: int = 2) -> str:
    """A figure between -1 and 1, as the language writes it; in words where it was not measured."""
    return gettext("not measured") if math.isnan(value) else number(round(value, places))
