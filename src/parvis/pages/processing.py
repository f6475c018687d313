"""The record of processing (GDPR, article 30) and how long things are kept, as the code has them.

Shown on the personal data page, and written to `docs/reference/privacy.md`, which a test holds to it.
"""

from collections.abc import Sequence
from dataclasses import fields
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from parvis.jobs import language_model
from parvis.pages.erasing import rules
from parvis.pages.uses import AGREED, HERE, TASK, Processing
from parvis.pages.uses_away import AWAY

PROCESSING = (*HERE, *AWAY)


def in_use() -> list[Processing]:
    """Those of this site: also the ground of maps and a language model, where it names servers for that."""
    host, model = urlsplit(settings.PARVIS_TILES).netloc, language_model.host()
    return [*PROCESSING, *([_ground(host)] if host else []), *([_model(model)] if model else [])]


def _ground(host: str) -> Processing:
    return Processing(
        _("Ground of maps"),
        _("Draw streets and rivers under a map, for whoever chooses to show them."),
        _("readers of a map who show its ground"),
        _("network address of the reader, part of the map looked at, address of this site"),
        AGREED,
        host,
        _("the choice until the browser is closed; there, as that server says"),
    )


def _model(host: str) -> Processing:
    return Processing(
        _("Words of syntheses, by a language model"),
        _("Propose words for a finding of a synthesis, when whoever writes it asks."),
        _("authors of the public contributions that the finding cites"),
        _("what these contributions say, without a name; none in which an address or a number is found"),
        TASK,
        host,
        _("proposals until they are taken or left; there, as that server says"),
    )


def as_markdown() -> str:
    """The tables of the reference page, in English."""
    with override("en"):
        uses = [[str(getattr(one, field.name)) for field in fields(one)] for one in PROCESSING]
        erased = [(rule.what, rule.after, f"`{rule.name}`") for rule in rules()]
    heads = ("processing", "purpose", "people", "data", "ground", "who gets it", "kept")
    return "\n".join(
        [
            *_table(heads, uses),
            "",
            "## What is erased by the clock",
            "",
            *_table(("what", "after", "rule"), erased),
        ]
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]
