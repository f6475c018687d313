"""What a language model proposed for a finding, as the desk shows it, beside the words that are there."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.jobs.language_model import host, is_offered
from parvis.restitution.models import SynthesisPage
from parvis.restitution.wording_queries import Proposed, wordings_of
from parvis.restitution.wordings import Wording
from parvis.ui.words import number

TROUBLES = {
    "late": gettext_lazy("The language model took too long to answer. Ask again later."),
    "unreadable": gettext_lazy(
        "The answer of the language model cannot be read: it does not speak as it should."
    ),
    "refused": gettext_lazy("The language model refused to answer. Tell whoever runs the site."),
    "absent": gettext_lazy("The address of the language model does not answer. Tell whoever runs the site."),
    "forbidden": gettext_lazy(
        "The address of the language model may not be asked. Tell whoever runs the site."
    ),
    "nothing_to_read": gettext_lazy("No source of this finding can be given to a program any longer."),
    "off": gettext_lazy("No language model is set on this site."),
}
"""Why nothing came, by code."""


@dataclass(frozen=True, slots=True)
class ShownWording:
    """`trouble`: why there is nothing to take. `sentences`: each with the contributions that it rests on."""

    state: str
    is_live: bool
    trouble: str
    mark: str
    sentences: list[tuple[str, list[int]]]


@dataclass(frozen=True, slots=True)
class Wordings:
    """Of a whole synthesis, by number of finding. `host`: who reads what is sent."""

    host: str
    by_finding: dict[int, ShownWording]

    def of(self, finding: int) -> ShownWording | None:
        return self.by_finding.get(finding)


def compose_wordings(synthesis: SynthesisPage) -> Wordings | None:
    """None, and no query, where no model is set."""
    if not is_offered():
        return None
    return Wordings(host(), {pk: _shown(one) for pk, one in wordings_of(synthesis).items()})


def _shown(one: Proposed) -> ShownWording:
    row = one.wording
    is_shown = row.is_proposed and not one.has_gone
    return ShownWording(
        state=row.get_state_display(),
        is_live=row.is_live,
        trouble=_gone() if row.is_proposed and one.has_gone else _trouble(row),
        mark=_mark(row) if is_shown else "",
        sentences=[(said["text"], said["sources"]) for said in row.sentences] if is_shown else [],
    )


def _mark(row: Wording) -> str:
    said = ngettext(
        "Worded by a program (%(name)s), checked: %(kept)s sentence of %(given)s kept.",
        "Worded by a program (%(name)s), checked: %(kept)s sentences of %(given)s kept.",
        len(row.sentences),
    )
    return said % {"name": row.model, "kept": number(len(row.sentences)), "given": number(row.given)}


def _gone() -> str:
    return _("A source of this proposal was withdrawn or rewritten since: leave it, and ask again.")


def _trouble(row: Wording) -> str:
    if row.trouble == "nothing_stands":
        said = ngettext(
            "The program wrote %(count)s sentence, which does not rest on these sources: nothing changes.",
            "The program wrote %(count)s sentences, none of which rests on these sources: nothing changes.",
            row.given,
        )
        return said % {"count": number(row.given)}
    if not row.trouble or row.trouble in TROUBLES:
        return str(TROUBLES.get(row.trouble, ""))
    return _("The finding could not be worded (%(code)s). Ask again.") % {"code": row.trouble}
