"""What pages say of votes that moderation set aside."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.ballots.aside import Aside, set_aside_in, set_aside_on
from parvis.moderation.enums import Reason
from parvis.ui import words


def said_on(contribution_ids: Collection[int]) -> dict[int, list[str]]:
    """A sentence for each reason, for each item that has votes set aside; one query."""
    return {item: _sentences(found) for item, found in set_aside_on(contribution_ids).items()}


def said_in(ballot_ids: Collection[int]) -> dict[int, list[str]]:
    """The same for whole ballots."""
    return {ballot: _sentences(found) for ballot, found in set_aside_in(ballot_ids).items()}


def _sentences(found: Sequence[Aside]) -> list[str]:
    return [
        ngettext(
            "Set aside by moderation: %(count)s vote, for this reason: %(reason)s."
            " It is kept, and does not count.",
            "Set aside by moderation: %(count)s votes, for this reason: %(reason)s."
            " They are kept, and do not count.",
            aside.votes,
        )
        % {"count": words.number(aside.votes), "reason": reason_of(aside.reason)}
        for aside in found
    ]


def reason_of(code: str) -> str:
    """The reason of the charter in words; a code that the charter no longer has, as it is."""
    return str(Reason(code).label) if code in Reason.values else _("reason %(code)s") % {"code": code}
