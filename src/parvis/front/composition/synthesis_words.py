"""Words about findings, on pages and in files."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.contributions.domain.receipt import reference
from parvis.restitution.enums import MODEL
from parvis.restitution.showing import ShownFinding, ShownQuote
from parvis.ui import words


def mark_of(one: ShownFinding) -> str:
    """What wrote it, when a program did."""
    if one.drafted is None:
        return ""
    if one.drafted.method == MODEL:
        return _(
            "Worded by a language model (%(name)s), each sentence checked to cite its sources, accepted by"
            " the team."
        ) % {"name": one.drafted.version}
    said = {"version": one.drafted.version, "seed": words.number(one.drafted.seed)}
    if one.drafted.is_accepted:
        return (
            _("Drafted by a program (extraction, version %(version)s, seed %(seed)s), read by the team.")
            % said
        )
    return _("Drafted by a program (extraction, version %(version)s, seed %(seed)s).") % said


def short_mark_of(one: ShownFinding) -> str:
    """The same in a few words, where a sentence above says it of all findings."""
    if one.drafted is None:
        return ""
    if one.drafted.method == MODEL:
        return _("worded by a language model, accepted by the team")
    if one.drafted.is_accepted:
        return _("drafted by a program, read by the team")
    return _("drafted by a program")


def gone_of(one: ShownFinding) -> str:
    """That some of its sources are read by nobody any longer."""
    if not one.gone:
        return ""
    return ngettext(
        "%(count)s source of this finding is no longer public.",
        "%(count)s sources of this finding are no longer public.",
        one.gone,
    ) % {"count": words.number(one.gone)}


def mark_of_all(findings: Collection[ShownFinding]) -> str:
    """The same of every finding, in one sentence; empty when they do not all come from one draft."""
    drafts = {one.drafted for one in findings}
    [draft] = drafts if len(drafts) == 1 and len(findings) > 1 else [None]
    if draft is None:
        return ""
    if draft.method == MODEL:
        return _(
            "All the findings were worded by a language model (%(name)s), each sentence checked to cite its"
            " sources, and accepted by the team."
        ) % {"name": draft.version}
    said = {"version": draft.version, "seed": words.number(draft.seed)}
    sentence = (
        _(
            "All the findings were drafted by a program (extraction, version %(version)s, seed %(seed)s),"
            " and read by the team."
        )
        if draft.is_accepted
        else _("All the findings were drafted by a program (extraction, version %(version)s, seed %(seed)s).")
    )
    return sentence % said


def signature_of(quote: ShownQuote) -> str:
    """What a quote is signed with: a title, or a number when there is none or the quote is the title."""
    title = quote.contribution.shown_title
    said = quote.words.strip().rstrip(".").casefold()
    is_there = title.strip().rstrip(".").casefold() in {"", said}
    return reference(quote.contribution) if is_there else title
