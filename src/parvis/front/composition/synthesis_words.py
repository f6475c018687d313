"""Words about findings, on pages and in files."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.restitution.showing import ShownFinding
from parvis.ui import words


def mark_of(one: ShownFinding) -> str:
    """What wrote it, when a program did."""
    if one.drafted is None:
        return ""
    said = {"version": one.drafted.version, "seed": words.number(one.drafted.seed)}
    if one.drafted.is_accepted:
        return (
            _("Drafted by a program (extraction, version %(version)s, seed %(seed)s), read by the team.")
            % said
        )
    return _("Drafted by a program (extraction, version %(version)s, seed %(seed)s).") % said


def gone_of(one: ShownFinding) -> str:
    """That some of its sources are read by nobody any longer."""
    if not one.gone:
        return ""
    return ngettext(
        "%(count)s source of this finding is no longer public.",
        "%(count)s sources of this finding are no longer public.",
        one.gone,
    ) % {"count": words.number(one.gone)}
