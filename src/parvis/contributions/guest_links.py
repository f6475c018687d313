"""The secret link of a guest: signed, good for ever, and all that they have to prove that a text is theirs.

It says which text, and nothing of anybody. Only the guest's screen shows it: it is in no mail and no log.
"""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from parvis.accounts.secret_links import SignedNumber
from parvis.contributions.waiting import WaitingText

SIGNED = SignedNumber("parvis.contributions.guest")


def write_token(text: WaitingText) -> str:
    """The same each time, so that a form sent twice leads to one place."""
    return SIGNED.write(text.pk)


def text_of(token: str) -> WaitingText:
    """The text of a link, with what its page shows; `Http404` for one that this site did not write."""
    rows = WaitingText.objects.select_related(
        "consultation", "kind", "theme", "phase", "responds_to", "contribution"
    )
    return get_object_or_404(rows.defer("contribution__search", "responds_to__search"), pk=SIGNED.read(token))
